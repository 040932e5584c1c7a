"""Filling the demonstration. Running it again changes nothing."""

from __future__ import annotations

from collections.abc import Callable

from guong.demo import past, present, ward
from guong.demo.stage import Stage
from guong.drives.models import Drive
from guong.kernel.actor import SystemActor
from guong.kernel.errors import Invalid
from guong.org.models import Unit
from guong.reviews.services import ensure_templates


def tell(*, actor: SystemActor, progress: Callable[[str], None]) -> None:
    """Build the ward and live both drives. Invalid if the database holds somebody's real data."""
    if Drive.objects.filter(code=past.CODE).exists():
        progress("Câu chuyện mẫu đã có sẵn / the story is already there")
        return
    if Unit.objects.exists():
        raise Invalid(
            "Cơ sở dữ liệu này đã có dữ liệu; đặt GUONG_DATA vào một thư mục mới. / "
            "This database holds data already; point GUONG_DATA to a new folder."
        )
    stage = Stage(system=actor)
    built = ward.build(stage, progress)
    ensure_templates(actor=actor)
    past.tell(stage, built, progress)
    present.tell(stage, built, progress)
    progress("Xong / done")
