"""P4: rows a second of the whole import of an untidy list, beside `bulk_create` of the same rows."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.exchange.samples import untidy, ward_file, ward_rows

from benchmarks.report import Figure
from benchmarks.worlds import SYSTEM
from guong.exchange.reading import read_members
from guong.exchange.services import import_members
from guong.kernel import clock
from guong.org.enums import UnitKind
from guong.org.models import Membership, Person, Unit
from guong.org.services import create_unit

ROWS = 5000


def _bare(people: list[Person], unit: Unit) -> None:
    """What no importer can be faster than: people and memberships, nothing read, checked or noted."""
    copies = [
        Person(code=f"B-{person.pk}", full_name=person.full_name, name_key=person.name_key, search_text=person.search_text,
               birth_date=person.birth_date, birth_year=person.birth_year, gender=person.gender, kind=person.kind,
               admitted_on=person.admitted_on, official_on=person.official_on, occupation=person.occupation)
        for person in people
    ]  # fmt: skip
    made = Person.objects.bulk_create(copies, batch_size=500)
    today = clock.today()
    Membership.objects.bulk_create([Membership(person=one, unit=unit, from_on=today) for one in made], batch_size=500)


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def measure() -> Figure:
    ward = create_unit(actor=SYSTEM, code="PHUONG", name="Đảng ủy phường", kind=UnitKind.WARD)
    data = ward_file(untidy(ward_rows(members=ROWS, exempt=900, away=170)))
    name = "danh-sach.xlsx"
    settings = {"actor": SYSTEM, "under": ward, "name": name, "data": data, "create_units": True}

    def write(**more: bool) -> None:
        report = import_members(**settings, **more)
        if report.errors:
            raise RuntimeError(report.errors[0].message)

    read = _seconds(lambda: read_members(name, data))
    rehearsal = _seconds(lambda: write(dry_run=True))
    whole = _seconds(write)
    again = _seconds(write)
    people = list(Person.objects.order_by("pk"))
    bare = _seconds(lambda: _bare(people, ward))
    works = {
        "reading the file alone": read, "rehearsal (read, match, report)": rehearsal,
        "whole import: read, match, write, audit": whole, "the same file again: nothing changes": again,
        "bulk_create of people and memberships": bare,
    }  # fmt: skip
    rows = [
        {
            "work": work,
            "seconds": f"{taken:.2f}",
            "rows/s": round(ROWS / taken),
            "of bulk_create": f"{bare / taken:.2f}",
        }
        for work, taken in works.items()
    ]
    how = f"An .xlsx of {ROWS} untidy rows (capitals, decomposed letters, four ways of dates, titles and totals), once each, wall time."
    return Figure("P4-imports", "importing a member list", how, "at least 5,000 rows/s end to end", rows)
