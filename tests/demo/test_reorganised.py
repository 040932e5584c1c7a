"""The reorganisation of the demonstration: three communes merge, a district disappears, a cell splits while a drive runs."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from guong.access.selectors import own_unit
from guong.demo import reorganised
from guong.demo.stage import Stage
from guong.drives.models import DriveUnit
from guong.figures.checks import drift
from guong.figures.selectors import figures
from guong.kernel import clock
from guong.org.models import Unit
from guong.reorganisation import selectors
from guong.reviews.services import ensure_templates
from tests.cast import SYSTEM
from tests.reorganisation.land import every_figure

AFTER = clock.local(2025, 7, 10, 12)


@pytest.mark.django_db
def test_the_figures_of_the_drive_are_equal_before_and_after_at_every_frozen_node(client: Client) -> None:
    """With a whole evening in the cell that splits: reviews, remarks, findings divided, a re-check that waits."""
    ensure_templates(actor=SYSTEM)
    story = reorganised.begin(Stage(system=SYSTEM))
    assert story.drive is not None
    with clock.at(AFTER):
        before = every_figure(story.drive)
    reorganised.reorganise(story)
    with clock.at(AFTER):
        after = every_figure(story.drive)
    assert after == before
    assert len(before) == 13
    assert len(DriveUnit.objects.filter(drive=story.drive, is_cell=True)) == 6
    assert before[story.cells[0].pk]["findings.total"] != "0"
    with clock.at(AFTER):
        _todays_tree(client, story)
    reorganised.go_on(story)
    with clock.at(clock.local(2025, 10, 1, 8)):
        found = figures(actor=SYSTEM, drive=story.drive, unit=story.communes[0])
        assert found["rechecks.answered"].n == found["rechecks.answered"].of > 0  # type: ignore[union-attr]
        held = figures(actor=SYSTEM, drive=story.drive, unit=story.top)["meetings.held"]
        assert (held.n, held.of) == (6, 6)  # type: ignore[union-attr]
        assert drift(actor=SYSTEM) == []
        earlier = figures(actor=SYSTEM, drive=story.drive, unit=story.district, on=date(2025, 6, 30))
        assert (earlier["meetings.held"].n, earlier["meetings.held"].of) == (4, 6)  # type: ignore[union-attr]


def _todays_tree(client: Client, story: reorganised.Story) -> None:
    """Each frozen cell stands under the unit that keeps its records; the clerk of the new commune reads it on a page."""
    new = Unit.objects.get(code="VL-LK")
    assert new.parent == story.top
    assert not Unit.objects.filter(kind="district", closed_on=None, parent=story.top).exists()
    clerk = story.stage.actor(reorganised.NEW_CLERK)
    assert own_unit(actor=clerk) == new, "not one of the ended communes whose records were passed on"
    assert story.drive is not None
    seen = selectors.today(actor=clerk, drive=story.drive, unit=new)
    assert {row.frozen_name: row.today.name for row in seen.rows}[
        "Chi bộ thôn Ngòi Trai"
    ] == "Chi bộ thôn Ngòi Trai Thượng"
    assert (seen.total["total"], seen.total["held"]) == (27, 4)
    client.force_login(story.stage.accounts[reorganised.NEW_CLERK])
    assert (
        reverse("figures-today", args=[new.pk, story.drive.pk])
        in client.get(reverse("unit", args=[new.pk])).content.decode()
    )
    page = client.get(reverse("figures-today", args=[new.pk, story.drive.pk])).content.decode()
    assert "Chi bộ thôn Ngòi Trai Thượng" in page
    assert "Chi bộ thôn Ngòi Trai<" in page
