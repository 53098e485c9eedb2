from django.db import migrations

from makegood.domain.customers.rules.reaching import phone_key, reach_key
from makegood.kit.mailbox import in_one_form

BATCH = 1000
LONGEST_EMAIL = 254


def in_one_form_now(apps, schema_editor):
    """What was kept while addresses and numbers were folded in another way is found again.

    By the rules of the day: what they make is what is looked for. Customers who share an address
    from now on stay two, and are suggested to be one. Of two addresses of one customer that turn
    out to be one, the later stays as it is.
    """
    for business in list(apps.get_model("tenancy", "Business").objects.values_list("pk", flat=True)):
        if schema_editor.connection.vendor == "postgresql":
            with schema_editor.connection.cursor() as cursor:
                cursor.execute("SELECT set_config('mg.business', %s, true)", [str(business)])
        customers = apps.get_model("customers", "Customer").objects.filter(business=business)
        renew(customers, "email", ["email"], in_one_form, LONGEST_EMAIL)
        renew(customers, "phone_key", ["phone"], phone_key)
        handles = apps.get_model("customers", "Handle").objects.filter(business=business)
        renew(handles, "key", ["kind", "value"], reach_key, same=["customer", "kind"])


def renew(rows, name, made_of, rule, longest=400, same=()):
    """Write what the rule makes of a row where it is another; read in batches, before it is written.

    `same`: where a row that shares these has it already, the one at hand stays as it is.
    """
    asked = rows.order_by("pk").values_list("pk", name, *made_of, *same)
    until = 2 + len(made_of)
    changed = [
        (row[0], new, dict(zip(same, row[until:])))
        for row in asked.iterator(BATCH)
        if (new := rule(*row[2:until])) != row[1] and len(new) <= longest
    ]
    for pk, new, shared in changed:
        if not (same and rows.filter(**shared, **{name: new}).exists()):
            rows.filter(pk=pk).update(**{name: new})


class Migration(migrations.Migration):

    dependencies = [
        ('customers', '0005_notes_from_elsewhere'),
        ('tenancy', '0003_a_business_has_a_phone'),
    ]

    operations = [
        migrations.RunPython(in_one_form_now, migrations.RunPython.noop),
    ]
