"""PostgreSQL: composite foreign keys, triggers for plain ids, and row-level security.

The keys are checked at each statement, so that the refusal names the act that earned it; they
are deferrable for whoever loads rows out of order (SET CONSTRAINTS ALL DEFERRED).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.backends.utils import CursorWrapper

from makegood.foundation.tenancy.scope import SETTING
from makegood.foundation.tenancy.wall.piece import Piece, is_ours
from makegood.foundation.tenancy.wall.plan import ITSELF, Plan, Pointer

# The sub-select is asked once a statement, not once a row. No business: no rows.
OURS = f"business_id = (SELECT nullif(current_setting('{SETTING}', true), '')::bigint)"


def pieces(plan: Plan) -> Iterator[Piece]:
    """Every piece of the wall here; what a key needs comes before the key."""
    for table in plan.bounded:
        yield Piece(
            f"{table}_id",
            (f'ALTER TABLE "{table}" ADD CONSTRAINT "{{name}}" UNIQUE (business_id, id)',),
        )
        yield _trigger(
            table,
            f"{table}_stays",
            "UPDATE OF business_id",
            "IF NEW.business_id IS DISTINCT FROM OLD.business_id THEN"
            f" {_refuse(f'A row of {table} never changes its business.')} END IF;",
        )
    for key in plan.keys:
        yield Piece(
            f"{key.table}_{key.column}",
            (
                f'ALTER TABLE "{key.table}" ADD CONSTRAINT "{{name}}"'
                f' FOREIGN KEY (business_id, "{key.column}")'
                f' REFERENCES "{key.target}" (business_id, id) DEFERRABLE INITIALLY IMMEDIATE',
            ),
        )
    for table in plan.bounded:
        aimed = [p for p in plan.pointers if p.table == table and p.targets]
        if aimed:
            yield _pointers(table, aimed)
    yield from (_rows_apart(table) for table in plan.owned)


STANDING = r"""
SELECT 1, conname, 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || conname
           || ' CASCADE'
  FROM pg_constraint
 WHERE conname LIKE 'wall\_%' AND connamespace = current_schema()::regnamespace
UNION ALL
SELECT 2, tgname, 'DROP FUNCTION ' || tgfoid::regproc || '() CASCADE'
  FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
 WHERE tgname LIKE 'wall\_%' AND NOT tgisinternal AND tgenabled = 'O'
   AND relnamespace = current_schema()::regnamespace
UNION ALL
SELECT 3, polname, 'DROP POLICY ' || polname || ' ON ' || polrelid::regclass
  FROM pg_policy JOIN pg_class c ON c.oid = polrelid
 WHERE polname LIKE 'wall\_%' AND relrowsecurity AND relforcerowsecurity
   AND relnamespace = current_schema()::regnamespace
ORDER BY 1
"""


def standing(cursor: CursorWrapper) -> dict[str, str]:
    """The pieces that stand, and how to take each down. A policy not enforced does not stand."""
    cursor.execute(STANDING)
    return {name: drop for _, name, drop in cursor.fetchall()}


def in_the_way(cursor: CursorWrapper) -> dict[str, str]:
    """What a migration would stumble over: nothing, keys follow their tables here."""
    return {}


def _rows_apart(table: str) -> Piece:
    return Piece(
        f"{table}_rows",
        (
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
            f'DROP POLICY IF EXISTS "{{name}}" ON "{table}"',
            f'CREATE POLICY "{{name}}" ON "{table}" USING ({OURS}) WITH CHECK ({OURS})',
        ),
    )


def _pointers(table: str, aimed: Iterable[Pointer]) -> Piece:
    columns = dict.fromkeys(f'"{name}"' for p in aimed for name in (p.column, p.kind) if name)
    act = f"INSERT OR UPDATE OF {', '.join(columns)}"
    return _trigger(table, f"{table}_pointers", act, " ".join(_look(p) for p in aimed))


def _look(pointer: Pointer) -> str:
    """Step by step, so that only the table meant is asked: one expression would open them all."""
    column, kind = pointer.column, pointer.kind
    found = {noun: is_ours(table, column) for noun, table in pointer.targets}
    if kind is None:
        look = f"ours := {found.popitem()[1]};"
    else:
        found[ITSELF] = f'NEW."{column}" = NEW.business_id'
        cases = " ".join(f"WHEN '{noun}' THEN ours := {so};" for noun, so in found.items())
        look = f'CASE NEW."{kind}" {cases} ELSE ours := true; END CASE;'
    refuse = _refuse(f"{pointer.table}.{column} does not lead to a row of its own business.")
    return f'IF NEW."{column}" IS NOT NULL THEN {look} IF NOT ours THEN {refuse} END IF; END IF;'


def _refuse(sentence: str) -> str:
    return f"RAISE EXCEPTION '{{name}}: {sentence}' USING ERRCODE = 'foreign_key_violation';"


def _trigger(table: str, stem: str, act: str, body: str) -> Piece:
    return Piece(
        stem,
        (
            'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS'
            f" $$ DECLARE ours boolean; BEGIN {body} RETURN NEW; END $$",
            f'CREATE OR REPLACE TRIGGER "{{name}}" BEFORE {act} ON "{table}"'
            ' FOR EACH ROW EXECUTE FUNCTION "{name}"()',
        ),
    )
