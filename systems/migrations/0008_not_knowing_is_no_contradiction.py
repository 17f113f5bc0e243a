"""What somebody does not know was counted among the contradictions that block approval."""

from django.db import migrations
from django.db.models import Exists, F, OuterRef


def leave_out(apps, _schema_editor):
    change(apps, -1)


def count_again(apps, _schema_editor):
    change(apps, 1)


def change(apps, by):
    not_known = apps.get_model("systems", "Finding").objects.filter(
        system=OuterRef("pk"), code="objective-unknown", resolved_at__isnull=True
    )
    counted = apps.get_model("systems", "Profile").objects.filter(Exists(not_known))
    if by < 0:
        counted = counted.filter(blocks__gt=0)
    counted.update(blocks=F("blocks") + by)


class Migration(migrations.Migration):

    dependencies = [
        ("systems", "0007_marks"),
    ]

    operations = [
        migrations.RunPython(leave_out, count_again),
    ]
