"""No half dues: a check that comes out NULL passes, and the old one let one day missing through.

(The name speaks of the trigger that keeps the first due. It once stood here; since SQLite loses it
with every table it remakes, it is put up after every migrate: `FIRST_DUE_STAYS`.)
"""

from django.db import migrations, models
from django.db.models import F, Q


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
    ]
