"""Every act reads the same: named arguments, who and when, all or nothing.

`promises.move(promise, friday, 3)` tells a reader nothing; `by=` and `at=` are what the journal
needs; an act that stops half-way must leave no trace, and one that is done must leave one: what the
journal does not hold, nobody can explain.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.house import Module, is_action, modules, planted, told

ATOMIC = {"django.db.transaction.atomic"}
RECORDS = {f"makegood.foundation.journal.actions.{name}" for name in ("record", "record_import")}

QUEUE = "the queue's own mechanics: nobody acts, and each is one conditional statement"
KEYS = "the keys' own mechanics: always inside the effect's transaction"
A_TASK = "a task: django-tasks calls it with its context; an act follows"
INDEX = "the index's own mechanics: nobody acts, and what it holds follows from the rows"
POSTING = "the outbox's own mechanics: the mail server acts, and the events say so"
COUNTING = "the tallies' own mechanics: nobody acts, and what they hold follows from the answers"
PER_BUSINESS = "enters every business in turn; takes now= like all of TABLE 4"

# Acts that differ, by module and name ("*": all of it): what they may lack, and why.
EXCEPTIONS = {
    ("makegood.foundation.accounts.actions", "write_down"): (
        {"by", "record"},
        "a person belongs to no business yet: there is no journal to write them into",
    ),
    ("makegood.foundation.accounts.actions", "set_password"): (
        {"by", "record"},
        "a person's own, not a business's: whoever holds the key in their letter",
    ),
    ("makegood.foundation.accounts.actions", "forget_old_sessions"): (
        {"by", "at", "record"},
        "a session belongs to no business; takes now= like all of TABLE 4",
    ),
    ("makegood.foundation.jobs.actions", "*"): ({"by", "at", "atomic", "record"}, QUEUE),
    ("makegood.foundation.limits.actions", "*"): ({"by", "at", "atomic", "record"}, KEYS),
    ("makegood.foundation.journal.actions", "deliver"): (
        {"named", "by", "at", "atomic", "record"},
        A_TASK,
    ),
    ("makegood.foundation.journal.actions", "carry_out"): ({"by", "record"}, "the reaction acts"),
    ("makegood.domain.feedback.actions.counting", "*"): (
        {"by", "at", "atomic", "record"},
        COUNTING,
    ),
    ("makegood.domain.exchange.actions.uploading", "forget_files"): (
        {"by", "at", "atomic"},
        PER_BUSINESS,
    ),
    ("makegood.domain.feedback.actions.showing", "forget_untaken"): (
        {"by", "at", "atomic"},
        PER_BUSINESS,
    ),
    ("makegood.domain.feedback.actions.showing", "bind"): (
        {"atomic"},
        "not an act: what answering says of the files that were taken before",
    ),
    ("makegood.domain.promises.actions.watching", "watch"): (
        {"by", "at", "atomic"},
        PER_BUSINESS,
    ),
    ("makegood.foundation.journal.actions", "send_again"): (
        {"by", "at", "atomic", "record"},
        PER_BUSINESS,
    ),
    ("makegood.foundation.mail.actions.posting", "*"): (
        {"named", "by", "at", "atomic", "record"},
        POSTING,
    ),
    ("makegood.foundation.mail.actions.writing", "write"): (
        {"by", "record"},
        "the slice that has something to say records who said it",
    ),
    ("makegood.foundation.journal.actions", "suggest_feeling"): (
        {"by", "record"},
        "a rule's suggestion beside the event that it is read from: no event of its own",
    ),
    ("makegood.domain.feedback.actions.surveys", "write"): (
        {"by", "record"},
        "a draft that nobody is asked: publishing it is the event",
    ),
    ("makegood.domain.feedback.actions.pressing", "press"): (
        {"by"},
        "raw first: what it means is journalled as it is worked out, by whose link it is",
    ),
    ("makegood.domain.feedback.actions.pressing", "answer_as_pressed"): (
        {"by", "at"},
        "each press is answered by whose link it is, at its own time",
    ),
    ("makegood.domain.feedback.actions.pressing", "work_out"): (
        {"named", "by", "at", "atomic"},
        A_TASK,
    ),
    ("makegood.domain.feedback.actions.presses_left", "work_out_again"): (
        {"by", "at", "atomic"},
        "enters every business in turn; each press is an act of its own, of whoever pressed",
    ),
    ("makegood.domain.feedback.actions.turns", "*"): (
        {"by", "at", "atomic", "record"},
        "enters every business in turn; each letter is an act of its own, and holds up no other",
    ),
    ("makegood.domain.feedback.actions.turns", "once_more"): ({"named"}, A_TASK),
    ("makegood.domain.search.actions", "*"): ({"by", "at", "atomic", "record"}, INDEX),
    ("makegood.domain.promises.actions.writing", "*"): (
        {"named", "by", "at", "atomic", "record"},
        "not an act: how every act of the ledger writes, inside its transaction",
    ),
    ("makegood.domain.recovery.actions.walking", "*"): (
        {"named", "by", "at", "atomic"},
        "not an act: how every act on a case goes on, inside its transaction",
    ),
    ("makegood.domain.ideas.actions.holding", "*"): (
        {"named", "by", "at", "atomic", "record"},
        "how each act on an idea begins: it holds and looks, and writes nothing",
    ),
    ("makegood.domain.recovery.actions.walking", "hold"): ({"record"}, "holds, and writes nothing"),
    ("makegood.domain.recovery.actions.walking", "pointers"): ({"record"}, "writes nothing"),
    ("makegood.domain.recovery.actions.posting", "*"): (
        {"named", "atomic"},
        "not an act: how the letters of a case are put into the outbox",
    ),
    ("makegood.domain.exchange.actions.pieces", "*"): (
        {"named", "by", "at", "atomic"},
        "not an act: how the jobs below write a piece, whose act is handed in",
    ),
    ("makegood.domain.exchange.actions.coming", "*"): (
        {"named", "by", "at", "atomic"},
        "jobs: they see how far an upload is and call the acts; their actor is the import",
    ),
    ("makegood.domain.exchange.actions.coming_back", "*"): (
        {"named", "by", "at", "atomic"},
        "jobs: they see how far an upload is and call the acts; their actor is the import",
    ),
    ("makegood.domain.exchange.actions.coming_back", "look_through"): (
        {"record"},
        "says what would happen, and writes nothing into the ledger",
    ),
    ("makegood.domain.exchange.actions.coming_back", "look"): (
        {"record"},
        "says what would happen, and writes nothing into the ledger",
    ),
    ("makegood.domain.exchange.actions.exporting", "put_together"): (
        {"named", "by", "at", "atomic"},
        A_TASK,
    ),
    ("makegood.domain.exchange.actions.exporting", "forget_old"): (
        {"by", "at", "atomic"},
        PER_BUSINESS,
    ),
    ("makegood.domain.promises.actions.beginning", "*"): (
        {"named", "by", "at", "atomic", "record"},
        "not an act: the row that making and bringing in write down",
    ),
    ("makegood.foundation.journal.actions", "record_import"): (
        {"named", "record"},
        "reads as a sentence: record_import(events, by=…, at=…)",
    ),
    ("makegood.foundation.journal.actions", "record"): (
        {"named", "record"},
        "reads as a sentence: record(event, by=…, at=…)",
    ),
    ("makegood.foundation.accounts.actions", "open_business"): (
        {"by"},
        "the owner becomes a member, who may act, only inside it",
    ),
}


def lacks(module: Module) -> Iterator[tuple[str, str]]:
    """For each public act of a module, what is missing: (act, missing)."""
    for act in module.tree.body:
        if isinstance(act, ast.FunctionDef) and not act.name.startswith("_"):
            yield from ((act.name, missing) for missing in missing_in(module, act))


def missing_in(module: Module, act: ast.FunctionDef) -> Iterator[str]:
    given = act.args
    named = {argument.arg for argument in given.kwonlyargs}
    if given.args or given.posonlyargs or given.vararg or given.kwarg:
        yield "named"
    yield from (name for name in ("by", "at") if name not in named)
    if not any(is_atomic(module, decorator) for decorator in act.decorator_list):
        yield "atomic"
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    if act.returns is None or any(argument.annotation is None for argument in every):
        yield "annotated"
    if not writes_down(module, act):
        yield "record"


def writes_down(module: Module, act: ast.FunctionDef) -> bool:
    """Whether an act records an event: itself, by a function beside it, or by another act.

    One that it hands over to be called counts as called.
    """
    beside = {node.name: node for node in module.tree.body if isinstance(node, ast.FunctionDef)}
    waiting, seen = [act], set[str]()
    while waiting:
        function = waiting.pop()
        seen.add(function.name)
        calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
        called = {module.full(one) for call in calls for one in (call.func, *call.args)}
        if RECORDS & (called | {f"{module.dotted}.{name}" for name in called}):
            return True
        if any(is_other_act(name) for name in called):
            return True
        waiting += [beside[name] for name in sorted(called & set(beside) - seen)]
    return False


def is_other_act(name: str) -> bool:
    """Whether a full name is an act of another module that leaves a trace."""
    path, _, act = name.rpartition(".")
    return ".actions" in path and "record" not in excused(path, act)


def is_atomic(module: Module, decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return module.full(called) in ATOMIC


def actions() -> list[Module]:
    return [module for module in modules() if is_action(module)]


def test_every_act_says_who_and_when_and_is_all_or_nothing() -> None:
    found = [
        f"{module.dotted}.{act} lacks: {missing}"
        for module in actions()
        for act, missing in lacks(module)
        if missing not in excused(module.dotted, act)
    ]
    what_to_do = """Write an act as: @transaction.atomic
