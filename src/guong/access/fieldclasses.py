"""The one table of who may see what: object × field class × state → who reads, who writes (docs/mechanisms/access.md).

A rule opens doors in two ways. A *right* is a permission that some roles hold at a unit; `access.roles` is checked against it
in both directions. A *party* is how somebody stands to the text itself: its author, the comrade it is about, the body it was
spoken in. What no rule opens is closed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from guong.access.roles import Role

R = Role


class FieldClass(TextChoices):
    """How far a field may go, the widest first."""

    POSTED = "posted", _("Posted: chosen fields that hang on the board")
    FIGURES = "figures", _("Figures: counts, never words")
    UNIT = "unit", _("Facts of the organisation: names, offices, days, places")
    PERSONAL = "personal", _("Words by or about a comrade")
    DRAFT = "draft", _("Drafts: their author's alone")
    SEALED = "sealed", _("Sealed: shown to nobody")


class Party(TextChoices):
    """How somebody stands to a text, whatever rights he holds."""

    OWNER = "owner", _("the comrade whose it is, or whom it names")
    AUTHOR = "author", _("whoever wrote or said it")
    BODY = "body", _("members of the body in which it was spoken")
    COMMITTEE = "committee", _("the committee of that body")
    OPENED = "opened", _("whoever was let into the file, for its time")
    SEATED = "seated", _("chair and keeper whom the meeting names, until its minutes are locked")
    SIGNED_IN = "signed_in", _("everybody who has signed in")
    EVERYBODY = "everybody", _("everybody")


@dataclass(frozen=True, slots=True)
class Right:
    """A permission, and the roles that hold it."""

    perm: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table. `here`: a right over a subtree counts at its own top only (copies stay where they were sent)."""

    what: str
    field_class: FieldClass
    state: str
    readers: tuple[Right, ...] = ()
    reading: frozenset[Party] = frozenset()
    writers: tuple[Right, ...] = ()
    writing: frozenset[Party] = frozenset()
    here: bool = False

    def read_by(self, role: str) -> bool:
        return any(role in right.roles for right in self.readers)


def _right(perm: str, *roles: Role) -> Right:
    return Right(perm, frozenset(roles))


def _who(*parties: Party) -> frozenset[Party]:
    return frozenset(parties)


OBJECTS: dict[str, Any] = {  # what a rule is about, in the words of the screen
    "self_review": _("Self-reviews"),
    "suggestion": _("Suggestions from above to one comrade"),
    "suggestion_body": _("Suggestions from above to a body"),
    "promise": _("Registers of promises"),
    "promise_given": _("Promises that this office entered"),
    "private_book": _("Private books: journal and private mirror"),
    "mirror": _("The catalogue of manifestations"),
    "report": _("Reports of a body on itself"),
    "remark": _("Remarks and their answers"),
    "remark_typed": _("Remarks typed for a comrade"),
    "finding": _("Shortcomings of one comrade"),
    "doing": _("What was shown of a measure, and requests for a later day"),
    "finding_whole": _("Shortcomings of the whole body"),
    "remark_up": _("Remarks that were addressed to this committee"),
    "plan": _("Personal plans"),
    "plan_copy": _("Copies of plans that were sent here"),
    "posting": _("Sheets on the board"),
    "minutes": _("Meetings and their minutes"),
    "agenda": _("Agendas of meetings"),
    "makeup": _("Proofs of make-up study"),
    "study": _("Study conferences: who was convened, who came"),
    "registration": _("Registered meetings"),
    "visit": _("Visits to bodies: what was found, what was asked"),
    "task": _("Tasks given to bodies, and what they reported"),
    "drive": _("Drives, their rules and assignments"),
    "directive": _("Directives"),
    "library": _("The library: things to read and watch, agendas, photographs"),
    "rating": _("Year-end ratings"),
    "rating_sent": _("Year-end ratings that were sent here to decide"),
    "rating_list": _("Published levels: name, office, unit, level"),
    "question": _("Questions that were addressed to this body"),
    "answer": _("Common questions and their answers"),
    "unit": _("The organisation itself"),
    "roster": _("The member list: name, cell, standing, offices"),
    "standing": _("Requests about one's standing"),
    "figures": _("Figures"),
    "grant": _("Rights"),
    "opening": _("Openings of a file"),
    "account": _("Accounts and sign-in cards"),
    "data_request": _("What members ask the office about their own data"),
    "data_record": _("Periods of keeping, holds on erasing, certificates, the register of purposes"),
    "machine": _("Health of the machine"),
    "log": _("The log of what was done"),
}
STATES: dict[str, Any] = {
    "": _("in any state"),
    "draft": _("while it is being written"),
    "typed": _("typed for a comrade who has not said yes"),
    "handed_in": _("handed in"),
    "sent": _("sent"),
    "open": _("while the meeting is running"),
    "closed": _("when the meeting is closed"),
    "hanging": _("while it hangs"),
    "secret": _("passwords, codes, keys"),
}

