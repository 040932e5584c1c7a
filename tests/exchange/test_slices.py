"""A long list is read slice by slice: one may leave the page and come back, and a server may fall over in between."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guong.exchange import pending as waiting
from guong.exchange import shelf as shelves
from guong.exchange.models import PendingImport, PendingState
from guong.exchange.pending import advance, confirm_list, hold_list, pending_list
from guong.exchange.reading.grids import read_grids
from guong.exchange.reading.lists import SheetReader, read_lists
from guong.exchange.reading.shapes import ParsedList
from guong.exchange.shelf import Shelf
from guong.kernel import clock
from guong.kernel.errors import Invalid
from guong.org.models import Person
from tests.cast import NOON, Cast
from tests.exchange.samples import small, untidy, ward_file, ward_rows, workbook


@pytest.fixture(autouse=True)
def small_slices(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every list is long: fifty rows a block, one block a slice."""
    settings.DATA = tmp_path
    monkeypatch.setattr(waiting, "AT_ONCE", 2)
    monkeypatch.setattr(waiting, "_SLICE", -1.0)
    monkeypatch.setattr(shelves, "_BLOCK", 50)


def to_the_end(cast: Cast, pending: PendingImport) -> PendingImport:
    for _ in range(500):
        if pending.state not in (PendingState.READING, PendingState.CHECKING):
            return pending
        pending = advance(actor=cast.actor("clerk"), pending=pending)
    raise AssertionError("never ends")


def held(cast: Cast, data: bytes, *, create: bool = False) -> PendingImport:
    actor = cast.actor("clerk")
    return hold_list(actor=actor, under=cast.ward, name="ds.xlsx", data=data, create_units=create)


_GROUPS = [
    ["DANH SÁCH (tính đến ngày 28/02/2022)"], ["STT", "Họ và tên đệm", "Tên", "Năm sinh", "", "Ghi chú"], ["", "", "", "Nam", "Nữ", ""],
    ["I", "Chi bộ thôn Đoài (2 đồng chí)"], [1, "Ngô Thị", "Bích", "", "1/1/1960", "Miễn SHĐ"], [2, "Lương Văn", "Cửu", 1961, "", ""],
    ["II", "Chi bộ thôn Hạ"], ["STT", "Họ và tên đệm", "Tên", "Năm sinh", "", "Ghi chú"], ["", "", "", "Nam", "Nữ", ""],
    [1, "Mạc Thị", "Dung", "", "31/02/1960", ""], [2, "Mạc Thị", "Em", "", "3/1/1960", ""], ["Tổng cộng: 4 đồng chí"],
    ["", "", "", "", "Bí thư"], ["", "Đỗ Văn", "Ký"],
]  # fmt: skip


