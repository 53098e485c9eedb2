"""SQLite: triggers before each insert and update. (A key cannot be added to a table there.)"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.backends.utils import CursorWrapper

from makegood.foundation.tenancy.wall.piece import Piece, is_ours
from makegood.foundation.tenancy.wall.plan import ITSELF, Plan, Pointer


def pieces(plan: Plan) -> Iterator[Piece]:
    """Every piece of the wall here."""
    for table in plan.bounded:
        yield Piece(
            f"{table}_id",
            (f'CREATE UNIQUE INDEX "{{name}}" ON "{table}" (business_id, id)',),
        )
        yield _trigger(
            f"{table}_stays",
            f'UPDATE OF business_id ON "{table}"',
            "NEW.business_id IS NOT OLD.business_id",
            f"A row of {table} never changes its business.",
        )
    for key in plan.keys:
        broken = f'NEW."{key.column}" IS NOT NULL AND NOT {is_ours(key.target, key.column)}'
        yield from _before_both(key.table, key.column, None, broken)
    for pointer in plan.pointers:
        if pointer.targets:
            yield from _before_both(pointer.table, pointer.column, pointer.kind, _strays(pointer))


def standing(cursor: CursorWrapper) -> dict[str, str]:
    """The pieces that stand, and how to take each down."""
    cursor.execute(
        "SELECT name, type FROM sqlite_master WHERE type IN ('trigger', 'index')"
        r" AND name LIKE 'wall\_%' ESCAPE '\'"
    )
    return {name: f'DROP {kind} "{name}"' for name, kind in cursor.fetchall()}


def in_the_way(cursor: CursorWrapper) -> dict[str, str]:
    """What a migration would stumble over: triggers that name a table being remade."""
    return {name: drop for name, drop in standing(cursor).items() if "DROP trigger" in drop}


def _before_both(table: str, column: str, kind: str | None, broken: str) -> Iterator[Piece]:
    columns = ", ".join(f'"{name}"' for name in (column, kind) if name)
    sentence = f"{table}.{column} does not lead to a row of its own business."
    yield _trigger(f"{table}_{column}_in", f'INSERT ON "{table}"', broken, sentence)
    yield _trigger(f"{table}_{column}_up", f'UPDATE OF {columns} ON "{table}"', broken, sentence)


def _strays(pointer: Pointer) -> str:
    """SQL: the new row's pointer leads out of its business."""
    column = pointer.column
    if pointer.kind is None:
        inside = is_ours(pointer.targets[0][1], column)
    else:
        cases = " ".join(f"WHEN '{noun}' THEN {is_ours(t, column)}" for noun, t in pointer.targets)
        itself = f"""WHEN '{ITSELF}' THEN NEW."{column}" = NEW.business_id"""
        # A kind that names no table leads nowhere.
        inside = f'CASE NEW."{pointer.kind}" {itself} {cases} ELSE true END'
    return f'NEW."{column}" IS NOT NULL AND NOT {inside}'


def _trigger(stem: str, act: str, broken: str, sentence: str) -> Piece:
    return Piece(
        stem,
        (
            f'CREATE TRIGGER "{{name}}" BEFORE {act} WHEN {broken}'
            f" BEGIN SELECT RAISE(ABORT, '{{name}}: {sentence}'); END",
        ),
    )
