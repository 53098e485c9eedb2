"""How a promise ended, frozen; whether its end is known; and what was put in its place."""

from django.db import migrations, models
from django.db.models import Q

NOT_RECORDED = Q(withdrawn_asked_by="not_recorded")


class Migration(migrations.Migration):
    dependencies = [("promises", "0003_open_rows_found_at_once")]
    operations = [
        migrations.AddField("promise", "kept_early", models.BooleanField(default=False)),
        migrations.AddField("promise", "end_recorded", models.BooleanField(default=True)),
        migrations.AddField("promise", "we_replaced", models.BooleanField(default=False)),
        migrations.AlterField(
            "promise",
            "withdrawn_asked_by",
            models.CharField(
                blank=True,
                choices=[
                    ("customer", "the customer asked"),
                    ("agreed", "the customer agreed"),
                    ("us", "we decided"),
                    ("mistake", "it was entered by mistake"),
                    ("done", "what it was about is done"),
                    ("not_recorded", "not recorded"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            "move",
            "reason",
            models.CharField(
                choices=[
                    ("waiting_on_customer", "waiting on the customer"),
                    ("scope_change", "the work changed"),
                    ("underestimated", "it takes longer than we thought"),
                    ("absence", "unforeseen absence"),
                    ("supplier", "a supplier"),
                    ("other_work", "other work came first"),
                    ("redo", "it has to be done again"),
                    ("weather", "the weather"),
                    ("other", "another reason"),
                    ("replaced", "something else was promised instead"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            "promise",
            models.CheckConstraint(
                condition=Q(end_recorded=True) | NOT_RECORDED,
                name="promise_end_unknown_to_imports",
            ),
        ),
    ]
