"""A whole cell works at the same moment: the tally equals the recount, the log stays one chain (Q4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from guong.audit.models import Entry
from guong.drives.models import Drive, Tally
from guong.meetings.services.evening import mark_attendance
from guong.meetings.services.study import mark_presence
from guong.plans.services import accept_plan
from guong.reviews import services as reviews
from tests.cast import SYSTEM, Cast
from tests.concurrency.together import ON_POSTGRES, at_once, nothing_is_off, refused
from tests.drives.factory import open_test_drive
from tests.meetings.helpers import EVENING, evening, study
from tests.plans.stage import submitted
from tests.reviews.helpers import FULL

pytestmark = ON_POSTGRES
WRITERS = ("member", "member2", "cell_deputy")


def _hand_in(cast: Cast, drive: Drive, who: str) -> Callable[[], Any]:
    actor = cast.actor(who)
    review = reviews.start_review(actor=actor, drive=drive, person=cast.person(who))
    review = reviews.save_draft(actor=actor, review=review, content=FULL, stamp=review.stamp)
    return lambda: reviews.hand_in(actor=actor, review=review)


def test_Q4_eight_threads_in_one_cell_leave_no_drift(cast: Cast) -> None:
    drive = open_test_drive(cast)
    conference = study(cast, drive)
    with cast.at(EVENING):
        meeting, secretary = evening(cast, drive), cast.actor("cell_secretary")
        calls = [_hand_in(cast, drive, who) for who in WRITERS]
        deputy = cast.person("cell_deputy")
        for plan in [submitted(cast, drive, who) for who in ("member", "member2")]:
            calls.append(lambda plan=plan: accept_plan(actor=SYSTEM, plan=plan, by=deputy))
        for who in ("member", "member2"):
            mark = [(cast.person(who).pk, "present", "", "")]
            calls.append(lambda mark=mark: mark_presence(actor=SYSTEM, conference=conference, marks=mark))
        people = [cast.person(who).pk for who in WRITERS]
        calls.append(
            lambda: mark_attendance(
                actor=secretary, meeting=meeting, marks=[(person, "present", "") for person in people]
            )
        )
        before = Entry.objects.count()
        assert len(calls) == 8
        assert refused(at_once(*calls)) == []
        row = Tally.objects.get(drive=drive, unit=cast.cell)
        assert (row.reviews_handed_in, row.attended) == (3, 2)
        numbers = list(Entry.objects.filter(seq__gt=before).order_by("seq").values_list("seq", flat=True))
        assert numbers == list(range(before + 1, before + 1 + len(numbers)))
        nothing_is_off()


def test_two_cells_at_once_do_not_wait_in_a_circle(cast: Cast) -> None:
    """One conference touches both cells, in either order of its list; nobody is thrown out by a deadlock."""
    drive = open_test_drive(cast)
    conference = study(cast, drive)
    ours, theirs = cast.person("member").pk, cast.person("sibling_member").pk
    with cast.at(EVENING):
        for presence in ("present", "absent", "present"):
            marks = [(ours, presence, "", ""), (theirs, presence, "", "")]
            results = at_once(
                lambda marks=marks: mark_presence(actor=SYSTEM, conference=conference, marks=marks),
                lambda marks=marks: mark_presence(actor=SYSTEM, conference=conference, marks=marks[::-1]),
            )
            assert refused(results) == []
        nothing_is_off()
