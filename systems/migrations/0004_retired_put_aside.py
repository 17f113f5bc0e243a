from django.db import migrations
from django.db.models.functions import Now


def have_them_looked_at(apps, schema_editor):
    """Retired systems used to be derived like any other: whoever derives next closes what was found about them."""
    profiles = apps.get_model("systems", "Profile").objects.filter(system__status="retired")
    profiles.update(stale_since=Now(), attempts=0)


class Migration(migrations.Migration):
    dependencies = [("systems", "0003_imports")]

    operations = [migrations.RunPython(have_them_looked_at, migrations.RunPython.noop)]