_LOOKERS = (R.CLERK, R.LEADER, R.SECRETARY, R.ATTENDER, R.MEMBER, R.INSPECTOR, R.ADVISER)
_OWN, _SAID = _who(Party.OWNER), _who(Party.OWNER, Party.AUTHOR)

RULES: tuple[Rule, ...] = (
    Rule("self_review", FieldClass.DRAFT, "draft", reading=_OWN, writing=_OWN),
    Rule(
        "self_review", FieldClass.DRAFT, "typed", readers=(_right("reviews.review:type_for", R.SECRETARY),), reading=_OWN,
        writers=(_right("reviews.review:type_for", R.SECRETARY),), writing=_OWN,
    ),
    Rule(
        "self_review", FieldClass.PERSONAL, "handed_in", readers=(_right("reviews.review:read", R.SECRETARY),),
        reading=_who(Party.OWNER, Party.OPENED), writers=(_right("reviews.review:decide", R.SECRETARY),), writing=_OWN,
    ),
    Rule(
        "suggestion", FieldClass.PERSONAL, "sent", readers=(_right("reviews.suggestion:write", R.CLERK, R.LEADER),),
        reading=_OWN, writers=(_right("reviews.suggestion:write", R.CLERK, R.LEADER),), writing=_OWN, here=True,
    ),
    Rule(
        "suggestion_body", FieldClass.PERSONAL, "sent",
        readers=(_right("reviews.suggestion:write", R.CLERK, R.LEADER),), reading=_who(Party.BODY),
        writers=(_right("reviews.suggestion:write", R.CLERK, R.LEADER), _right("reviews.report:write", R.SECRETARY)),
        writing=_who(Party.COMMITTEE), here=True,
    ),
    Rule("promise", FieldClass.PERSONAL, "", reading=_OWN, writing=_OWN),
    Rule(
        "promise_given", FieldClass.PERSONAL, "sent", readers=(_right("reviews.promise:write", R.CLERK),), reading=_OWN,
        writers=(_right("reviews.promise:write", R.CLERK),), writing=_OWN, here=True,
    ),
    Rule("private_book", FieldClass.DRAFT, "", reading=_OWN, writing=_OWN),
    Rule(
        "mirror", FieldClass.UNIT, "", readers=(_right("reviews.mirror:publish", R.CLERK),),
        reading=_who(Party.SIGNED_IN), writers=(_right("reviews.mirror:publish", R.CLERK),),
    ),
    Rule(
        "report", FieldClass.PERSONAL, "draft", readers=(_right("reviews.report:write", R.SECRETARY),),
        reading=_who(Party.COMMITTEE), writers=(_right("reviews.report:write", R.SECRETARY),),
        writing=_who(Party.COMMITTEE),
    ),
    Rule(
        "report", FieldClass.PERSONAL, "sent", readers=(_right("meetings.meeting:read", R.SECRETARY, R.MEMBER),),
        reading=_who(Party.BODY), writing=_who(Party.BODY),
    ),
    Rule(
        "remark", FieldClass.PERSONAL, "", readers=(_right("reviews.remark:read", R.SECRETARY),),
        reading=_SAID | {Party.OPENED}, writers=(_right("reviews.remark:write", R.SECRETARY, R.MEMBER),), writing=_SAID,
    ),
    Rule(
        "remark_typed", FieldClass.DRAFT, "typed", readers=(_right("reviews.review:type_for", R.SECRETARY),), reading=_OWN,
        writers=(_right("reviews.review:type_for", R.SECRETARY),), writing=_OWN,
    ),
    Rule(
        "remark_up", FieldClass.PERSONAL, "sent", readers=(_right("reviews.upward:answer", R.CLERK, R.LEADER),),
        reading=_who(Party.AUTHOR), writers=(_right("reviews.upward:answer", R.CLERK, R.LEADER),),
        writing=_who(Party.AUTHOR), here=True,
    ),
    Rule(
        "finding", FieldClass.PERSONAL, "", readers=(_right("corrections.finding:read", R.SECRETARY),),
        reading=_who(Party.OWNER, Party.OPENED),
        writers=(
            _right("corrections.finding:write", R.SECRETARY), _right("corrections.finding:judge", R.SECRETARY),
        ),
        writing=_who(Party.OWNER, Party.COMMITTEE),
    ),
    Rule(
        "doing", FieldClass.PERSONAL, "", readers=(_right("corrections.finding:read", R.SECRETARY),),
        reading=_who(Party.OWNER, Party.COMMITTEE), writers=(_right("corrections.finding:judge", R.SECRETARY),),
        writing=_who(Party.OWNER, Party.COMMITTEE),
    ),
    Rule(
        "finding_whole", FieldClass.PERSONAL, "", readers=(_right("corrections.finding:read", R.SECRETARY),),
        reading=_who(Party.BODY), writers=(_right("corrections.finding:divide", R.SECRETARY),), writing=_OWN,
    ),
    Rule("plan", FieldClass.DRAFT, "draft", reading=_OWN, writing=_OWN),
    Rule(
        "plan", FieldClass.PERSONAL, "handed_in", readers=(_right("plans.plan:read", R.SECRETARY),),
        reading=_who(Party.OWNER, Party.COMMITTEE, Party.OPENED),
        writers=(_right("plans.plan:decide", R.SECRETARY),), writing=_who(Party.COMMITTEE),
    ),
    Rule(
        "plan_copy", FieldClass.PERSONAL, "sent", readers=(_right("plans.copy:read", R.CLERK, R.LEADER, R.MONITOR),),
        reading=_OWN,
        writers=(_right("plans.monitor:write", R.MONITOR), _right("plans.delivery:write", R.CLERK, R.SECRETARY)),
        here=True,
    ),
    Rule("rating", FieldClass.DRAFT, "draft", reading=_OWN, writing=_OWN),
    Rule(
        "rating", FieldClass.DRAFT, "typed", readers=(_right("ratings.rating:appraise", R.SECRETARY),), reading=_OWN,
        writers=(_right("ratings.rating:appraise", R.SECRETARY),), writing=_OWN,
    ),
    Rule(
        "rating", FieldClass.PERSONAL, "handed_in", readers=(_right("ratings.rating:read", R.SECRETARY),),
        reading=_who(Party.OWNER, Party.COMMITTEE), writers=(_right("ratings.rating:appraise", R.SECRETARY),),
        writing=_who(Party.COMMITTEE),
    ),
    Rule(
        "rating_sent", FieldClass.PERSONAL, "sent", readers=(_right("ratings.rating:decide", R.LEADER),), reading=_OWN,
        writers=(_right("ratings.rating:decide", R.LEADER),), here=True,
    ),
    Rule(
        "rating_list", FieldClass.POSTED, "hanging", readers=(_right("drives.drive:read", *_LOOKERS),),
        writers=(_right("ratings.list:publish", R.CLERK, R.LEADER),),
    ),
    Rule(
        "posting", FieldClass.POSTED, "hanging", reading=_who(Party.EVERYBODY),
        writers=(_right("plans.post:write", R.CLERK),),
    ),
    Rule(
        "minutes", FieldClass.PERSONAL, "closed", readers=(_right("meetings.meeting:read", R.SECRETARY, R.MEMBER),),
        reading=_who(Party.BODY, Party.SEATED), writers=(_right("meetings.meeting:run", R.SECRETARY),),
        writing=_who(Party.SEATED),
    ),
    Rule(
        "minutes", FieldClass.PERSONAL, "open", readers=(_right("meetings.meeting:run", R.SECRETARY),),
        reading=_who(Party.SEATED),
        writers=(_right("meetings.meeting:run", R.SECRETARY), _right("meetings.meeting:close", R.SECRETARY)),
        writing=_who(Party.SEATED),
    ),
    Rule(
        "agenda", FieldClass.UNIT, "",
        readers=(
            _right("meetings.meeting:agenda", R.ATTENDER), _right("meetings.meeting:read", R.SECRETARY, R.MEMBER),
        ),
        reading=_who(Party.BODY, Party.SEATED), writers=(_right("meetings.meeting:plan", R.SECRETARY),),
    ),
    Rule(
        "makeup", FieldClass.PERSONAL, "", readers=(_right("meetings.makeup:confirm", R.SECRETARY),),
        reading=_who(Party.OWNER, Party.COMMITTEE), writers=(_right("meetings.makeup:confirm", R.SECRETARY),),
        writing=_who(Party.OWNER, Party.COMMITTEE),
    ),
    Rule(
        "study", FieldClass.UNIT, "", readers=(_right("meetings.study:read", R.CLERK, R.LEADER, R.SECRETARY),),
        writers=(_right("meetings.study:manage", R.CLERK),),
    ),
    Rule(
        "registration", FieldClass.UNIT, "", readers=(_right("drives.registration:read", *_LOOKERS),),
        writers=(_right("drives.registration:write", R.CLERK, R.SECRETARY),),
    ),
    Rule(
        "visit", FieldClass.UNIT, "", readers=(_right("drives.registration:read", *_LOOKERS),),
        writers=(
            _right("drives.visit:write", R.CLERK, R.LEADER, R.ATTENDER, R.INSPECTOR),
            _right("drives.registration:write", R.CLERK, R.SECRETARY),
        ),
    ),
    Rule(
        "task", FieldClass.UNIT, "",
        readers=(
            _right("drives.registration:read", *_LOOKERS), _right("drives.task:do", R.CLERK, R.SECRETARY, R.MONITOR),
        ),
        writers=(
            _right("drives.drive:manage", R.CLERK, R.LEADER), _right("drives.task:do", R.CLERK, R.SECRETARY, R.MONITOR),
        ),
    ),
    Rule(
        "drive", FieldClass.UNIT, "", readers=(_right("drives.drive:read", *_LOOKERS),),
        writers=tuple(
            _right(f"drives.{verb}", R.CLERK, R.LEADER)
            for verb in ("drive:manage", "assignment:write", "reminder:send", "rules:publish")
        ),
    ),
    Rule(
        "directive", FieldClass.UNIT, "", readers=(_right("directives.directive:read", *_LOOKERS),),
        writers=(_right("directives.directive:write", R.CLERK),),
    ),
    Rule(
        "library", FieldClass.UNIT, "", readers=(_right("library.item:read", *_LOOKERS),),
        writers=(_right("library.item:write", R.CLERK, R.SECRETARY),),
    ),
    Rule(
        "question", FieldClass.PERSONAL, "sent",
        readers=(_right("questions.question:answer", R.CLERK, R.LEADER, R.SECRETARY),), reading=_who(Party.AUTHOR),
        writers=(_right("questions.question:ask", R.CLERK, R.SECRETARY, R.MEMBER),), writing=_who(Party.AUTHOR), here=True,
    ),
    Rule(
        "answer", FieldClass.UNIT, "", readers=(_right("questions.answer:read", *_LOOKERS),),
        writers=(_right("questions.question:answer", R.CLERK, R.LEADER, R.SECRETARY),),
    ),
    Rule(
        "unit", FieldClass.UNIT, "", readers=(_right("org.unit:read", *_LOOKERS, R.MONITOR, R.TECHNICIAN),),
        writers=(_right("org.unit:manage", R.CLERK),),
    ),
    Rule(
        "roster", FieldClass.UNIT, "", readers=(_right("org.person:read", R.CLERK, R.LEADER, R.SECRETARY),),
        reading=_OWN, writers=(_right("org.member:import", R.CLERK),),
    ),
    Rule(
        "standing", FieldClass.PERSONAL, "", readers=(_right("org.standing:decide", R.SECRETARY),), reading=_OWN,
        writers=(_right("org.standing:decide", R.SECRETARY),), writing=_OWN,
    ),
    Rule("figures", FieldClass.FIGURES, "", readers=(_right("figures.figures:read", *_LOOKERS),)),
    Rule(
        "grant", FieldClass.UNIT, "", readers=(_right("access.grant:read", R.CLERK, R.LEADER, R.SECRETARY),),
        writers=(_right("access.grant:give", R.LEADER), _right("access.grant:match", R.CLERK, R.LEADER)),
    ),
    Rule(
        "opening", FieldClass.UNIT, "", readers=(_right("access.opening:decide", R.LEADER),), reading=_SAID,
        writers=(
            _right("access.opening:ask", R.INSPECTOR), _right("access.opening:break", R.CLERK),
            _right("access.opening:decide", R.LEADER),
        ),
    ),
    Rule("account", FieldClass.UNIT, "", writers=(_right("accounts.account:manage", R.CLERK, R.SECRETARY),), reading=_OWN),
    Rule("account", FieldClass.SEALED, "secret"),
    Rule(
        "data_request", FieldClass.PERSONAL, "", readers=(_right("privacy.request:answer", R.CLERK),), reading=_OWN,
        writers=(_right("privacy.request:answer", R.CLERK),), writing=_OWN,
    ),
    Rule(
        "data_record", FieldClass.UNIT, "", readers=(_right("privacy.record:read", R.CLERK, R.LEADER),), reading=_OWN,
        writers=(
            _right("privacy.hold:manage", R.CLERK, R.LEADER), _right("privacy.rules:publish", R.CLERK, R.LEADER),
            _right("privacy.register:write", R.CLERK),
        ),
    ),
    Rule(
        "machine", FieldClass.UNIT, "",
        readers=(_right("system.health:read", R.TECHNICIAN), _right("jobs.check:read", R.TECHNICIAN, R.CLERK)),
    ),
    Rule("log", FieldClass.UNIT, "", readers=(_right("audit.log:read", R.TECHNICIAN, R.CLERK),)),
)  # fmt: skip


def rights() -> Iterator[Right]:
    """Every right that the table names, readers' and writers'."""
    for rule in RULES:
        yield from rule.readers
        yield from rule.writers


def read_by(role: str) -> list[Rule]:
    """What a role reads, the widest class first: for the page that tells a secretary who may see what."""
    order = list(FieldClass)
    return sorted((rule for rule in RULES if rule.read_by(role)), key=lambda rule: order.index(rule.field_class))


def words_of(role: str) -> list[Any]:
    """The objects of which a role reads words (class *personal*, *draft*), named as on the screen; nothing twice."""
    words = {FieldClass.PERSONAL, FieldClass.DRAFT}
    return [OBJECTS[what] for what in dict.fromkeys(rule.what for rule in read_by(role) if rule.field_class in words)]


def facts_of(role: str) -> list[Any]:
    """The objects of which a role reads figures and facts, named as on the screen; nothing twice."""
    facts = {FieldClass.POSTED, FieldClass.FIGURES, FieldClass.UNIT}
    return [OBJECTS[what] for what in dict.fromkeys(rule.what for rule in read_by(role) if rule.field_class in facts)]
