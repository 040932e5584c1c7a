"""What somebody owes in the area "reviews": to write, to say yes, to answer; for a secretary, to read."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from guong.access.actors import AccountActor
from guong.drives.enums import DriveState
from guong.drives.mode_words import mode_word
from guong.reviews import selectors
from guong.reviews.enums import Addressee, ReviewState, UpwardState
from guong.reviews.models import SelfReview
from guong.reviews.perms import ANSWER
from guong.web.tasks import Task


def tasks(actor: AccountActor, today: date) -> list[Task]:
    """Tasks of the actor; what the actor does not hold is simply not listed."""
    return [
        *_to_begin(actor, today),
        *_to_finish(actor, today),
        *_to_answer(actor),
        *_upward(actor),
        *_to_read(actor, today),
        *_of_collective(actor, today),
        *_to_decide(actor),
        *_suggested(actor, today),
        *_promised(actor),
        *_typed(actor),
    ]


def _to_begin(actor: AccountActor, today: date) -> list[Task]:
    found = []
    for place in selectors.my_open_drives(actor=actor):
        due = selectors.hand_in_by(place.drive, place.unit)
        title = mode_word("write_review", place.drive)
        found.append(Task(due, title, place.drive.name, "", _("Begin to write"), reverse("reviews-mine"), due < today))
    return found


def _to_finish(actor: AccountActor, today: date) -> list[Task]:
    found = []
    for review in selectors.my_reviews(actor=actor):
        if review.state == ReviewState.FINALISED:
            url = reverse("review-sign", args=[review.pk])
            found.append(
                Task(None, _("Sign my self-review in my way"), review.drive.name, "", _("Read and answer"), url)
            )
        if review.state != ReviewState.DRAFT or review.drive.state != DriveState.OPEN:
            continue
        due = selectors.hand_in_by(review.drive, review.unit)
        if review.waits_for_yes:
            line = _("%(who)s typed it for you") % {"who": review.typed_by_label}
            url = reverse("review-confirm", args=[review.pk])
            found.append(
                Task(due, _("Say whether these are my words"), line, "", _("Read and answer"), url, due < today)
            )
        else:
            url = reverse("review-edit", args=[review.pk])
            title = _("Finish and hand in my self-review")
            if getattr(review, "times_returned", 0):
                title = _("Look again at my self-review: it was returned")
            found.append(Task(due, title, review.drive.name, "", _("Go on writing"), url, due < today))
    return found


def _to_answer(actor: AccountActor) -> list[Task]:
    waiting = selectors.remarks_awaiting_me(actor=actor)
    if not waiting:
        return []
    title = ngettext_lazy("%(n)s remark waits for your answer", "%(n)s remarks wait for your answer", "n") % {
        "n": len(waiting)
    }
    if len(waiting) > 1:
        line = _("Accept, accept a part, or explain: all three weigh the same")
        return [Task(None, title, line, "", _("Read and answer"), reverse("my-file"))]
    url = reverse("remark-reply", args=[waiting[0].pk])
    return [Task(None, title, waiting[0].author_name or _("Without a name"), "", _("Read and answer"), url)]


def _upward(actor: AccountActor) -> list[Task]:
    """Remarks to the committee above: one task a committee that answers, one for what is late below, one for a verdict."""
    found, url = [], reverse("upward")
    if actor.scope(ANSWER):
        waiting = selectors.upward_to_answer(actor=actor, addressee=Addressee.HIGHER)
        if waiting:
            due, late = waiting[0].answer_by, waiting[0].state != UpwardState.WAITING
            title = ngettext_lazy(
                "%(n)s remark to the committee waits for its answer",
                "%(n)s remarks to the committee wait for its answer",
                "n",
            ) % {"n": len(waiting)}
            found.append(Task(due, title, waiting[0].unit.name, "", _("Read and answer"), url, late))
        if below := selectors.upward_late_below(actor=actor):
            text = _("A committee below has left remarks unanswered very long")
            found.append(Task(below[0].answer_by, text, below[0].unit.name, "", _("Open the list"), url, True))
    if selectors.answers_to_verdict(actor=actor):
        text, line = _("The committee above has answered you"), _("Say whether it answers what you said")
        found.append(Task(None, text, line, "", _("Read the answer"), reverse("remarks-mine")))
    if selectors.promises_to_judge(actor=actor):
        text, line = _("A promise to you has come to its day"), _("Say whether it was kept")
        found.append(Task(None, text, line, "", _("Read the answer"), reverse("remarks-mine")))
    return found


def _to_read(actor: AccountActor, today: date) -> list[Task]:
    """One task a cell, however many reviews wait."""
    found = []
    rows = sorted(selectors.to_read(actor=actor), key=_cell)
    for (unit_id, drive_id), group in groupby(rows, key=_cell):
        reviews = list(group)
        first = reviews[0]
        due = selectors.hand_in_by(first.drive, first.unit)
        title = ngettext_lazy("Read %(n)s self-review handed in", "Read %(n)s self-reviews handed in", "n") % {
            "n": len(reviews)
        }
        url = reverse("unit-reviews", args=[unit_id, drive_id])
        found.append(Task(due, title, first.unit.name, "", _("Open the list"), url, due < today))
    return found


def _suggested(actor: AccountActor, today: date) -> list[Task]:
    """Suggestions from above that wait for an answer."""
    found = []
    for one in selectors.suggestions_waiting(actor=actor):
        url = reverse("suggestion-answer", args=[one.pk])
        late = one.answer_by < today
        found.append(
            Task(
                one.answer_by,
                mode_word("suggestion_answer", one.drive),
                one.from_unit.name,
                "",
                _("Read and answer"),
                url,
                late,
            )
        )
    return found


def _promised(actor: AccountActor) -> list[Task]:
    """Promises that an office entered and the member has not looked at (D1)."""
    new = selectors.promises_to_look_at(actor=actor)
    if not new:
        return []
    title = ngettext_lazy(
        "Look at %(n)s promise that the office entered", "Look at %(n)s promises that the office entered", "n"
    )
    line = _("Put it right if it was said differently")
    return [Task(None, title % {"n": new}, line, "", _("Open the list"), reverse("promises-mine"))]


def _typed(actor: AccountActor) -> list[Task]:
    """Remarks that somebody typed for the actor and that wait for a yes (D26)."""
    return [
        Task(
            None, _("Say whether these are my words"), _("%(who)s typed it for you") % {"who": one.typed_by_label}, "",
            _("Read and answer"), reverse("remark-typed", args=[one.pk]),
        )
        for one in selectors.typed_for_me(actor=actor)
    ]  # fmt: skip


def _of_collective(actor: AccountActor, today: date) -> list[Task]:
    """Drafts that a member has not read, and reports whose days of reading are over."""
    found = []
    to_read, to_finish = selectors.reports_waiting(actor=actor)
    for report in to_read:
        line, due = report.unit.name, report.read_until
        url = reverse("collective-read", args=[report.pk])
        text = _("Read the draft: %(kind)s") % {"kind": report.get_kind_display()}
        found.append(Task(due, text, line, "", _("Read and answer"), url, due is not None and due < today))
    for report in to_finish:
        url = reverse("collective-read", args=[report.pk])
        text = _("Answer the opinions and finalise: %(kind)s") % {"kind": report.get_kind_display()}
        found.append(Task(report.read_until, text, report.unit.name, "", _("Open the report"), url, True))
    return found


def _to_decide(actor: AccountActor) -> list[Task]:
    """Self-reviews that were read out, one task a cell."""
    found = []
    for unit, drive_id, count in selectors.to_finalise(actor=actor):
        title = ngettext_lazy("Finalise %(n)s self-review", "Finalise %(n)s self-reviews", "n") % {"n": count}
        url = reverse("unit-reviews", args=[unit.pk, drive_id])
        found.append(Task(None, title, unit.name, "", _("Open the list"), url))
    return found


def _cell(review: SelfReview) -> tuple[int, int]:
    return review.unit_id, review.drive_id
