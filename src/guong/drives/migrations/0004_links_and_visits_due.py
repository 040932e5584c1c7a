"""Drives that were opened before know which of their bodies the chain must pass and which are to be visited."""

from django.db import migrations

COMMITTEES = ("central", "province", "district", "ward", "commune", "base")
WIDTH = 5


def fill(apps, schema_editor):
    Drive = apps.get_model("drives", "Drive")
    DriveUnit = apps.get_model("drives", "DriveUnit")
    Tally = apps.get_model("drives", "Tally")
    for drive in Drive.objects.exclude(opened_at=None).order_by("pk").iterator():
        units = DriveUnit.objects.filter(drive=drive)
        top = units.filter(unit_id=drive.scope_unit_id).values_list("path", flat=True).first() or ""
        links = units.filter(kind__in=COMMITTEES).exclude(unit_id=drive.scope_unit_id)
        below = [
            unit_id
            for unit_id, path, kind, is_cell in units.values_list("unit_id", "path", "kind", "is_cell")
            if path[:-WIDTH] == top and (is_cell or kind in COMMITTEES)
        ]
        Tally.objects.filter(drive=drive, unit_id__in=links.values("unit_id")).update(links=1, changed=True)
        for start in range(0, len(below), 500):
            some = below[start : start + 500]
            Tally.objects.filter(drive=drive, unit_id__in=some).update(visits_due=1, changed=True)


class Migration(migrations.Migration):

    dependencies = [
        ("drives", "0003_chain_groups_visits"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
