"""Regular updates."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('customers', '0002_reached'),
        ('engagements', '0002_cadence'),
        ('journal', '0002_entry_base_manager'),
        ('links', '0001_initial'),
        ('mail', '0001_initial'),
        ('promises', '0006_outlooks'),
        ('tenancy', '0002_a_business_can_be_a_demo'),
    ]

    operations = [
        migrations.CreateModel(
            name='Update',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('says', models.CharField(choices=[('on_track', 'on track'), ('at_risk', 'at risk'), ('late', 'late'), ('done', 'done')], max_length=8)),
                ('words', models.CharField(blank=True, max_length=500, verbose_name='in your words')),
                ('next_on', models.DateField(null=True)),
                ('written_at', models.DateTimeField()),
                ('heard_at', models.DateTimeField(null=True)),
                ('how', models.CharField(blank=True, choices=[('letter', 'by letter'), ('person', 'in person'), ('phone', 'by phone'), ('message', 'by message')], max_length=8)),
            ],
            options={
                'ordering': ['id'],
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddField(
            model_name='promise',
            name='regular',
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.UniqueConstraint(condition=models.Q(('kept_at', None), ('withdrawn_at', None), ('regular', True)), fields=('business', 'engagement'), name='promise_one_regular_update'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=models.Q(('regular', False), models.Q(('engagement__isnull', False), ('kind', 'update'), ('to', 'customer')), _connector='OR'), name='promise_regular_is_an_update'),
        ),
        migrations.AddField(
            model_name='update',
            name='business',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.business'),
        ),
        migrations.AddField(
            model_name='update',
            name='engagement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='engagements.engagement'),
        ),
        migrations.AddField(
            model_name='update',
            name='letter',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mail.letter'),
        ),
        migrations.AddField(
            model_name='update',
            name='link',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='links.link'),
        ),
        migrations.AddField(
            model_name='update',
            name='promise',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='promises.promise'),
        ),
        migrations.AddField(
            model_name='update',
            name='written_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.member'),
        ),
        migrations.AddIndex(
            model_name='update',
            index=models.Index(fields=['business', 'engagement'], name='update_by_engagement'),
        ),
        migrations.AddIndex(
            model_name='update',
            index=models.Index(fields=['business', 'promise'], name='update_by_promise'),
        ),
        migrations.AddConstraint(
            model_name='update',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('heard_at', None), ('how', '')), models.Q(('heard_at__isnull', False), models.Q(('how', ''), _negated=True)), _connector='OR'), name='update_heard_somehow'),
        ),
    ]
