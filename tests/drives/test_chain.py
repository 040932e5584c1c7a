"""The chain of documents of a drive: who has acknowledged, issued and passed on, and where it has stopped."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from guong.directives.models import Directive
from guong.directives.services import register_directive
from guong.drives import rules, selectors
from guong.drives.counts import count
from guong.drives.models import Drive, OwnDocument, Tally
from guong.drives.services import (
    acknowledge,
    add_basis,
    close_drive,
    create_drive,
    issue_document,
    open_drive,
    pass_on,
    tie_document,
)
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.org.enums import UnitKind
from guong.org.models import Unit
from guong.org.services import create_unit
from tests.cast import SYSTEM, Cast

MORNING = clock.local(2026, 3, 2, 9)


def _drive(cast: Cast) -> Drive:
    """A drive of the district over the ward and a commune beside it, standing on the district's guide."""
    with clock.at(clock.local(2026, 3, 1, 8)):
        commune = create_unit(
            actor=SYSTEM, code="XA-2", name="Đảng ủy xã Hai", kind=UnitKind.COMMUNE, parent=cast.district
        )
        create_unit(actor=SYSTEM, code="XA2-01", name="Chi bộ thôn Một", kind=UnitKind.CELL_VILLAGE, parent=commune)
        guide = register_directive(
            actor=SYSTEM, unit=cast.district, symbol="08-HD/QU", issued_on=date(2026, 3, 1), issuer="Quận ủy Thanh Bình",
            kind="guide", title="Đợt sinh hoạt", issuing_unit=cast.district,
        )  # fmt: skip
        drive = create_drive(
            actor=SYSTEM, code="QUAN-2026", name="Đợt của quận", theme="Tự soi, tự sửa", mode="political", year=2026,
            owner=cast.district, scope_unit=cast.district, starts_on=date(2026, 3, 1), ends_on=date(2026, 6, 30),
            window_from=date(2026, 3, 10), window_to=date(2026, 4, 30), basis=[guide],
        )  # fmt: skip
        return open_drive(actor=SYSTEM, drive=drive)


def _issue(actor: Actor, drive: Drive, unit: Unit, symbol: str, kind: str = "plan", **more: bool) -> OwnDocument:
    return issue_document(
        actor=actor, drive=drive, unit=unit, symbol=symbol, issued_on=date(2026, 3, 2), kind=kind, title="Triển khai đợt",
        **more,
    )  # fmt: skip


def test_R14_how_far_the_documents_have_come_and_where_they_lie() -> None:
    steps = [
        rules.chain_state(arrived=a, acknowledged=b, issued=c, passed=d)
        for a, b, c, d in [(0, 0, 0, 0), (1, 0, 0, 0), (1, 1, 0, 0), (1, 1, 1, 0), (1, 1, 1, 1)]
    ]
    assert steps == ["away", "arrived", "acknowledged", "issued", "passed"]
    assert [rules.stops_chain(step) for step in steps] == [False, True, True, True, False]


def test_R14_every_committee_below_the_drives_own_is_a_link_and_those_directly_below_are_visited() -> None:
    top, ward, cell = "00001", "0000100001", "000010000100001"
    assert rules.place(top, top, is_cell=False, is_committee=True) == rules.Place(link=False, due=False)
    assert rules.place(ward, top, is_cell=False, is_committee=True) == rules.Place(link=True, due=True)
    assert rules.place(cell, top, is_cell=True, is_committee=False) == rules.Place(link=False, due=False)
    assert rules.place(cell, ward, is_cell=True, is_committee=False) == rules.Place(link=False, due=True)
    assert rules.place(ward, top, is_cell=False, is_committee=False) == rules.Place(link=False, due=False)


