"""PostgreSQL: the same triggers, and `words` told to the database in its own language.

It folds by tables made out of what Python knows of signs, and not by the collation: that one folds
ASCII alone where it is "C", and elsewhere as the machine's libraries think right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from django.db.backends.utils import CursorWrapper

from makegood.domain.search.keeping.piece import (
    NEW,
    OLD,
    TABLE,
    Act,
    Trigger,
    acts,
    changed,
    gone,
    texts,
)
from makegood.domain.search.models import Source
from makegood.domain.search.rules.folding import (
    BY_SIGN,
    LONGEST_CODE,
    LONGEST_WORD,
    NUMBER,
    SHORTEST_NUMBER,
    VERSION,
    marks,
    parts_of_words,
    smaller,
)

FUNCTION = "search_words"
WRITTEN = (
    "INSERT INTO {words} (business_id, kind, row_key, word)"
    " SELECT found.business_id, {kind}, found.id, said.word FROM {table} AS found"
    " CROSS JOIN LATERAL unnest({function}({said}, {number})) AS said(word)"
    " WHERE {where} ON CONFLICT DO NOTHING"
)
STANDING = """
SELECT tgname, tgfoid::regproc FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
 WHERE starts_with(tgname, 'search_') AND NOT tgisinternal AND tgenabled = 'O'
   AND relnamespace = current_schema()::regnamespace
"""
FOLD = """
CREATE OR REPLACE FUNCTION {function}(said text, number text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  plain text := said;
BEGIN
  IF octet_length(plain) > length(plain) THEN
    plain := regexp_replace(normalize(plain, NFKD), '[{marks}]+', '', 'g');
    plain := translate(plain, '{great}', '{small}');
    plain := {longer};
    plain := regexp_replace(plain, '([{by_sign}])', ' \\1 ', 'g');
    plain := regexp_replace(plain, '[^{parts}]+', ' ', 'g');
  ELSE
    plain := regexp_replace(lower(plain COLLATE "C"), '[^a-z0-9]+', ' ', 'g');
  END IF;
  RETURN ARRAY(
    SELECT left(word, {longest}) FROM unnest(string_to_array(plain, ' ')) AS word WHERE word <> ''
    UNION
    SELECT '{mark}' || substr(digits, start)
      FROM regexp_split_to_table(number, '\n') AS line,
           left(ltrim(regexp_replace(line, '[^0-9]+', '', 'g'), '0'), {longest}) AS digits,
           generate_series(1, {cuts}) AS start
     WHERE length(substr(digits, start)) >= {shortest}
  );
END $$
"""


@cache
def before() -> tuple[str, ...]:
    """What the triggers need: the function that folds."""
    ones = {sign: small for sign, small in smaller().items() if len(small) == 1}
    longer = "plain"
    for sign, small in smaller().items():
        if len(small) > 1:
            longer = f"replace({longer}, '{sign}', '{small}')"
    said = {
        "function": FUNCTION,
        "marks": _class(marks()),
        "great": "".join(ones),
        "small": "".join(ones.values()),
        "longer": longer,
        "by_sign": BY_SIGN,
        "parts": _class(parts_of_words()),
        "longest": LONGEST_WORD,
        "mark": NUMBER,
        "cuts": LONGEST_CODE + 1,
        "shortest": SHORTEST_NUMBER,
    }
    return (FOLD.format(**said),)


def written(source: Source, where: str) -> str:
    """SQL: the words of the rows (`found`) for which this holds."""
    return WRITTEN.format(
        words=TABLE,
        kind=source.kind.value,
        table=source.model._meta.db_table,
        function=FUNCTION,
        said=texts(source, _joined, "texts"),
        number=texts(source, _joined, "numbers"),
        where=where,
    )


def pieces(source: Source) -> Iterator[Trigger]:
    yield from (_trigger(source, act) for act in acts(source))


def standing(cursor: CursorWrapper) -> dict[str, str]:
    """The triggers that stand, and how to take each down."""
    cursor.execute(STANDING)
    return {name: f"DROP FUNCTION {function}() CASCADE" for name, function in cursor.fetchall()}


def in_the_way(cursor: CursorWrapper) -> dict[str, str]:
    """What a migration would stumble over: nothing, triggers follow their tables here."""
    return {}


def _class(stretches: Iterable[tuple[int, int]]) -> str:
    """Signs as a part of a regular expression."""
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in stretches)


def _joined(said: str) -> str:
    return f"string_agg({said}, '\n')"


def _trigger(source: Source, act: Act) -> Trigger:
    of = f" OF {', '.join(act.columns)}" if act.columns else ""
    when = f" WHEN ({changed(act.columns, 'IS DISTINCT FROM')})" if act.columns else ""
    business = f"{OLD if act.act == 'DELETE' else NEW}.business_id"
    steps = [gone(source, key, business) for key in act.gone]
    steps += [written(source, f"found.id = {key}") for key in act.written]
    body = " ".join(f"{step};" for step in steps)
    return Trigger(
        act.stem,
        (
            "CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN {body} RETURN NULL; END $$ -- {VERSION}",
            f"CREATE OR REPLACE TRIGGER {{name}} AFTER {act.act}{of} ON {act.table}"
            f" FOR EACH ROW{when} EXECUTE FUNCTION {{name}}()",
        ),
    )
