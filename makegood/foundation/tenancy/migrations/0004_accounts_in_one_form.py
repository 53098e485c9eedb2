from django.db import migrations

from makegood.kit.mailbox import in_one_form, mailbox

BATCH = 1000
LONGEST_EMAIL = 254


def in_one_form_now(apps, schema_editor):
    """An account that was kept in another form (xn--, its signs apart) is found again by its address.

    Never two in one: where another has the mailbox already, the one at hand stays as it is.
    """
    people = apps.get_model("tenancy", "User").objects
    asked = people.order_by("pk").values_list("pk", "email")
    changed = [(pk, kept) for pk, kept in asked.iterator(BATCH) if in_one_form(kept) != kept]
    for pk, kept in changed:
        email = mailbox(kept)
        is_free = not people.filter(email__iexact=email).exclude(pk=pk).exists()
        if is_free and len(email) <= LONGEST_EMAIL:
            people.filter(pk=pk).update(email=email)


class Migration(migrations.Migration):

    dependencies = [
        ('tenancy', '0003_a_business_has_a_phone'),
    ]

    operations = [
        migrations.RunPython(in_one_form_now, migrations.RunPython.noop),
    ]
