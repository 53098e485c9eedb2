from django.db import migrations


def ours(apps, schema_editor):
    """Rows left out and exports were told from what people brought by what points at them."""
    files = apps.get_model("files", "File").objects
    left_out = apps.get_model("exchange", "UploadedFile").objects
    exports = apps.get_model("exchange", "Export").objects
    for business in apps.get_model("tenancy", "Business").objects.values_list("pk", flat=True):
        if schema_editor.connection.vendor == "postgresql":
            with schema_editor.connection.cursor() as cursor:
                cursor.execute("SELECT set_config('mg.business', %s, true)", [str(business)])
        here = files.filter(business=business)
        left = left_out.filter(business=business, left_out=True).values("file")
        out = exports.filter(business=business, file__isnull=False).values("file")
        here.filter(pk__in=left).update(ours=True)
        here.filter(pk__in=out).update(ours=True)


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0003_an_upload_keeps_what_was_said'),
        ('files', '0002_made_by_us'),
        ('tenancy', '0003_a_business_has_a_phone'),
    ]

    operations = [
        migrations.RunPython(ours, migrations.RunPython.noop),
    ]
