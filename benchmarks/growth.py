"""P9: the same acts in a drive of 680 members and in one ten times larger, in the same database."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from django.test import Client
from django.urls import reverse
from tests.reviews.helpers import FULL

from benchmarks.report import Figure, medians
from benchmarks.worlds import EVENING, SYSTEM, Ward, build
from benchmarks.writes import submitted
from guong.access.roles import Role
from guong.access.services import give_grant
from guong.accounts.services import create_account
from guong.drives.services import register_meeting
from guong.kernel import clock
from guong.org.models import Person
from guong.org.services import link_account
from guong.plans.models import Plan
from guong.plans.services import accept_plan
from guong.reviews.models import SelfReview
from guong.reviews.services import ensure_templates, hand_in, save_draft, start_review

ROUNDS = 15
SMALL, LARGE = 17, 170


class Acts:
    """What one cell of a ward does; every call takes the next person, plan or cell."""

    def __init__(self, ward: Ward) -> None:
        self.ward = ward
        self.cell = ward.cells[0]
        self.secretary = ward.secretary(self.cell)
        self.people: Iterator[Person] = iter(ward.members(self.cell))
        self.plans: Iterator[Plan] = iter(submitted(ward, self.cell, ROUNDS))
        self.cells = iter(ward.cells[1:])
        self.written: list[SelfReview] = []
        self.client = self._client()

    def _client(self) -> Client:
        name = f"bi-thu-{self.ward.ward.pk}"
        account = create_account(actor=SYSTEM, unit_path=self.cell.path, username=name, label=self.secretary.full_name)
        link_account(actor=SYSTEM, person=self.secretary, account=account)
        give_grant(
            actor=SYSTEM, account=account, role=Role.SECRETARY, unit=self.cell, subtree=False, reason="benchmark"
        )
        client = Client()
        client.force_login(account)
        return client

    def register(self) -> None:
        register_meeting(
            actor=SYSTEM,
            drive=self.ward.drive,
            unit=next(self.cells),
            starts_at=EVENING,
            place="Nhà văn hóa",
            mode="in_person",
        )

    def write(self) -> None:
        review = start_review(actor=SYSTEM, drive=self.ward.drive, person=next(self.people))
        self.written.append(save_draft(actor=SYSTEM, review=review, content=FULL, stamp=review.stamp))

    def hand_in(self) -> None:
        hand_in(actor=SYSTEM, review=self.written.pop())

    def accept(self) -> None:
        accept_plan(actor=SYSTEM, plan=next(self.plans), by=self.secretary)

    def home(self) -> None:
        self._get(reverse("home"))

    def board(self) -> None:
        self._get(reverse("board", args=[self.ward.drive.pk, self.cell.pk]))

    def _get(self, url: str) -> None:
        if (status := self.client.get(url).status_code) != 200:
            raise RuntimeError(f"{url} answers {status}")


WORKS: dict[str, Callable[[Acts], None]] = {
    "register a meeting": Acts.register, "write a self-review": Acts.write, "hand it in": Acts.hand_in,
    "accept a plan": Acts.accept, "home of a cell secretary": Acts.home, "board of one cell": Acts.board,
}  # fmt: skip


def measure() -> Figure:
    with clock.at(clock.local(2026, 1, 5, 8)):
        ensure_templates(actor=SYSTEM)
    small, large = build("NHO", SMALL), build("LON", LARGE)
    rows = []
    with clock.at(EVENING):
        one, other = Acts(small), Acts(large)
        for name, work in WORKS.items():
            taken = medians(
                {"small": lambda w=work: w(one), "large": lambda w=work: w(other)}, ROUNDS, time.thread_time
            )
            ratio = taken["large"] / taken["small"]
            rows.append(
                {
                    "act": name,
                    "small, ms": f"{taken['small']:.1f}",
                    "large, ms": f"{taken['large']:.1f}",
                    "ratio": f"{ratio:.2f}",
                }
            )
    how = (
        f"One act in a drive of {SMALL} cells and {SMALL * 40} members, and in one of {LARGE} cells and {LARGE * 40} members, in one "
        f"database; median processor time of {ROUNDS}, taking turns."
    )
    return Figure("P9-growth", "cost when a drive is ten times larger", how, "ratio at most 1.2", rows)
