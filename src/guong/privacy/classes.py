"""Which rows hold words, of whom, and in which class of keeping. One table; the eraser knows nothing else.

`people`: lookups of the persons whom a row concerns; `body`: the row belongs to a whole body (minutes), so that an open matter
of anybody in it keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from guong.access.models import Opening
from guong.copies.models import ReviewPrint
from guong.corrections.models import (
    Action,
    ActionStep,
    Appeal,
    AppealJudge,
    CarriedAnswer,
    Evidence,
    Extension,
    Finding,
    FindingTag,
    HistoryLine,
    MonthlyAnswer,
    Progress,
    RecheckItem,
    Share,
)
from guong.meetings.models import Invitation, MakeUp, Meeting, Minutes, MinutesOpinion, MinutesReopening, Note, Vote
from guong.org.models import StandingRequest
from guong.plans.models import Assessment, MonitorRemark, Plan, PlanReturn, PlanRevision, Posting, Supervision
from guong.privacy.models import Hold, Request
from guong.questions.models import Question
from guong.ratings.models import Judgement, Opinion, Petition, Publication, Rating
from guong.reorganisation.models import Introduction, Transfer
from guong.reviews.models import (
    CollectiveReport,
    Promise,
    PromiseAnswer,
    Remark,
    Reply,
    ReportOpinion,
    ReportRevision,
    ReviewReturn,
    ReviewRevision,
    ReviewSignature,
    SelfReview,
    Suggestion,
    TypedRemark,
    UpwardCourse,
)

ERASED = "(đã xóa khi hết thời hạn lưu)"
"""What stands where words stood: the row stays as a figure."""


@dataclass(frozen=True, slots=True)
class Part:
    """One table: where its drive, its unit and its people are, and which fields are emptied."""

    model: type[models.Model]
    drive: str
    unit: str  # path of the unit in which it was said
    people: tuple[str, ...]
    texts: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()  # JSON, or bytes …
    blank: Any = field(default_factory=dict)  # … and what it is afterwards: the shape its pages know
    file: str = ""
    body: bool = False
    finding: str = ""  # the finding that must be closed first
    day: str = ""  # outside any drive: from which day the years are counted


@dataclass(frozen=True, slots=True)
class KeptClass:
    """Rows that are kept for one period (`key` of the rulebook)."""

    key: str
    label: Any
    parts: tuple[Part, ...]


_NO_PLAN: dict[str, Any] = {"example": "", "pledge": "", "items": []}
_ACTION = ("owner", "finding__person")


def _of_action(model: type[models.Model], *texts: str, file: str = "") -> Part:
    """What hangs on a measure: of its doer, kept as long as the measure itself."""
    return Part(
        model, "action__finding__drive", "action__finding__unit__path", ("action__owner", "action__finding__person"),
        texts=texts, file=file, finding="action__finding__",
    )  # fmt: skip


CLASSES = (
    KeptClass("keep_reviews", _("Self-reviews"), (
        Part(SelfReview, "drive", "unit__path", ("person",), texts=("assessment",), documents=("draft",)),
        Part(
            ReviewReturn, "review__drive", "review__unit__path", ("review__person",), texts=("reason",),
            documents=("checklist",), blank=[],
        ),
        Part(ReviewSignature, "review__drive", "review__unit__path", ("person",), texts=("reason",)),
        Part(CollectiveReport, "drive", "unit__path", (), documents=("draft",), body=True),
        Part(ReportRevision, "report__drive", "report__unit__path", (), documents=("content",), body=True),
        Part(ReportOpinion, "report__drive", "report__unit__path", ("person",), texts=("text", "answer")),
        Part(ReviewRevision, "review__drive", "review__unit__path", ("review__person",), documents=("content",)),
        Part(
            ReviewPrint, "revision__review__drive", "revision__review__unit__path", ("revision__review__person",),
            documents=("prints",), blank=b"",
        ),
        Part(
            PromiseAnswer, "review__drive", "review__unit__path", ("review__person",), texts=("fact", "promise_text")
        ),
        Part(CarriedAnswer, "review__drive", "review__unit__path", ("review__person",), texts=("text",)),
    )),
    KeptClass("keep_remarks", _("Remarks and replies"), (
        Part(Remark, "drive", "unit__path", ("person", "author"), texts=("fact", "judgement")),
        Part(TypedRemark, "drive", "unit__path", ("person", "author"), texts=("fact", "judgement")),
        Part(Reply, "remark__drive", "remark__unit__path", ("remark__person", "by", "remark__author"), texts=("text",)),
        Part(Suggestion, "drive", "unit__path", ("person", "answered_by"), texts=("text", "answer")),
        Part(UpwardCourse, "remark__drive", "remark__unit__path", ("remark__author",), texts=("commitment",)),
        Part(Question, "drive", "unit__path", ("person",), texts=("text",)),
    )),
    KeptClass("keep_findings", _("Findings, shares, measures"), (
        Part(
            Finding, "drive", "unit__path", ("person", "shares__person", "actions__owner"),
            texts=("fact", "cause", "answer", "settled_text", "closed_words", "priority_why"), finding="",
        ),
        Part(
            FindingTag, "finding__drive", "finding__unit__path", ("finding__person", "finding__shares__person"),
            texts=("free",), finding="finding__",
        ),
        Part(
            Share, "finding__drive", "finding__unit__path", ("person",), texts=("contest_text", "settled_text", "as_reason"),
            finding="finding__",
        ),
        Part(Action, "finding__drive", "finding__unit__path", _ACTION, texts=("measure", "evidence"), finding="finding__"),
        Part(
            RecheckItem, "action__finding__drive", "action__finding__unit__path", ("doer",), texts=("reason",),
            finding="action__finding__",
        ),
        Part(Appeal, "finding__drive", "finding__unit__path", ("person",), texts=("text",), finding="finding__"),
        Part(
            AppealJudge, "appeal__finding__drive", "appeal__finding__unit__path", ("appeal__person", "person"),
            texts=("text",), finding="appeal__finding__",
        ),
        _of_action(Extension, "reason", "answer"),
        _of_action(ActionStep, "text"),
        _of_action(Progress, "text"),
        _of_action(Evidence, "caption", file="file"),
        _of_action(MonthlyAnswer, "reason"),
        Part(
            HistoryLine, "finding__drive", "finding__unit__path", ("by", "finding__person", "share__person"),
            texts=("text",), finding="finding__",
        ),
    )),
    KeptClass("keep_plans", _("Personal plans"), (
        Part(Plan, "drive", "unit__path", ("person",), documents=("draft",), blank=_NO_PLAN),
        Part(
            PlanRevision, "plan__drive", "plan__unit__path", ("plan__person",), documents=("content",), blank=_NO_PLAN
        ),
        Part(PlanReturn, "plan__drive", "plan__unit__path", ("plan__person",), texts=("reason",)),
        Part(Supervision, "drive", "cell__path", (), texts=("what", "seen", "answer"), body=True),
        Part(Assessment, "plan__drive", "plan__unit__path", ("plan__person",), texts=("text", "reply")),
        Part(
            MonitorRemark, "delivery__plan__drive", "delivery__plan__unit__path", ("delivery__plan__person",),
            texts=("text", "reply"),
        ),
    )),
    KeptClass("keep_ratings", _("Year-end ratings"), (
        Part(Rating, "campaign__drive", "unit__path", ("person",), documents=("draft",)),
        Part(
            Judgement, "rating__campaign__drive", "rating__unit__path", ("about", "by"), texts=("why",),
            documents=("content", "evidence"),
        ),
        Part(Opinion, "rating__campaign__drive", "rating__unit__path", ("rating__person",), texts=("text",)),
        Part(
            Petition, "rating__campaign__drive", "rating__unit__path", ("person", "rating__person"), texts=("text", "answer")
        ),
        Part(Publication, "campaign__drive", "unit__path", (), documents=("lines",), blank=[], body=True),
    )),
    KeptClass("keep_minutes", _("Minutes and notes"), (
        Part(Minutes, "meeting__drive", "meeting__unit__path", (), documents=("body",), body=True),
        Part(Note, "meeting__drive", "meeting__unit__path", ("speaker",), texts=("text",), body=True),
        Part(
            MinutesOpinion, "minutes__meeting__drive", "minutes__meeting__unit__path", ("person",),
            texts=("text", "answer"), body=True,
        ),
        Part(
            MinutesReopening, "minutes__meeting__drive", "minutes__meeting__unit__path", (), texts=("reason",), body=True
        ),
        Part(
            Meeting, "drive", "unit__path", (), texts=("conclusion", "cancel_reason", "unanswered_reason", "called_reason"), body=True
        ),
        Part(Vote, "meeting__drive", "meeting__unit__path", (), texts=("title", "reason"), body=True),
        Part(Invitation, "conference__drive", "unit__path", ("person",), texts=("reason_note",)),
    )),
    KeptClass("keep_photos", _("Photographs as proof"), (
        Part(
            MakeUp, "invitation__conference__drive", "invitation__unit__path", ("person",), texts=("proof_note",),
            file="proof",
        ),
        Part(Posting, "plan__drive", "unit__path", ("plan__person",), file="proof"),
    )),
)  # fmt: skip

_MET = "meeting__starts_at__date"
OUTSIDE = (
    KeptClass("keep_reviews", _("Self-reviews"), (
        Part(Promise, "", "unit__path", ("person",), texts=("occasion", "text", "office_text"), day="ended_on"),
    )),
    KeptClass("keep_minutes", _("Minutes and notes"), (
        Part(Minutes, "meeting__drive", "meeting__unit__path", (), documents=("body",), body=True, day=_MET),
        Part(Note, "meeting__drive", "meeting__unit__path", ("speaker",), texts=("text",), body=True, day=_MET),
        Part(
            MinutesOpinion, "minutes__meeting__drive", "minutes__meeting__unit__path", ("person",),
            texts=("text", "answer"), body=True, day=f"minutes__{_MET}",
        ),
        Part(
            MinutesReopening, "minutes__meeting__drive", "minutes__meeting__unit__path", (), texts=("reason",), body=True,
            day=f"minutes__{_MET}",
        ),
        Part(
            Meeting, "drive", "unit__path", (), texts=("conclusion", "cancel_reason", "unanswered_reason", "called_reason"), body=True,
            day="starts_at__date",
        ),
        Part(Vote, "meeting__drive", "meeting__unit__path", (), texts=("title", "reason"), body=True, day=_MET),
    )),
    KeptClass("keep_remarks", _("Remarks and replies"), (
        Part(Question, "drive", "unit__path", ("person",), texts=("text",), day="asked_at__date"),
    )),
    KeptClass("keep_requests", _("Requests, holds, openings of files, moves"), (
        Part(StandingRequest, "", "unit__path", ("person",), texts=("words", "decision"), day="decided_at__date"),
        Part(Request, "", "unit__path", ("person",), texts=("text", "extended_reason", "answer"), day="answered_at__date"),
        Part(Hold, "", "unit__path", ("person",), texts=("reason",), day="until_on"),
        Part(Opening, "", "unit__path", ("person",), texts=("reason", "decision_note"), day="asked_at__date"),
        Part(Introduction, "", "from_unit__path", ("person",), texts=("reason", "answer"), day="answered_at__date"),
        Part(Transfer, "", "from_unit__path", ("person",), texts=("reason",), day="on"),
    )),
)  # fmt: skip
"""What hangs on no drive: kept so many years after its own day. A request that waits, and a standing hold, have no such day yet."""
