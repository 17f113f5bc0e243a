"""Where systems run, and the place that their copies come from."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('systems', '0003_type'),
    ]

    operations = [
        migrations.AddField(
            model_name='protection',
            name='copies_at',
            field=models.CharField(blank=True, help_text='Systems whose copies come from the same place share what it can give.', max_length=120, verbose_name='place that its copies come from'),
        ),
        migrations.AddField(
            model_name='system',
            name='site',
            field=models.CharField(blank=True, help_text='The site or region, like “Frankfurt”.', max_length=120, verbose_name='where it runs'),
        ),
    ]
