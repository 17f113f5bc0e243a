from __future__ import annotations

from django.db import migrations


def normal(address: str) -> str:
    local, at, domain = address.rpartition("@")
    try:
        return f"{local}{at}{domain.encode('idna').decode('ascii').lower()}"
    except UnicodeError:
        return address


def forwards(apps, schema_editor) -> None:
    """Addresses whose domain is written with other letters are found in the form of mail servers from now on."""
    User = apps.get_model("accounts", "User")
    for person in User.objects.iterator():
        address = normal(person.email)
        if address != person.email and not User.objects.filter(email=address).exists():
            User.objects.filter(pk=person.pk).update(email=address)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
