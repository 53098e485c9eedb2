"""What we say of a promise before its day."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('customers', '0002_reached'),
        ('engagements', '0001_initial'),
        ('journal', '0002_entry_base_manager'),
        ('promises', '0005_notices'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Outlook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_number', models.PositiveSmallIntegerField()),
                ('says', models.CharField(choices=[('holds', 'it will hold'), ('at_risk', 'it may not hold')], max_length=7)),
                ('said_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['id'],
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddField(
            model_name='promise',
            name='outlook',
            field=models.CharField(blank=True, max_length=7),
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(condition=models.Q(('kept_at', None), ('withdrawn_at', None), ('outlook', 'at_risk')), fields=['business', 'late_after'], name='promise_at_risk'),
        ),
        migrations.AddField(
            model_name='outlook',
            name='business',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.business'),
        ),
        migrations.AddField(
            model_name='outlook',
            name='promise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outlooks', to='promises.promise'),
        ),
        migrations.AddField(
            model_name='outlook',
            name='said_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.member'),
        ),
        migrations.AddIndex(
            model_name='outlook',
            index=models.Index(fields=['business', 'promise'], name='outlook_by_promise'),
        ),
    ]
