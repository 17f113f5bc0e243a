from django.db import migrations, models


def seen_until_now(apps, schema_editor):
    """An open finding is seen by every derivation of its system, which says itself when it was."""
    apps.get_model("systems", "Finding").objects.filter(resolved_at=None).update(last_seen_at=None)


class Migration(migrations.Migration):
    dependencies = [("systems", "0004_retired_put_aside")]

    operations = [
        migrations.RemoveIndex(model_name="finding", name="finding_open"),
        migrations.AddField(
            model_name="finding", name="fingerprint", field=models.CharField(blank=True, max_length=64)
        ),
        migrations.AlterField(
            model_name="finding", name="last_seen_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.RunPython(seen_until_now, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(
                condition=models.Q(resolved_at=None), fields=["system"], name="finding_open_of_system"
            ),
        ),
    ]
