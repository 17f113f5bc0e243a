
"""Plans from lists; what lists have proposed before now gets its own by the workers, while pages are open already."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Now


def mark_stale(apps, _schema_editor):
    proposed = apps.get_model("systems", "Proposal").objects.order_by().values("pk")
    apps.get_model("systems", "Profile").objects.filter(stale_since=None, pk__in=proposed).update(stale_since=Now())


class Migration(migrations.Migration):

    dependencies = [
        ('systems', '0020_unit_chat'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProvisionalPlan',
            fields=[
                ('rto_state', models.CharField(choices=[('unset', 'not answered'), ('unknown', 'not known'), ('not applicable', 'does not apply'), ('value', 'set')], default='unset', max_length=14)),
                ('rto_seconds', models.PositiveBigIntegerField(blank=True, null=True)),
                ('rpo_state', models.CharField(choices=[('unset', 'not answered'), ('unknown', 'not known'), ('not applicable', 'does not apply'), ('value', 'set')], default='unset', max_length=14)),
                ('rpo_seconds', models.PositiveBigIntegerField(blank=True, null=True)),
                ('mtd_seconds', models.PositiveBigIntegerField(blank=True, null=True)),
                ('strategy', models.CharField(blank=True, max_length=40)),
                ('live_copy', models.CharField(blank=True, max_length=12)),
                ('history', models.CharField(blank=True, max_length=10)),
                ('history_interval_seconds', models.PositiveBigIntegerField(blank=True, null=True)),
                ('retention_seconds', models.PositiveBigIntegerField(blank=True, null=True)),
                ('cost_tier', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('yearly_cost', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('required_rto_seconds', models.PositiveBigIntegerField(blank=True, null=True)),
                ('earliest_recovery_seconds', models.PositiveBigIntegerField(blank=True, null=True)),
                ('finishing_seconds', models.PositiveBigIntegerField(blank=True, null=True)),
                ('copy_due_seconds', models.PositiveBigIntegerField(blank=True, null=True)),
                ('wave', models.PositiveIntegerField(blank=True, null=True)),
                ('record', models.JSONField(default=dict)),
                ('policy_version', models.CharField(blank=True, max_length=40)),
                ('derived_at', models.DateTimeField(blank=True, null=True)),
                ('system', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='provisional', serialize=False, to='systems.system')),
                ('source', models.CharField(max_length=200)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('rto_seconds__gte', 0), ('rto_seconds__isnull', False), ('rto_state', 'value')), models.Q(('rto_seconds__isnull', True), ('rto_state__in', ['unset', 'unknown', 'not applicable'])), _connector='OR'), name='provisionalplan_rto_state_fits'), models.CheckConstraint(condition=models.Q(models.Q(('rpo_seconds__gte', 0), ('rpo_seconds__isnull', False), ('rpo_state', 'value')), models.Q(('rpo_seconds__isnull', True), ('rpo_state__in', ['unset', 'unknown', 'not applicable'])), _connector='OR'), name='provisionalplan_rpo_state_fits')],
            },
        ),
        migrations.RunPython(mark_stale, migrations.RunPython.noop),
    ]