def test_S54_S125_a_ward_acknowledges_issues_and_passes_on_and_is_counted(cast: Cast) -> None:
    drive, clerk = _drive(cast), cast.actor("clerk")
    with clock.at(MORNING):
        with pytest.raises(Invalid):
            pass_on(actor=clerk, drive=drive, unit=cast.ward)
        acknowledge(actor=clerk, drive=drive, unit=cast.ward)
        assert acknowledge(actor=clerk, drive=drive, unit=cast.ward).pk
        with pytest.raises(Invalid):
            pass_on(actor=clerk, drive=drive, unit=cast.ward)
        _issue(clerk, drive, cast.ward, "34-KH/ĐU")
        _issue(clerk, drive, cast.ward, "35-CV/ĐU", "letter", urging=True)
        pass_on(actor=clerk, drive=drive, unit=cast.ward)
    tally = Tally.objects.get(drive=drive, unit=cast.ward)
    assert (tally.links, tally.issued, tally.urgings) == (1, 1, 1)
    assert count(drive.pk, cast.ward.pk).items() <= {f.name: getattr(tally, f.name) for f in Tally._meta.fields}.items()
    seen = selectors.matrix(actor=SYSTEM, drive=drive)
    assert (seen.issued.n, seen.issued.of, seen.urgings) == (1, 2, 1)
    assert {kind: ratio.n for kind, _label, ratio in seen.kinds} == {"plan": 1, "guide": 0, "letter": 0, "material": 0}
    assert [(link.unit.name, link.state) for link in seen.stopped] == [("Đảng ủy xã Hai", "arrived")]


def test_R14_only_its_own_documents_that_carry_the_drive_out_are_counted(cast: Cast) -> None:
    drive, clerk = _drive(cast), cast.actor("clerk")
    with clock.at(MORNING):
        facts = {"unit": cast.ward, "issued_on": date(2026, 3, 2), "kind": "plan", "title": "Việc khác"}
        loose = register_directive(
            actor=clerk, symbol="40-KH/ĐU", issuer="Đảng ủy phường Mai Khê", issuing_unit=cast.ward, **facts
        )
        foreign = register_directive(actor=clerk, symbol="41-KH/TU", issuer="Thành ủy", **facts)
        for directive in (loose, foreign):
            with pytest.raises(Invalid):
                tie_document(actor=clerk, drive=drive, unit=cast.ward, directive=directive)
        add_basis(actor=SYSTEM, drive=drive, directive=loose)
        tie_document(actor=clerk, drive=drive, unit=cast.ward, directive=loose)
        with pytest.raises(Invalid):
            tie_document(actor=clerk, drive=drive, unit=cast.ward, directive=loose)
    assert OwnDocument.objects.filter(drive=drive).count() == 1


def test_R14_foreign_absent_and_without_right_are_refused(cast: Cast) -> None:
    drive = _drive(cast)
    with clock.at(MORNING):
        with pytest.raises(NotFound):
            acknowledge(actor=cast.actor("clerk"), drive=drive, unit=cast.district)
        with pytest.raises(Forbidden):
            acknowledge(actor=cast.actor("ward_secretary"), drive=drive, unit=cast.ward)
        with pytest.raises(NotFound):
            acknowledge(actor=cast.actor("clerk"), drive=drive, unit=cast.cell)
        with pytest.raises(Invalid):
            acknowledge(actor=SYSTEM, drive=drive, unit=cast.district)
        close_drive(actor=SYSTEM, drive=drive)
        with pytest.raises(Invalid):
            acknowledge(actor=cast.actor("clerk"), drive=drive, unit=cast.ward)
    assert Tally.objects.get(drive=drive, unit=cast.ward).issued == 0


def test_S54_the_clerk_does_it_on_the_pages(cast: Cast) -> None:
    drive = _drive(cast)
    browser = Client()
    browser.force_login(cast.accounts["clerk"])
    place = reverse("drive-chain-unit", args=[drive.pk, cast.ward.pk])
    with clock.at(MORNING):
        assert "08-HD/QU" in browser.get(place).content.decode()
        assert browser.post(reverse("drive-chain-acknowledge", args=[drive.pk, cast.ward.pk])).status_code == 302
        bad = browser.post(place, {"kind": "plan", "symbol": "", "issued_on": "02/03/2026", "title": "Triển khai"})
        assert (bad.status_code, OwnDocument.objects.count()) == (422, 0)
        typed = {"kind": "plan", "symbol": "34-KH/ĐU", "issued_on": "02/03/2026", "title": "Triển khai"}
        assert browser.post(place, typed).status_code == 302
        twice = browser.post(place, typed)
        assert (twice.status_code, Directive.objects.filter(symbol="34-KH/ĐU").count()) == (422, 1)
        assert browser.post(reverse("drive-chain-pass", args=[drive.pk, cast.ward.pk])).status_code == 302
        matrix = browser.get(reverse("drive-chain", args=[drive.pk])).content.decode()
    assert "34-KH/ĐU" in matrix
    assert "Đảng ủy xã Hai" not in matrix  # a sister is out of sight