def keep(*, promise: Promise, by: Actor, at: datetime) -> None
and let it record its event: record(PromiseKept(…), by=by, at=at).
What writes nothing is no act: put it into rules.py or queries.py, or begin its name with _."""
    assert not found, told(found, what_to_do)


def excused(where: str, act: str) -> set[str]:
    """What this act may lack."""
    return {
        missing
        for key in ((where, act), (where, "*"))
        for missing in EXCEPTIONS.get(key, (set[str](), ""))[0]
    }


def test_every_exception_is_still_needed() -> None:
    lacking = {
        (module.dotted, name, missing)
        for module in actions()
        for act, missing in lacks(module)
        for name in (act, "*")
    }
    needless = [
        f"{where}.{act}: {missing}"
        for (where, act), (missed, _) in EXCEPTIONS.items()
        for missing in sorted(missed)
        if (where, act, missing) not in lacking
    ]
    assert not needless, told(needless, "These no longer differ: take them off the list.")


GOOD = """from django.db import transaction
from makegood.domain.promises.actions.writing import change
from makegood.foundation.journal.actions import record
@transaction.atomic
def keep(*, promise: Promise, by: Actor, at: datetime) -> None: _quietly(promise)
def _quietly(x): change(x), record(x)"""


@pytest.mark.parametrize(
    ("wrong", "missing"),
    [
        (("*, promise: Promise", "promise: Promise, *"), "named"),
        (("by: Actor, ", ""), "by"),
        ((", at: datetime", ""), "at"),
        (("@transaction.atomic\n", ""), "atomic"),
        ((" -> None", ""), "annotated"),
        (("promise: Promise", "promise"), "annotated"),
        ((", record(x)", ""), "record"),
    ],
)
def test_an_act_that_lacks_something_is_caught(wrong: tuple[str, str], missing: str) -> None:
    assert list(lacks(planted(GOOD))) == []
    assert list(lacks(planted(GOOD.replace(*wrong)))) == [("keep", missing)]
