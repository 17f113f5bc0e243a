"""What nobody has answered yet was counted among the contradictions that block approval."""

from django.db import migrations
from django.db.models import Exists, F, OuterRef


def leave_out(apps, _schema_editor):
    change(apps, -1)


def count_again(apps, _schema_editor):
    change(apps, 1)


def change(apps, by):
    unanswered = apps.get_model("systems", "Finding").objects.filter(
        system=OuterRef("pk"), code="objective-unset", resolved_at__isnull=True
    )
    counted = apps.get_model("systems", "Profile").objects.filter(Exists(unanswered))
    if by < 0:
        counted = counted.filter(blocks__gt=0)
    counted.update(blocks=F("blocks") + by)


class Migration(migrations.Migration):

    dependencies = [
        ("systems", "0004_places"),
    ]

    operations = [
        migrations.RunPython(leave_out, count_again),
    ]
