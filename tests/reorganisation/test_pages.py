"""Reorganisations in the browser: the list, a form for each kind, the report, the confirmation."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from guong.audit.models import Entry
from guong.kernel import clock
from guong.kernel.errors import Invalid
from guong.org.models import Membership, Unit
from guong.reorganisation import services
from guong.reorganisation.models import Reorganisation
from guong.reorganisation.rules import fingerprint
from tests.cast import SYSTEM, Cast

BASIS = {"basis": "Nghị quyết số 12-NQ/TU ngày 5/3/2026"}


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.accounts[who])
    return client


def ask(client: Client, unit: Unit, way: str, **said: object) -> Reorganisation:
    """Fill in the form of one kind; the event that it prepares."""
    answer = client.post(reverse("reorganisation-new", args=[unit.pk, way]), {**BASIS, **said})
    assert answer.status_code == 302, answer.content.decode()
    return Reorganisation.objects.latest("pk")


def confirm(client: Client, event: Reorganisation, **said: object) -> int:
    url = reverse("reorganisation-apply", args=[event.pk])
    return client.post(url, {"mark": fingerprint(event.report), **said}).status_code


def test_nothing_changes_before_the_report_is_confirmed(cast: Cast) -> None:
    with cast.at():
        clerk = signed_in(cast, "clerk")
        event = ask(clerk, cast.cell, "doi-ten", name="Chi bộ Bình Minh")
        cast.cell.refresh_from_db()
        assert cast.cell.name == "Chi bộ tổ dân phố 1"
        page = clerk.get(reverse("reorganisation", args=[event.pk])).content.decode()
        assert "Chi bộ Bình Minh" in page
        assert reverse("reorganisation", args=[event.pk]) in clerk.get(reverse("home")).content.decode()
        assert (
            signed_in(cast, "ward_secretary").post(reverse("reorganisation-apply", args=[event.pk])).status_code == 403
        )
        assert confirm(clerk, event) == 302
        assert confirm(clerk, event) == 422  # once
        cast.cell.refresh_from_db()
    assert cast.cell.name == "Chi bộ Bình Minh"
    assert Entry.objects.filter(code__in=["org.unit.changed", "reorganisation.event.applied"]).count() == 2


def test_what_changed_meanwhile_is_read_again_before_it_happens(cast: Cast) -> None:
    with cast.at():
        clerk = signed_in(cast, "clerk")
        event = ask(clerk, cast.ward, "sap-nhap", units=[cast.sibling.pk], into=cast.cell.pk)
        services.transfer_member(
            actor=SYSTEM, person=cast.person("sibling_member"), to_unit=cast.cell, reason="Giấy giới thiệu"
        )
        assert confirm(clerk, event) == 409
        event.refresh_from_db()
        assert event.state == "draft"
        assert confirm(clerk, event) == 302
    cast.sibling.refresh_from_db()
    assert cast.sibling.closed_on is not None
    assert not Membership.objects.filter(unit=cast.sibling, to_on=None).exists()


def test_the_heirs_of_the_absorbing_cell_open_the_old_records(cast: Cast) -> None:
    with cast.at():
        clerk = signed_in(cast, "clerk")
        event = ask(clerk, cast.ward, "sap-nhap", units=[cast.sibling.pk], into=cast.cell.pk)
        assert confirm(clerk, event) == 302
        assert cast.actor("cell_secretary").can("reviews.review:read", cast.sibling.path)
        assert not cast.actor("sibling_secretary").can("reviews.review:read", cast.sibling.path)
        page = clerk.get(reverse("reorganisations", args=[cast.sibling.pk])).content.decode()
        assert cast.cell.name in page


def test_a_cell_splits_by_the_form(cast: Cast) -> None:
    with cast.at():
        clerk, url = signed_in(cast, "clerk"), reverse("reorganisation-new", args=[cast.cell.pk, "chia-tach"])
        said = {**BASIS, "closes": "no", "code": "TDP-1B", "name": "Chi bộ tổ dân phố 1B"}
        assert clerk.post(url, said).status_code == 422  # nobody goes there yet
        assert clerk.post(url, {**said, f"p-{cast.person('member').pk}": "2"}).status_code == 422
        event = ask(clerk, cast.cell, "chia-tach", **said, **{f"p-{cast.person('member').pk}": "1"})
        assert confirm(clerk, event) == 302
    made = Unit.objects.get(code="TDP-1B")
    assert list(Membership.objects.filter(unit=made).values_list("person", flat=True)) == [cast.person("member").pk]
    cast.cell.refresh_from_db()
    assert cast.cell.closed_on is None


@pytest.mark.parametrize(
    "way", ["thanh-lap", "doi-ten", "chuyen", "hop-nhat", "sap-nhap", "chia-tach", "ket-thuc", "bo-cap"]
)
def test_every_form_opens_says_what_is_missing_and_belongs_to_the_clerk(cast: Cast, way: str) -> None:
    with cast.at():
        url = reverse("reorganisation-new", args=[cast.ward.pk, way])
        assert signed_in(cast, "clerk").get(url).status_code == 200
        assert signed_in(cast, "clerk").post(url, {}).status_code == 422
        assert signed_in(cast, "inspector").get(url).status_code == 403
        assert signed_in(cast, "member").get(url).status_code == 404
    assert not Reorganisation.objects.exists()


def test_a_new_body_and_an_ended_one_by_the_forms(cast: Cast) -> None:
    with cast.at():
        clerk = signed_in(cast, "clerk")
        event = ask(
            clerk, cast.ward, "thanh-lap", parent=cast.ward.pk, code="BTG", name="Ban Xây dựng Đảng", kind="board"
        )
        assert confirm(clerk, event) == 302
        made = Unit.objects.get(code="BTG")
        event = ask(clerk, cast.ward, "chuyen", units=[made.pk], parent=cast.inspection.pk)
        assert confirm(clerk, event) == 302
        event = ask(clerk, cast.ward, "ket-thuc", units=[made.pk, cast.inspection.pk])
        assert clerk.post(reverse("reorganisation-drop", args=[event.pk])).status_code == 302
        assert confirm(clerk, event) == 422
        event = ask(clerk, cast.ward, "ket-thuc", units=[made.pk, cast.inspection.pk])
        assert confirm(clerk, event) == 302
    assert set(Unit.objects.exclude(closed_on=None).values_list("code", flat=True)) == {"BTG", "UBKT"}


def test_a_day_to_come_waits_and_one_before_the_last_change_is_refused(cast: Cast) -> None:
    with cast.at():
        client, url = signed_in(cast, "clerk"), reverse("reorganisation-new", args=[cast.cell.pk, "doi-ten"])
        assert client.post(url, {**BASIS, "name": "Tên mới", "on": "01/01/2020"}).status_code == 422
        assert client.post(url, {**BASIS, "name": "Tên mới", "on": "01/01/0001"}).status_code == 422
        taken = {**BASIS, "units": cast.sibling.pk, "into": cast.cell.pk, "on": "01/03/2021"}
        services.transfer_member(actor=SYSTEM, person=cast.person("member"), to_unit=cast.sibling, reason="Giấy số 5")
        assert client.post(reverse("reorganisation-new", args=[cast.ward.pk, "sap-nhap"]), taken).status_code == 422
        event = ask(client, cast.cell, "doi-ten", name="Tên mới", on="01/07/2026")
        assert confirm(client, event) == 422  # its day has not come
        assert "Tên mới" in client.get(reverse("reorganisation", args=[event.pk])).content.decode()
        with pytest.raises(Invalid):
            services.prepare(actor=SYSTEM, under=cast.ward, kind="close", on=clock.today(), basis="", order={})
