"""P4: rows a second of the whole import of an untidy list of 100,000, beside `bulk_create` and COPY of the same rows."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection
from tests.exchange.samples import untidy, ward_file, ward_rows

from benchmarks.report import Figure
from benchmarks.worlds import SYSTEM
from guong.exchange.export import export_members
from guong.exchange.reading import read_members
from guong.exchange.services import import_members
from guong.kernel import bulk, clock
from guong.org.enums import UnitKind
from guong.org.models import Membership, Person, Unit
from guong.org.services import create_unit

ROWS = 100_000
CELLS = 50
_SEED = 5000  # rows that the generator makes; the others are those with another middle name and code
_MIDDLE = "An Bình Cường Dung Ích Phú Giang Hân Khoa Linh Mỹ Nam Oanh Phát Quý Sinh Sơn Tú Uyên Vân".split()
_PERSON = ("id", "code", "full_name", "name_key", "search_text", "birth_date", "birth_year", "gender", "admitted_on", "official_on",
           "occupation", "kind", "managed_by_higher", "wants_help")  # fmt: skip


def _rows() -> list[list[Any]]:
    seed = ward_rows(members=_SEED, exempt=900, away=170)
    rows = []
    for number in range(ROWS):
        row, turn = list(seed[number % _SEED]), number // _SEED
        words = row[2].split()
        row[0], row[1] = number + 1, f"ĐV-{number + 1:06d}"
        row[2] = " ".join([*words[:-1], _MIDDLE[turn % len(_MIDDLE)], words[-1]])
        row[3] = row[3] if isinstance(row[3], date) else date(row[3], 1, 1 + number % 28)
        row[7] = f"Chi bộ tổ dân phố {number * CELLS // ROWS + 1}"
        row[8] = "Bí thư" if number * CELLS // ROWS != (number - 1) * CELLS // ROWS else ""
        rows.append(row)
    return rows


def _bulk_create(people: list[Person], unit: Unit) -> None:
    """What the framework offers: people and memberships, nothing read, checked or noted."""
    copies = [
        Person(code=f"B-{person.pk}", full_name=person.full_name, name_key=person.name_key, search_text=person.search_text,
               birth_date=person.birth_date, birth_year=person.birth_year, gender=person.gender, kind=person.kind,
               admitted_on=person.admitted_on, official_on=person.official_on, occupation=person.occupation)
        for person in people
    ]  # fmt: skip
    made = Person.objects.bulk_create(copies, batch_size=500)
    today = clock.today()
    Membership.objects.bulk_create([Membership(person=one, unit=unit, from_on=today) for one in made], batch_size=500)


def _copy(people: list[tuple[Any, ...]], unit: Unit) -> None:
    """The fastest way in that the database has (COPY; prepared statements on SQLite), nothing read, checked or noted."""
    ids = bulk.new_ids(Person, len(people))
    bulk.insert(Person, _PERSON, ((pk, f"C-{pk}", *row[2:]) for pk, row in zip(ids, people, strict=True)))
    today = clock.today()
    bulk.insert(Membership, ("person_id", "unit_id", "from_on"), ((pk, unit.pk, today) for pk in ids))


def _seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the wall clock, and of this process alone: on a shared machine the second is what the work needs."""
    begin, own = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begin, time.process_time() - own


def measure() -> Figure:
    ward = create_unit(actor=SYSTEM, code="PHUONG", name="Đảng ủy phường", kind=UnitKind.WARD)
    data = ward_file(untidy(_rows()))
    name = "danh-sach.xlsx"

    def write(*, dry_run: bool = False) -> None:
        report = import_members(actor=SYSTEM, under=ward, name=name, data=data, create_units=True, dry_run=dry_run)
        if report.errors:
            raise RuntimeError(report.errors[0].message)

    taken = {
        "reading the file alone": _seconds(lambda: read_members(name, data)),
        "rehearsal (read, match, report)": _seconds(lambda: write(dry_run=True)),
        "whole import: read, match, write, audit": _seconds(write),
        "the same file again: nothing changes": _seconds(write),
        "export of the list, each person's read noted": _seconds(lambda: export_members(actor=SYSTEM, under=ward)),
    }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    people = list(Person.objects.order_by("pk"))
    plain = list(Person.objects.order_by("pk").values_list(*_PERSON))
    bare = _seconds(lambda: _bulk_create(people, ward))
    taken["bulk_create of people and memberships"] = bare
    fastest = "COPY" if connection.vendor == "postgresql" else "executemany"
    taken[f"{fastest} of people and memberships"] = _seconds(lambda: _copy(plain, ward))
    rows = [
        {
            "work": work, "seconds": f"{wall:.1f}", "rows/s": round(ROWS / wall), "processor seconds": f"{own:.1f}",
            "rows per processor second": round(ROWS / own), "of bulk_create": f"{bare[0] / wall:.2f}",
        }
        for work, (wall, own) in taken.items()
    ]  # fmt: skip
    how = (
        f"An .xlsx of {ROWS:,} untidy rows in {CELLS} new cells (capitals, decomposed letters, four ways of dates, titles and "
        f"totals), once each. Highest memory up to the export: {peak} MB. On PostgreSQL the processor seconds are those of "
        "the program without the server's."
    )
    return Figure("P4-imports", "importing a member list", how, "at least 5,000 rows/s end to end", rows)
