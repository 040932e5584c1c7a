"""The register: what makes a document the same, what it implements, who reads it, and what may not be in it."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guong.directives import rules, selectors
from guong.directives.models import Directive
from guong.directives.services import change_directive, link_implements, register_directive
from guong.files.models import StoredFile
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.org.services import create_unit
from tests.cast import SYSTEM, Cast


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path


def register(cast: Cast, symbol: str = "21-KL/TW", day: date = date(2021, 10, 25), **more: Any) -> Directive:
    facts: dict[str, Any] = {
        "actor": cast.actor("clerk"), "unit": cast.ward, "issuer": "Ban Chấp hành Trung ương", "title": "Về xây dựng Đảng",
        "kind": rules.kind_of_symbol(symbol),
    }  # fmt: skip
    with cast.at():
        return register_directive(symbol=symbol, issued_on=day, **(facts | more))


def test_S81_two_documents_of_one_number_and_two_dates_stand_side_by_side(cast: Cast) -> None:
    first = register(cast, "124-QĐ/TW", date(2018, 2, 2), issuer="Ban Bí thư", title="Giám sát của Mặt trận")
    second = register(cast, "124-QĐ/TW", date(2023, 10, 4), issuer="Bộ Chính trị", title="Kiểm điểm, xếp loại")
    assert first.pk != second.pk


@pytest.mark.parametrize("symbol", ["124-QĐ/TW", "124 -QĐ/TW", "124-qđ/tw", " 124-Q\u0110/TW ", "124 - QĐ / TW"])
def test_S81_the_same_number_date_and_issuer_is_refused_and_points_to_the_first(cast: Cast, symbol: str) -> None:
    first = register(cast, "124-QĐ/TW", issuer="Ban Bí thư")
    with pytest.raises(Invalid) as error:
        register(cast, symbol, issuer="ban  bí thư")
    assert (error.value.field, error.value.params["existing"]) == ("symbol", first.pk)
    assert Directive.objects.count() == 1


def test_S81_another_register_out_of_sight_holds_its_own_entry(cast: Cast) -> None:
    other = create_unit(actor=SYSTEM, code="XA-KHAC", name="Đảng ủy xã khác", kind="commune", parent=cast.district)
    register(cast, actor=SYSTEM, unit=other)
    register(cast)
    with pytest.raises(Invalid):
        register(cast, actor=SYSTEM, unit=cast.cell)


def test_S24_the_kind_is_guessed_from_the_symbol() -> None:
    guessed = {
        "21-KL/TW": "conclusion", "65-KH/TU": "plan", "40-HD/BTGTU": "guide", "05-NQ/ĐU": "resolution", "37-QĐ/TW": "regulation",
        "50-CT/TW": "instruction", "12-CTr/TU": "programme", "số lạ": "other",
    }  # fmt: skip
    assert {symbol: rules.kind_of_symbol(symbol) for symbol in guessed} == guessed


def test_S25_the_chain_goes_up_and_down_and_S83_a_document_implements_several(cast: Cast) -> None:
    top, other = register(cast), register(cast, "37-QĐ/TW", title="Những điều đảng viên không được làm")
    plan = register(cast, "65-KH/TU", date(2022, 1, 12), issuer="Tỉnh ủy", implements=[top, other])
    guide = register(cast, "40-HD/BTGTU", date(2022, 2, 21), issuer="Ban Tuyên giáo Tỉnh ủy", implements=[plan])
    chain = selectors.chain(actor=cast.actor("clerk"), directive=plan)
    assert {link.directive.pk for link in chain.above} == {top.pk, other.pk}
    assert [link.directive.pk for link in chain.below] == [guide.pk]
    down = selectors.chain(actor=cast.actor("clerk"), directive=top).below
    assert down[0].next[0].directive.pk == guide.pk


def test_S25_a_circle_is_refused(cast: Cast) -> None:
    top = register(cast)
    plan = register(cast, "65-KH/TU", issuer="Tỉnh ủy", implements=[top])
    guide = register(cast, "40-HD/BTGTU", issuer="Ban Tuyên giáo", implements=[plan])
    for child, parent in ((top, guide), (top, top), (plan, top)):
        with pytest.raises(Invalid):
            link_implements(actor=cast.actor("clerk"), child=child, parent=parent)
    link_implements(actor=cast.actor("clerk"), child=guide, parent=top)


def test_S57_the_short_name_stands_for_the_document(cast: Cast) -> None:
    assert str(register(cast, short_name="Kết luận 21")) == "Kết luận 21"


@pytest.mark.parametrize("query", ["21-kl", "21 kl/tw", "xay dung dang", "TRUNG ƯƠNG", "ket luan 21"])
def test_S24_documents_are_found_with_and_without_marks(cast: Cast, query: str) -> None:
    found = register(cast, short_name="Kết luận 21")
    register(cast, "65-KH/TU", issuer="Tỉnh ủy", title="Khác")
    rows = list(selectors.directives(actor=cast.actor("clerk"), query=query))
    assert rows == [found]


@pytest.mark.parametrize("level", ["secret", "top_secret", "ultra", "Mật", "Tối mật"])
def test_D22_a_secret_document_has_no_place_in_the_register(cast: Cast, level: str) -> None:
    with pytest.raises(Invalid) as error:
        register(cast, secrecy=level)
    assert error.value.field == "secrecy"
    assert not Directive.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"symbol": " "}, "symbol"),
        ({"issuer": ""}, "issuer"),
        ({"title": ""}, "title"),
        ({"kind": "thơ"}, "kind"),
        ({"day": date(2099, 1, 1)}, "issued_on"),
    ],
)
def test_S24_an_incomplete_entry_is_refused(cast: Cast, change: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as error:
        register(cast, **change)
    assert error.value.field == field


def test_the_register_of_the_ward_is_read_by_its_cells_and_not_by_strangers(cast: Cast) -> None:
    ward, own = register(cast), register(cast, "01-NQ/CB", unit=cast.cell, issuer="Chi bộ tổ dân phố 1")
    for who, seen in {
        "member": {ward, own},
        "sibling_member": {ward},
        "inspector": {ward, own},
        "outsider": set(),
    }.items():
        assert set(selectors.directives(actor=cast.actor(who))) == seen, who
    with pytest.raises(NotFound):
        selectors.directive(actor=cast.actor("sibling_member"), directive_id=own.pk)
    with pytest.raises(Forbidden):
        register(cast, "2-NQ/CB", actor=cast.actor("member"), unit=cast.cell)
    with pytest.raises(NotFound):
        register(cast, "2-NQ/CB", actor=cast.actor("cell_secretary"), unit=cast.sibling)
    with pytest.raises(NotFound):
        change_directive(
            actor=cast.actor("outsider"),
            directive=ward,
            symbol="1",
            issued_on=ward.issued_on,
            issuer="x",
            kind="plan",
            title="x",
        )


def _word(line: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _form(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "symbol": "34-KH/ĐU", "issued_on": "9/2/2026", "issuer": "Đảng ủy phường Mai Khê", "title": "Kế hoạch đợt sinh hoạt",
        "kind": "", "short_name": "", "secrecy": "normal", "unit": cast.ward.pk, **more,
    }  # fmt: skip


def test_S24_the_clerk_registers_on_the_page_with_a_file_that_a_member_may_open(cast: Cast) -> None:
    clerk, member, stranger = Client(), Client(), Client()
    clerk.force_login(cast.accounts["clerk"])
    member.force_login(cast.accounts["member"])
    stranger.force_login(cast.accounts["outsider"])
    data = _word("Kế hoạch")
    with cast.at():
        parent = register(cast)
        file = SimpleUploadedFile("kế hoạch 34.docx", data)
        made = clerk.post(reverse("directive-new"), _form(cast, file=file, implements=[parent.pk]))
        found = Directive.objects.get(symbol="34-KH/ĐU")
        assert made.headers["Location"] == reverse("directive", args=[found.pk])
        assert found.kind == "plan"
        answer = member.get(reverse("directive-file", args=[found.pk]))
        assert answer.content == data
        assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''k%E1%BA%BF")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert stranger.get(reverse("directive-file", args=[found.pk])).status_code == 404
        assert member.get(reverse("directive-file", args=[parent.pk])).status_code == 404
        for name in ("directive", "directive-chain"):
            assert member.get(reverse(name, args=[found.pk])).status_code == 200
        assert "34-KH/ĐU" in member.get(reverse("directives") + "?tim=ke+hoach").content.decode()
        assert member.get(reverse("directive-new")).status_code == 403
        assert member.post(reverse("directive-link", args=[found.pk]), {"parent": parent.pk}).status_code == 403
        correct = _form(cast, title="Kế hoạch sửa", kind="plan")
        assert clerk.post(reverse("directive-edit", args=[found.pk]), correct).status_code == 302
        found.refresh_from_db()
        assert (found.title, found.file is not None) == ("Kế hoạch sửa", True)
        again = clerk.post(reverse("directive-new"), _form(cast))
        assert again.status_code == 422
        assert reverse("directive", args=[found.pk]) in again.content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"issued_on": "31/02/2026"}, "issued_on"),
        ({"secrecy": "secret"}, "secrecy"),
        ({"unit": 999999}, "unit"),
        ({"implements": [999999]}, "implements"),
        ({"file": SimpleUploadedFile("12 - MẬT.docx", b"PK")}, "file"),
        ({"file": SimpleUploadedFile("12.docx", _word("TỐI MẬT"))}, "file"),
        ({"file": SimpleUploadedFile("12.exe", b"MZ\x90\x00\x03")}, "file"),
    ],
)
def test_D22_bad_entries_are_refused_on_the_page_and_nothing_is_kept(
    cast: Cast, change: dict[str, Any], field: str
) -> None:
    clerk = Client()
    clerk.force_login(cast.accounts["clerk"])
    with cast.at():
        page = clerk.post(reverse("directive-new"), _form(cast, **change))
    assert page.status_code == 422
    assert page.context["form"].errors[field]
    assert "Kế hoạch đợt sinh hoạt" in page.content.decode()
    assert not Directive.objects.exists()
    assert not StoredFile.objects.exists()
