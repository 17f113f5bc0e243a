import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('systems', '0021_provisional_plans'),
    ]

    operations = [
        migrations.CreateModel(
            name='Tier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('rto_seconds', models.PositiveBigIntegerField()),
                ('rpo_seconds', models.PositiveBigIntegerField(blank=True, null=True)),
            ],
            options={
                'ordering': ('rto_seconds', 'name'),
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='tier_named_once')],
            },
        ),
    ]
