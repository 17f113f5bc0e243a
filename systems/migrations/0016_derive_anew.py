"""What an earlier release derived, in words of its own, is derived anew: by the workers, while pages are open already."""

from django.db import migrations
from django.db.models.functions import Now


def mark_stale(apps, _schema_editor):
    apps.get_model("systems", "Profile").objects.filter(stale_since=None).update(stale_since=Now())


class Migration(migrations.Migration):

    dependencies = [
        ('systems', '0015_heads_of_units'),
    ]

    operations = [
        migrations.RunPython(mark_stale, migrations.RunPython.noop),
    ]
