"""Where the copies lie and who could delete them; what was tried in an exercise; when a system last changed."""

import datetime as dt

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import F

AT_ONCE = dt.timedelta(minutes=1)
"""Two clock readings of one row's creation lie closer together than this."""


def say_where_copies_lie(apps, schema_editor):
    protections = apps.get_model('systems', 'Protection').objects
    protections.filter(copy_elsewhere=True).update(history_site='other_site')
    protections.filter(copy_elsewhere=False).update(history_site='same')


def say_whether_copies_lie_elsewhere(apps, schema_editor):
    protections = apps.get_model('systems', 'Protection').objects
    protections.filter(history_site='same').update(copy_elsewhere=False)
    protections.exclude(history_site__in=('', 'same')).update(copy_elsewhere=True)


def forget_that_systems_were_entered(apps, schema_editor):
    """A new row was no change of the system; before, it counted as one."""
    entered = apps.get_model('systems', 'System').objects.filter(
        significantly_changed_at__lte=F('created_at') + AT_ONCE
    )
    entered.update(significantly_changed_at=None)


def remember_that_systems_were_entered(apps, schema_editor):
    unchanged = apps.get_model('systems', 'System').objects.filter(significantly_changed_at=None)
    unchanged.update(significantly_changed_at=F('created_at'))


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('systems', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='protection',
            name='live_site',
            field=models.CharField(blank=True, choices=[('', 'not said'), ('same', 'at the same site'), ('other_site', 'at another site nearby'), ('other_region', 'in another region'), ('other_provider', 'at another provider')], max_length=14, verbose_name='where the live copy lies'),
        ),
        migrations.AddField(
            model_name='protection',
            name='history_site',
            field=models.CharField(blank=True, choices=[('', 'not said'), ('same', 'at the same site'), ('other_site', 'at another site nearby'), ('other_region', 'in another region'), ('other_provider', 'at another provider')], max_length=14, verbose_name='where the copies of the past lie'),
        ),
        migrations.RunPython(say_where_copies_lie, say_whether_copies_lie_elsewhere),
        migrations.RemoveField(
            model_name='protection',
            name='copy_elsewhere',
        ),
        migrations.AddField(
            model_name='protection',
            name='isolated',
            field=models.BooleanField(blank=True, null=True, verbose_name='copies are out of reach of administrators and account'),
        ),
        migrations.AlterField(
            model_name='protection',
            name='immutable',
            field=models.BooleanField(blank=True, null=True, verbose_name='for a time nobody can delete or change the copies'),
        ),
        migrations.AddField(
            model_name='protection',
            name='archive_retention_seconds',
            field=models.PositiveBigIntegerField(blank=True, null=True, verbose_name='archive is kept for'),
        ),
        migrations.CreateModel(
            name='ProtectionInquiry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('answered_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='protection_inquiries', to=settings.AUTH_USER_MODEL)),
                ('system', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='protection_inquiries', to='systems.system')),
            ],
            options={
                'verbose_name_plural': 'protection inquiries',
                'ordering': ('-asked_at', '-id'),
            },
        ),
        migrations.AddField(
            model_name='exercise',
            name='kind',
            field=models.CharField(choices=[('failover', 'switched over to another place'), ('data_restore', 'data brought back from copies'), ('table_top', 'talked through at a table')], default='failover', max_length=12, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='exercise',
            name='scope',
            field=models.TextField(blank=True, max_length=500, verbose_name='what was tried'),
        ),
        migrations.AddField(
            model_name='exercise',
            name='people',
            field=models.TextField(blank=True, max_length=500, verbose_name='who took part'),
        ),
        migrations.AddField(
            model_name='exercise',
            name='evidence_link',
            field=models.CharField(blank=True, max_length=500, verbose_name='evidence'),
        ),
        migrations.AddField(
            model_name='exercise',
            name='evidence_file',
            field=models.FileField(blank=True, upload_to='evidence/', verbose_name='evidence as a file'),
        ),
        migrations.AddField(
            model_name='exercise',
            name='evidence_name',
            field=models.CharField(blank=True, max_length=200, verbose_name='name of the file'),
        ),
        migrations.AddConstraint(
            model_name='exercise',
            constraint=models.CheckConstraint(condition=models.Q(('evidence_link', ''), ('evidence_link__istartswith', 'http://'), ('evidence_link__istartswith', 'https://'), _connector='OR'), name='exercise_evidence_on_the_web'),
        ),
        migrations.RenameField(
            model_name='system',
            old_name='changed_at',
            new_name='significantly_changed_at',
        ),
        migrations.AlterField(
            model_name='system',
            name='significantly_changed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.RunPython(forget_that_systems_were_entered, remember_that_systems_were_entered),
    ]
