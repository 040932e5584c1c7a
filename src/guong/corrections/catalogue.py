"""Fields of findings as data (S75): the program's own list until a unit above publishes its own."""

from __future__ import annotations

import re

from django.db.models import Q

from guong.corrections.models import Tag, TagCatalogue
from guong.kernel import clock, treepath
from guong.kernel.text import fold

FIRST = (
    "Quy hoạch", "Thu hút đầu tư", "Giải phóng mặt bằng", "Đất đai", "Xây dựng", "Hành lang an toàn giao thông",
    "Trật tự đô thị", "Vệ sinh môi trường", "Cải cách hành chính", "Chuyển đổi số", "Tài chính, ngân sách", "Giáo dục",
    "Y tế, dân số", "Văn hóa, đời sống khu dân cư", "An ninh trật tự", "Tiếp công dân, giải quyết kiến nghị",
    "Công tác tư tưởng", "Tổ chức, cán bộ", "Kiểm tra, giám sát", "Dân vận, Mặt trận và đoàn thể",
)  # fmt: skip


def code_of(name: str) -> str:
    """The name without marks, as a code: "Đất đai" → "dat-dai"; "" when nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:60]


def in_force(path: str) -> TagCatalogue:
    """The newest list of the nearest unit at or above `path` that published one, else the program's own."""
    above = [*treepath.ancestors(path), path]
    rows = TagCatalogue.objects.filter(Q(unit=None) | Q(unit__path__in=above)).select_related("unit")
    nearest = max(rows, key=lambda one: (len(one.unit.path) if one.unit else 0, one.version), default=None)
    return nearest or first()


def first() -> TagCatalogue:
    """The program's own list, published by nobody; made when it is asked for first."""
    made, new = TagCatalogue.objects.get_or_create(
        unit=None, version=1, defaults={"published_at": clock.now(), "published_by_label": "Hệ thống"}
    )
    if new:
        Tag.objects.bulk_create(
            [Tag(catalogue=made, code=code_of(name), name=name, position=at) for at, name in enumerate(FIRST)]
        )
    return made