@pytest.mark.parametrize("block", [1, 7, 100])
@pytest.mark.parametrize(
    "data",
    [workbook({"A": [*_GROUPS[:6], *_GROUPS[3:] * 45], "B": _GROUPS[1:]}), ward_file(untidy(ward_rows())[:450])],
    ids=["groups", "ward"],
)
def test_a_list_read_in_slices_is_the_list_read_at_once(
    data: bytes, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Groups, a heading of two rows on the edge of a block, the end of the list: what was understood is carried on."""
    monkeypatch.setattr(shelves, "_BLOCK", block)
    shelf = Shelf("t")
    shelf.put_cells(read_grids("a.xlsx", data))
    position, state = 0, {}  # type: ignore[var-annotated]
    number = -1
    while block_read := next(shelf.blocks(position), None):
        sheet = block_read.grid.sheet
        reader = SheetReader.resume(sheet, state) if block_read.number == number else SheetReader(sheet)
        parsed = ParsedList()
        reader.read(block_read.grid, parsed, block_read.stop)
        shelf.put_parsed(position, parsed)
        position, state, number = block_read.after, reader.state(), block_read.number
    assert shelf.parsed() == read_lists(read_grids("a.xlsx", data))


def test_leaving_and_coming_back(cast: Cast) -> None:
    """Each look reads on; the figure grows; in the end the list waits for its word and is written as any other."""
    client = Client()
    client.force_login(cast.accounts["clerk"])
    answer = client.post(
        reverse("import-new", args=[cast.ward.pk]),
        {"file": SimpleUploadedFile("dài.xlsx", ward_file()), "create_units": "on"},
    )
    url = answer["Location"]
    pending = PendingImport.objects.get()
    assert (pending.state, pending.done) == (PendingState.READING, 0)
    go = reverse("import-go", args=[pending.pk])
    assert go in client.get(url).content.decode()
    assert client.get(url).content, "looking alone changes nothing"
    assert client.post(go)["Location"] == url
    first = PendingImport.objects.get().done
    assert 0 < first < pending.total
    swap = client.post(go, headers={"HX-Request": "true"})
    assert "tien-do" in swap.content.decode()
    assert PendingImport.objects.get().done > first
    listed = Client()
    listed.force_login(cast.accounts["clerk"])
    assert url in listed.get(reverse("import-new", args=[cast.ward.pk])).content.decode(), "the way back"
    assert url in listed.get(reverse("home")).content.decode(), "and on the page of what is to be done"
    assert listed.post(reverse("import-confirm", args=[pending.pk]))["Location"] == url, "not before it has been read"
    assert not Person.objects.filter(code="ĐV-001").exists()
    to_the_end(cast, PendingImport.objects.get())
    assert client.post(go, headers={"HX-Request": "true"})["HX-Redirect"] == url
    page = client.get(url).content.decode()
    assert "700" in page
    assert client.get(url + "?loc=create&trang=7").status_code == 200
    assert client.post(reverse("import-confirm", args=[pending.pk])).status_code == 302
    assert Person.objects.filter(code="ĐV-001").exists()
    assert "700" in client.get(url).content.decode(), "the result is still there for who comes back"
    assert client.post(reverse("import-confirm", args=[pending.pk])).status_code == 404, "once"


def test_two_pages_at_once_and_a_server_that_fell_over(cast: Cast) -> None:
    """The same slice twice counts once: the second changes nothing."""
    pending = held(cast, small())
    stale = PendingImport.objects.get(pk=pending.pk)
    pending = advance(actor=cast.actor("clerk"), pending=pending)
    after = advance(actor=cast.actor("clerk"), pending=stale)
    assert (after.done, after.position) == (pending.done, pending.position)
    shelf = Shelf(pending.token)
    assert len(list(shelf.root.glob("read-*"))) == 1
    done = to_the_end(cast, after)
    report = confirm_list(actor=cast.actor("clerk"), pending=done)
    assert (report.created, report.errors) == (3, [])


def test_what_turns_out_to_be_no_list_is_said_and_dropped(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.accounts["clerk"])
    pending = to_the_end(cast, held(cast, workbook({"A": [["a", "b"]] * 9})))
    assert pending.state == PendingState.REFUSED
    page = client.get(reverse("import-preview", args=[pending.pk]))
    assert "Họ và tên" in page.content.decode()
    assert client.get(reverse("import-errors", args=[pending.pk])).status_code == 404
    with pytest.raises(Invalid):
        confirm_list(actor=cast.actor("clerk"), pending=pending)
    empty = to_the_end(
        cast, held(cast, workbook({"A": [["Họ và tên", "Ngày sinh"], ["Tổng số"], ["Cộng"], ["Tổng cộng"]]}))
    )
    assert empty.state == PendingState.REFUSED


def test_a_file_that_is_gone_is_said(cast: Cast) -> None:
    pending = held(cast, small())
    Shelf(pending.token).clear()
    assert advance(actor=cast.actor("clerk"), pending=pending).state == PendingState.REFUSED


def test_a_writing_that_was_cut_off_wrote_nothing_and_begins_again(cast: Cast) -> None:
    """The mark of writing stands outside the transaction: while it is fresh nobody writes a second time, later one may."""
    client = Client()
    client.force_login(cast.accounts["clerk"])
    with clock.at(NOON):
        pending = to_the_end(cast, held(cast, small()))
        PendingImport.objects.filter(pk=pending.pk).update(state=PendingState.WRITING, writing_since=NOON)
        url, confirm = reverse("import-preview", args=[pending.pk]), reverse("import-confirm", args=[pending.pk])
        assert confirm not in client.get(url).content.decode()
        with pytest.raises(Invalid):
            confirm_list(actor=cast.actor("clerk"), pending=pending)
    with clock.at(NOON + timedelta(minutes=11)):
        assert confirm in client.get(url).content.decode()
        assert client.post(confirm).status_code == 302
        assert Person.objects.filter(code="A-1").exists()


def test_a_failure_in_writing_leaves_the_list_waiting(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """All or nothing: when the disk is full in the middle, no member is there and the list can be written later (Q9)."""
    pending = to_the_end(cast, held(cast, small()))

    def full(**_more: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(waiting, "import_parsed", full)
    with pytest.raises(OSError, match="space"):
        confirm_list(actor=cast.actor("clerk"), pending=pending)
    assert not Person.objects.filter(code="A-1").exists()
    monkeypatch.undo()
    again = pending_list(actor=cast.actor("clerk"), pending_id=pending.pk)
    assert again.state == PendingState.READY


def test_values_survive_the_shelf() -> None:
    """Days, numbers, ticks, broken text and places of formulas come back as they were."""
    shelf = Shelf("v")
    sheet = {"S": [["Họ và tên", "Ngày sinh"], ["Lê \ud800 An", date(1950, 2, 3)], [True, 1.5], [None, 7]]}
    grids = read_grids("a.csv", "Họ tên;Ngày sinh\nLê An;1/1/1950\n".encode())
    shelf.put_cells(grids)
    assert [value for block in shelf.blocks() for value in block.grid.rows[: block.stop]] == grids[0].rows
    grid = type(grids[0])("S", sheet["S"], frozenset({(1, 0)}))  # type: ignore[arg-type]
    shelf.put_cells([grid])
    blocks = list(shelf.blocks())
    assert [row for block in blocks for row in block.grid.rows[: block.stop]] == sheet["S"]
    assert blocks[0].grid.formulas == {(1, 0)}
