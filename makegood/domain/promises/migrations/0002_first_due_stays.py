"""The due first said is written once: the database refuses to change it. And no half dues.

A check that comes out NULL passes: the old one let a due with one day missing through.

On SQLite a later migration that remakes the table drops this trigger without a word; then
tests/domain/promises/test_models.py fails, and that migration has to run `put_up` again.
"""

from django.db import migrations, models
from django.db.models import F, Q

TABLE = "promises_promise"
NAME = "promises_first_due_stays"
COLUMNS = ("due_first_from", "due_first_to", "due_first_at", "late_after_first")
SENTENCE = "The due first said is never changed."


def put_up(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def take_down(apps, schema_editor):
    on = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {NAME}{on}")


def changed(differs):
    return " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in COLUMNS)


STATEMENTS = {
    "sqlite": (
        f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} WHEN {changed('IS NOT')} "
        f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END",
    ),
    "postgresql": (
        f"CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation';"
        " END $$",
        f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} FOR EACH ROW "
        f"WHEN ({changed('IS DISTINCT FROM')}) EXECUTE FUNCTION {NAME}()",
    ),
}


class Migration(migrations.Migration):
    dependencies = [("promises", "0001_initial")]
    operations = [
        migrations.RemoveConstraint("promise", "promise_due_is_days_or_instant"),
        migrations.AddConstraint(
            "promise",
            models.CheckConstraint(
                condition=Q(due_at=None, due_from=None, due_to=None, late_after=None)
                | Q(
                    Q(due_from__isnull=False, due_to__isnull=False, late_after__isnull=False),
                    due_at=None,
                    due_to__gte=F("due_from"),
                )
                | Q(
                    Q(due_at__isnull=False, late_after__isnull=False),
                    due_at=F("late_after"),
                    due_from=None,
                    due_to=None,
                ),
                name="promise_due_is_days_or_instant",
            ),
        ),
        migrations.RunPython(put_up, take_down),
    ]
