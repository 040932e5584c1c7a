"""The program's own list of fields stands from the beginning, so that no reading has to write it."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.utils import timezone

from guong.corrections.catalogue import FIRST, code_of


def put(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    catalogues, tags = apps.get_model("corrections", "TagCatalogue"), apps.get_model("corrections", "Tag")
    if catalogues.objects.filter(unit=None).exists():
        return
    made = catalogues.objects.create(unit=None, version=1, published_at=timezone.now(), published_by_label="Hệ thống")
    rows = [tags(catalogue=made, code=code_of(name), name=name, position=at) for at, name in enumerate(FIRST)]
    tags.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("corrections", "0006_appeals")]
    operations = [migrations.RunPython(put, migrations.RunPython.noop)]
