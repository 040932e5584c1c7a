"""What applies to us on a day, who may issue what, numbers through the term, drafting under the document above."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from guong.directives import rules, selectors, services
from guong.directives.models import Directive, Draft
from guong.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from guong.org.services import create_unit
from tests.cast import DAY, SYSTEM, Cast


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path


def register(cast: Cast, symbol: str, day: date, unit: str = "ward", **more: Any) -> Directive:
    facts: dict[str, Any] = {"issuer": "Đảng ủy", "title": f"Về {symbol}", "kind": rules.kind_of_symbol(symbol)}
    with cast.at():
        return services.register_directive(
            actor=SYSTEM, unit=getattr(cast, unit), symbol=symbol, issued_on=day, **(facts | more)
        )


def opened_term(cast: Cast) -> None:
    with cast.at():
        services.open_term(actor=cast.actor("clerk"), unit=cast.ward, name="2025-2030", starts_on=date(2025, 6, 1))


def begun(cast: Cast, kind: str = "plan", body: str = "committee", parent: Directive | None = None) -> Draft:
    with cast.at():
        return services.start_draft(actor=cast.actor("clerk"), unit=cast.ward, body=body, kind=kind, parent=parent)


@pytest.mark.parametrize(
    ("day", "end", "replaced", "holds"),
    [
        (date(2025, 12, 31), None, None, False), (date(2026, 1, 1), None, None, True),
        (date(2026, 6, 30), date(2026, 6, 30), None, True), (date(2026, 7, 1), date(2026, 6, 30), None, False),
        (date(2026, 3, 31), None, date(2026, 4, 1), True), (date(2026, 4, 1), None, date(2026, 4, 1), False),
    ],
)  # fmt: skip
def test_a_document_holds_from_its_first_day_until_its_last_or_until_it_is_replaced(
    day: date, end: date | None, replaced: date | None, holds: bool
) -> None:
    assert rules.in_force(day, date(2026, 1, 1), end, replaced) is holds


def test_what_applies_to_a_cell_on_a_day_comes_from_every_register_above(cast: Cast, client: Client) -> None:
    old = register(cast, "37-QĐ/TW", date(2021, 10, 25), "district")
    new = register(cast, "207-QĐ/TW", date(2026, 3, 20), "district")
    own = register(cast, "05-KH/ĐU", date(2026, 2, 1))
    register(cast, "01-NQ/CB", date(2026, 3, 1), "sibling")
    with cast.at():
        services.amend(actor=SYSTEM, newer=new, older=old, kind="replaces")
        services.set_validity(actor=cast.actor("clerk"), directive=own, valid_from=None, valid_to=date(2026, 3, 10))

    def holding(day: date) -> dict[str, bool]:
        with cast.at():
            found = selectors.applies_to(actor=cast.actor("member"), unit=cast.cell, on=day)
        return {one.directive.symbol: one.holds for _unit, rows in found for one in rows}

    assert holding(date(2026, 3, 1)) == {"37-QĐ/TW": True, "05-KH/ĐU": True}
    assert holding(DAY) == {"37-QĐ/TW": False, "207-QĐ/TW": True, "05-KH/ĐU": False}
    with cast.at():
        client.force_login(cast.accounts["member"])
        url = reverse("directive-applies", args=[cast.cell.pk])
        page = client.get(url).content.decode()
        assert "được thay thế bởi 207-QĐ/TW" in page
        assert "1 văn bản có hiệu lực" in page
        assert "2 văn bản có hiệu lực" in client.get(url, {"ngay": "1/3/2026"}).content.decode()
        assert client.get(url, {"ngay": "31/02/2026"}).status_code == 422
        assert client.get(reverse("directive-applies", args=[cast.sibling.pk])).status_code == 404


def test_a_document_replaces_only_an_earlier_one_once_and_in_no_circle(cast: Cast) -> None:
    first, second = register(cast, "01-KH/ĐU", date(2026, 1, 5)), register(cast, "02-KH/ĐU", date(2026, 1, 5))
    third = register(cast, "03-KH/ĐU", date(2026, 2, 5))
    clerk = cast.actor("clerk")
    with cast.at():
        tie = services.amend(actor=clerk, newer=third, older=first, kind="amends")
        services.amend(actor=clerk, newer=second, older=first, kind="replaces")
        wrong = [
            (third, first, "amends"),
            (first, second, "amends"),
            (first, third, "amends"),
            (first, first, "amends"),
            (third, second, "x"),
        ]
        for newer, older, kind in wrong:
            with pytest.raises(Invalid):
                services.amend(actor=clerk, newer=newer, older=older, kind=kind)
        with pytest.raises(NotFound):
            services.amend(actor=cast.actor("cell_secretary"), newer=third, older=second, kind="amends")
        services.withdraw_amendment(actor=clerk, amendment=tie)
        with pytest.raises(Invalid):
            services.set_validity(actor=clerk, directive=third, valid_from=date(2026, 1, 1))
        with pytest.raises(Invalid):
            services.set_validity(actor=clerk, directive=third, valid_from=None, valid_to=date(2026, 1, 1))
    assert selectors.amendments(actor=clerk, directive=third) == ([], [])


def test_S33_who_may_issue_what_is_a_published_version(cast: Cast, client: Client) -> None:
    assert selectors.may_issue(unit=cast.ward, body="standing", kind="guide", on=DAY)
    assert not selectors.may_issue(unit=cast.ward, body="committee", kind="guide", on=DAY)
    assert not any(
        selectors.may_issue(unit=cast.cell, body="cell", kind=kind, on=DAY)
        for kind in ("guide", "regulation", "instruction")
    )
    assert selectors.may_issue(unit=cast.district, body="committee", kind="instruction", on=DAY)
    with cast.at():
        client.force_login(cast.accounts["clerk"])
        url = reverse("directive-authority", args=[cast.ward.pk])
        assert "chưa xác nhận" in client.get(url).content.decode()
        sent = {
            "committee": ["plan", "guide"],
            "standing": ["plan"],
            "cell": ["plan"],
            "valid_from": "01/04/2026",
            "basis": "05-HD/VPTW",
        }
        assert client.post(url, sent | {"cell": []}).status_code == 422
        assert client.post(url, sent | {"cell": ["lạ"]}).status_code == 422
        assert client.post(url, sent).status_code == 302
        assert "05-HD/VPTW" in client.get(url).content.decode()
        client.force_login(cast.accounts["member"])
        assert client.post(reverse("directive-authority", args=[cast.cell.pk]), sent).status_code == 403
    assert selectors.may_issue(unit=cast.ward, body="committee", kind="guide", on=DAY)
    assert not selectors.may_issue(unit=cast.ward, body="committee", kind="guide", on=date(2026, 3, 31))
    assert not selectors.may_issue(unit=cast.cell, body="cell", kind="resolution", on=DAY)


def test_numbers_run_by_kind_through_the_term_with_a_leading_nought() -> None:
    used = ["01-KH/ĐU", "09-kh/đu", "12-HD/ĐU", "7-CTr/ĐU", "số lạ"]
    assert [rules.next_number(letters, used) for letters in ("KH", "HD", "CTr", "NQ")] == [10, 13, 8, 1]
    assert rules.symbol_of(5, "KH", rules.organisation_of("ward")) == "05-KH/ĐU"
    assert rules.symbol_of(12, "NQ", rules.organisation_of("cell_school")) == "12-NQ/CB"


def test_S27_a_body_drafts_only_what_it_may_issue_and_needs_a_term_to_number_it(cast: Cast) -> None:
    for kind, body in (("guide", "committee"), ("plan", "cell"), ("letter", "committee"), ("plan", "lạ")):
        with pytest.raises(Invalid):
            begun(cast, kind, body)
    draft = begun(cast, "guide", "standing")
    with cast.at():
        with pytest.raises(Invalid) as error:
            services.issue_draft(actor=cast.actor("clerk"), draft=draft, issued_on=DAY)
        assert error.value.field == "issued_on"
        with pytest.raises((Forbidden, NotFound)):
            services.issue_draft(actor=cast.actor("cell_secretary"), draft=draft, issued_on=DAY)
    assert not Directive.objects.exists()


def test_numbers_begin_again_with_a_new_term_and_count_what_was_registered_by_hand(cast: Cast) -> None:
    opened_term(cast)
    register(cast, "04-KH/ĐU", date(2026, 2, 1), issuing_unit=cast.ward)
    register(cast, "40-KH/ĐU", date(2025, 2, 1), issuing_unit=cast.ward)
    with cast.at():
        clerk = cast.actor("clerk")
        drafts = [begun(cast) for _again in range(2)]
        symbols = [services.issue_draft(actor=clerk, draft=one, issued_on=DAY).symbol for one in _titled(cast, drafts)]
        services.open_term(actor=clerk, unit=cast.ward, name="2026-2031", starts_on=DAY)
        later = services.issue_draft(actor=clerk, draft=_titled(cast, [begun(cast)])[0], issued_on=DAY)
        with pytest.raises(Invalid):
            services.open_term(actor=clerk, unit=cast.ward, name="cũ", starts_on=date(2024, 1, 1))
    assert (symbols, later.symbol) == (["05-KH/ĐU", "06-KH/ĐU"], "01-KH/ĐU")


def _titled(cast: Cast, drafts: list[Draft]) -> list[Draft]:
    return [
        services.save_draft(
            actor=cast.actor("clerk"),
            draft=one,
            title=f"Kế hoạch {one.pk}",
            opening="",
            sections=[],
            recipients=[],
            stamp=one.stamp,
        )
        for one in drafts
    ]


def test_a_plan_is_drafted_under_the_one_above_printed_issued_and_then_fixed(cast: Cast, client: Client) -> None:
    above = register(cast, "65-KH/TU", date(2026, 1, 12), "district", issuer="Tỉnh ủy", short_name="Kế hoạch 65")
    opened_term(cast)
    with cast.at():
        client.force_login(cast.accounts["clerk"])
        assert "Soạn văn bản thực hiện" in client.get(reverse("directive", args=[above.pk])).content.decode()
        start = reverse("draft-start", args=[cast.ward.pk])
        assert client.post(start, {"tren": above.pk}).status_code == 422
        assert client.post(start, {"tren": above.pk, "what": "committee:guide"}).status_code == 422
        assert client.post(start, {"tren": above.pk, "what": "committee:plan"}).status_code == 302
        draft = Draft.objects.get()
        url = reverse("draft", args=[draft.pk])
        assert "Thực hiện Kế hoạch số 65-KH/TU ngày 12/01/2026 của Tỉnh ủy" in client.get(url).content.decode()
        sent = {
            "title": "thực hiện Kế hoạch 65", "opening": draft.opening, "stamp": 1, "recipients": "Quận ủy\nLưu Đảng ủy",
            "heading0": "I- Mục đích, yêu cầu", "text0": "Mọi đảng viên nắm rõ nội dung.", "heading1": "II- Nội dung", "text1": "Tự soi.\nTự sửa.",
        }  # fmt: skip
        assert client.post(url, sent | {"title": ""}).status_code == 422
        assert client.post(url, sent).status_code == 302
        assert client.post(url, sent).status_code == 409
        text = "".join(
            page.extract_text()
            for page in PdfReader(io.BytesIO(client.get(reverse("draft-pdf", args=[draft.pk])).content)).pages
        )
        assert "T/M ĐẢNG ỦY" in text
        assert client.post(reverse("draft-issue", args=[draft.pk]), {"issued_on": "01/01/9999"}).status_code == 422
        assert client.post(reverse("draft-issue", args=[draft.pk]), {"issued_on": "01/04/2026"}).status_code == 302
        made = Directive.objects.get(symbol="01-KH/ĐU")
        assert client.get(url).status_code == 302
    assert (made.implements.get(), made.issuing_unit) == (above, cast.ward)
    stored, data = selectors.file_of(actor=cast.actor("member"), directive_id=made.pk)
    lines = [one.text for one in docx.Document(io.BytesIO(data)).paragraphs]
    assert stored.name == "01-KH-ĐU.docx"
    assert lines[lines.index("KẾ HOẠCH") + 1 :][:2] == ["thực hiện Kế hoạch 65", "-----"]
    assert lines.index("I- Mục đích, yêu cầu") < lines.index("Tự soi.") < lines.index("Tự sửa.")
    draft.refresh_from_db()
    with cast.at(), pytest.raises(Invalid):
        services.save_draft(
            actor=cast.actor("clerk"), draft=draft, title="x", opening="", sections=[], recipients=[], stamp=2
        )
    with pytest.raises(NotFound):
        selectors.draft(actor=cast.actor("member"), draft_id=draft.pk)


def test_two_windows_never_overwrite_each_other_and_a_foreign_draft_is_absent(cast: Cast) -> None:
    draft = begun(cast)
    with pytest.raises(Conflict):
        services.save_draft(
            actor=cast.actor("clerk"), draft=draft, title="x", opening="", sections=[], recipients=[], stamp=7
        )
    other = create_unit(actor=SYSTEM, code="XA-KHAC", name="Đảng ủy xã khác", kind="commune", parent=cast.district)
    with cast.at():
        theirs = services.start_draft(actor=SYSTEM, unit=other, body="committee", kind="plan")
    for key in (theirs.pk, 987654):
        with pytest.raises(NotFound):
            selectors.draft(actor=cast.actor("clerk"), draft_id=key)


def test_an_unusual_kind_of_a_committee_is_hinted_at_and_not_refused(cast: Cast, client: Client) -> None:
    old = register(cast, "05-CT/ĐU", date(2026, 1, 5), issuing_unit=cast.ward)
    with cast.at():
        client.force_login(cast.accounts["clerk"])
        assert "thường không ban hành" in client.get(reverse("directive", args=[old.pk])).content.decode()
        page = reverse("directive-validity", args=[old.pk])
        newer = register(cast, "06-CT/ĐU", date(2026, 2, 5))
        url = reverse("directive-validity", args=[newer.pk])
        assert client.post(page, {"act": "days", "valid_from": "01/01/2026"}).status_code == 422
        assert client.post(page, {"act": "days", "valid_to": "31/12/2026"}).status_code == 302
        assert client.post(url, {"act": "amend", "amends": "", "older": old.pk}).status_code == 422
        assert client.post(url, {"act": "amend", "amends": "replaces", "older": old.pk}).status_code == 302
        assert "hết hiệu lực" in client.get(reverse("directive", args=[old.pk])).content.decode()
        numbers = reverse("directive-numbers", args=[cast.ward.pk])
        assert client.post(numbers, {"name": "", "starts_on": "01/06/2025"}).status_code == 422
        assert client.post(numbers, {"name": "2025-2030", "starts_on": "01/06/2025"}).status_code == 302
        assert "01-KH/ĐU" in client.get(numbers).content.decode()


def test_S33_S41_the_chain_says_on_which_level_of_the_cascade_a_document_stands(cast: Cast, client: Client) -> None:
    top = register(cast, "21-KL/TW", date(2021, 10, 25), "district")
    plan = register(cast, "65-KH/TU", date(2022, 1, 12), "district", implements=[top])
    guide = register(cast, "40-HD/BTGTU", date(2022, 2, 21), "district", issuer="Ban Tuyên giáo", implements=[plan])
    own = register(cast, "02-HD/ĐU", date(2022, 3, 1), implements=[guide, top])
    chain = selectors.chain(actor=cast.actor("clerk"), directive=own)
    assert (chain.level, {one.directive.symbol: one.level for one in chain.above}) == (
        4,
        {"21-KL/TW": 1, "40-HD/BTGTU": 3},
    )
    assert rules.levels({1: [2], 2: [1]}, [1, 2]) == {1: 2, 2: 1}
    with cast.at():
        client.force_login(cast.accounts["member"])
        assert "bậc 3" in client.get(reverse("directive-chain", args=[top.pk])).content.decode()
