"""Drives that were opened before know how many remarks to the committee above were answered, and which promises were kept."""

from django.db import migrations
from django.db.models import Count, F, Q


def count(apps, schema_editor):
    Remark, Tally = apps.get_model("reviews", "Remark"), apps.get_model("drives", "Tally")
    is_open = Q(drive__closed_at__isnull=True)
    answered = Q(reply__isnull=False) & (is_open | Q(reply__at__lte=F("drive__closed_at")))
    judged = Q(course__kept_at__isnull=False) & (is_open | Q(course__kept_at__lte=F("drive__closed_at")))
    asked = Remark.objects.filter(is_strength=False, addressee="higher").order_by()
    for row in asked.values("drive_id", "unit_id").annotate(
        upward=Count("pk"), upward_answered=Count("pk", filter=answered), promises_judged=Count("pk", filter=judged),
        promises_kept=Count("pk", filter=judged & Q(course__kept="kept")),
    ):  # fmt: skip
        cell = Tally.objects.filter(drive_id=row.pop("drive_id"), unit_id=row.pop("unit_id"))
        cell.update(changed=True, **row)


class Migration(migrations.Migration):

    dependencies = [
        ("drives", "0012_answers_of_committees_above"),
        ("reviews", "0007_remarks_from_afar"),
    ]

    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
