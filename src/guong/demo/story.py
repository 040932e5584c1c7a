"""Filling the demonstration. Running it again changes nothing."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from guong.demo import district, later, oath, past, present, province, reorganised, town, ward
from guong.demo.stage import Stage
from guong.drives.models import Drive
from guong.kernel.actor import SystemActor
from guong.kernel.errors import Invalid
from guong.org.models import Unit
from guong.reviews.services import ensure_templates


@contextmanager
def _rare_collection() -> Iterator[None]:
    """Many small objects are made and dropped in order: looking for circles among them less often saves a tenth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def tell(*, actor: SystemActor, progress: Callable[[str], None]) -> None:
    """Build the ward and the province and live their drives. Invalid if the database holds somebody's real data."""
    if Drive.objects.filter(code=past.CODE).exists():
        progress("Câu chuyện mẫu đã có sẵn / the story is already there")
        return
    if Unit.objects.exists():
        raise Invalid(
            "Cơ sở dữ liệu này đã có dữ liệu; đặt GUONG_DATA vào một thư mục mới. / "
            "This database holds data already; point GUONG_DATA to a new folder."
        )
    with _rare_collection():
        _live(Stage(system=actor), progress)
    progress("Xong / done")


def _live(stage: Stage, progress: Callable[[str], None]) -> None:
    built = ward.build(stage, progress)
    ensure_templates(actor=stage.system)
    past.tell(stage, built, progress)
    later.tell(stage, built, progress)
    whole = province.build(stage, progress)
    district.tell(stage, whole, progress)
    oath.tell(stage, whole, progress)
    town.tell(stage, progress)
    reorganised.tell(stage, progress)
    present.tell(stage, built, progress)
