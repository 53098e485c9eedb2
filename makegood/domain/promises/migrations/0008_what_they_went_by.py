from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('promises', '0007_updates'),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='knew',
            field=models.PositiveSmallIntegerField(default=0),
            preserve_default=False,
        ),
    ]
