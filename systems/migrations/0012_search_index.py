"""The index of the search, where the database lets us have it; said where not, and made later by a command."""

from django.db import migrations

from systems.services import search_index


def make(_apps, schema_editor):
    said = search_index.make(schema_editor.connection)
    if said not in (search_index.MADE, search_index.NOT_NEEDED):
        print(f"\n    {said}")


def drop(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(search_index.DROP)


class Migration(migrations.Migration):

    dependencies = [
        ('systems', '0011_searched'),
    ]

    operations = [
        migrations.RunPython(make, drop),
    ]
