"""Lines of documents: generations from term to term, and which one holds on a day."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from guong.directives import rules, selectors
from guong.directives.models import Directive, DocumentLine, Generation
from guong.directives.services import add_generation, open_line, register_directive, remove_generation
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.org.models import Unit
from tests.cast import SYSTEM, Cast

TERMS = (("12-NQ/TW", date(2012, 1, 16), "khóa XI"), ("04-NQ/TW", date(2016, 10, 30), "khóa XII"),
         ("21-KL/TW", date(2021, 10, 25), "khóa XIII"))  # fmt: skip


def _papers(cast: Cast, unit: Unit | None = None) -> list[Directive]:
    return [
        register_directive(
            actor=SYSTEM, unit=unit or cast.ward, symbol=symbol, issued_on=day, issuer="Ban Chấp hành Trung ương",
            kind=rules.kind_of_symbol(symbol), title="Xây dựng, chỉnh đốn Đảng",
        )
        for symbol, day, _label in TERMS
    ]  # fmt: skip


def _line(cast: Cast) -> DocumentLine:
    first, second, third = _papers(cast)
    clerk = cast.actor("clerk")
    line = open_line(actor=clerk, unit=cast.ward, name="Nghị quyết Trung ương 4", directive=first, label="khóa XI")
    add_generation(actor=clerk, line=line, directive=third, label="khóa XIII")  # in whatever order they are typed
    add_generation(actor=clerk, line=line, directive=second, label="khóa XII")
    return line


@pytest.mark.parametrize(
    ("day", "place"), [(date(2011, 1, 1), None), (TERMS[0][1], 0), (TERMS[1][1], 1), (date(2030, 1, 1), 2)]
)
def test_S87_the_latest_generation_that_has_begun_holds(day: date, place: int | None) -> None:
    assert rules.generation_on(day, [one[1] for one in TERMS]) == place


def test_S87_each_day_has_its_generation(cast: Cast) -> None:
    with cast.at():
        line = _line(cast)
        reader = cast.actor("cell_secretary")  # a cell reads the registers above it
        labels = {
            day: one.now.generation.label if one.now else ""
            for day in (date(2012, 1, 15), date(2016, 10, 29), date(2016, 10, 30), date(2026, 4, 1))
            for one in selectors.lines(actor=reader, on=day)
        }
        assert list(labels.values()) == ["", "khóa XI", "khóa XII", "khóa XIII"]
        seen = selectors.line(actor=reader, line_id=line.pk, on=date(2020, 1, 1))
        assert [(one.until, one.holds) for one in seen.held] == [
            (date(2016, 10, 29), False), (date(2021, 10, 24), True), (None, False),
        ]  # fmt: skip
        (of,) = selectors.lines_of(actor=reader, directive=seen.held[0].generation.directive, on=date(2026, 4, 1))
        assert of.now is not None
        assert of.now.generation.directive.symbol == "21-KL/TW"


def test_S87_what_does_not_fit_is_refused_and_nobody_else_writes(cast: Cast) -> None:
    with cast.at():
        line = _line(cast)
        clerk, paper = cast.actor("clerk"), Directive.objects.get(symbol="04-NQ/TW")
        with pytest.raises(Invalid):
            open_line(actor=clerk, unit=cast.ward, name="nghị quyết  trung ương 4", directive=paper, label="khóa XII")
        with pytest.raises(Invalid):
            open_line(actor=clerk, unit=cast.ward, name=" ", directive=paper, label="khóa XII")
        for wrong in ({}, {"label": " "}, {"from_on": date(2016, 1, 1)}):
            facts = {"directive": paper, "label": "khóa XII", "from_on": None} | wrong
            with pytest.raises(Invalid):
                add_generation(actor=clerk, line=line, **facts)
        other = register_directive(
            actor=SYSTEM, unit=cast.ward, symbol="05-NQ/TW", issued_on=date(2016, 10, 1), issuer="Ban Chấp hành Trung ương",
            kind="resolution", title="Khác",
        )  # fmt: skip
        with pytest.raises(Invalid):
            add_generation(actor=clerk, line=line, directive=other, label="khóa XII", from_on=date(2016, 10, 30))
        for who, error in (("cell_secretary", NotFound), ("inspector", Forbidden), ("outsider", NotFound)):
            with pytest.raises(error):
                add_generation(actor=cast.actor(who), line=line, directive=other, label="khóa XII")
        with pytest.raises(NotFound):
            selectors.line(actor=cast.actor("outsider"), line_id=line.pk, on=date(2026, 4, 1))
        for one in list(Generation.objects.all()):
            remove_generation(actor=clerk, generation=one)
        assert DocumentLine.objects.count() == 0  # the last one takes the line with it


def test_S87_the_pages_begin_a_line_add_to_it_and_say_which_holds(cast: Cast) -> None:
    clerk, reader = Client(), Client()
    clerk.force_login(cast.accounts["clerk"])
    reader.force_login(cast.accounts["member"])
    with cast.at():
        first, second, _third = _papers(cast)
        new = reverse("document-line-new")
        typed = {"name": "NQTW4", "unit": cast.ward.pk, "directive": first.pk, "label": "khóa XI", "from_on": ""}
        assert clerk.post(new, typed | {"directive": "999999"}).status_code == 422
        assert clerk.post(new, typed | {"from_on": "31/02/2012"}).status_code == 422
        assert clerk.post(new, typed).status_code == 302
        page = reverse("document-line", args=[DocumentLine.objects.get().pk])
        assert clerk.post(page, {"directive": second.pk, "label": "khóa XII", "from_on": ""}).status_code == 302
        assert clerk.post(page, {"directive": second.pk, "label": "khóa XII", "from_on": ""}).status_code == 422
        shown = reader.get(reverse("document-lines")).content.decode()
        then = reader.get(reverse("document-lines") + "?ngay=01/02/2012").content.decode()
        entry = reader.get(reverse("directive", args=[first.pk])).content.decode()
        assert reverse("document-lines") in reader.get(reverse("directives")).content.decode()
    assert "khóa XII" in shown
    assert "khóa XI:" in then
    assert "04-NQ/TW" in entry
