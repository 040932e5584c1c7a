"""Remarks with their fact apart from their judgement (D15), and the answer that stays with them (D2, R27)."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives.models import Assignment, Drive, Participant
from guong.kernel import clock, text
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.meetings.enums import MeetingState
from guong.meetings.models import Meeting
from guong.org.enums import StandingKind
from guong.org.models import Membership, Person, Post, Standing, Unit
from guong.org.querysets import valid_on
from guong.reviews import tallies
from guong.reviews.enums import Addressee, ReplyKind, SpokenBy, Topic
from guong.reviews.models import Remark, Reply
from guong.reviews.ownership import made_by, withhold
from guong.reviews.services import common

RUN = "meetings.meeting:run"
LIMIT = 4000
WITHHELD = "Tên người góp ý được giữ kín"
"""Stands in the audit log where the author's name would stand (D14)."""


def speaker(actor: Actor, by: Person | None, unit: Unit) -> tuple[Person, bool]:
    """Who speaks, and whether somebody else typed it: `by` only by the system or whoever runs the body's meetings."""
    own = Person.objects.filter(pk=actor.person_id).first() if actor.person_id is not None else None
    if by is None or (own is not None and own.pk == by.pk):
        if own is None:
            raise Invalid(_("Say who speaks: choose the person."), field="by")
        return own, False
    if not isinstance(actor, SystemActor):
        actor.require(RUN, unit.path)
    return by, True


def of_body(person: Person, unit: Unit, drive: Drive) -> bool:
    """Whether a person belongs to the body: member, office-holder, or on its frozen roster."""
    today = valid_on(clock.today())
    return (
        Membership.objects.filter(today, person=person, unit=unit).exists()
        or Post.objects.filter(today, person=person, unit=unit).exists()
        or Participant.objects.filter(drive=drive, person=person, unit=unit).exists()
    )


@service
def make_remark(
    *, actor: Actor, drive: Drive, unit: Unit, addressee: str, fact: str, judgement: str = "",
    person: Person | None = None, meeting: Meeting | None = None, is_strength: bool = False, by: Person | None = None,
    unnamed: bool = False, topic: str = "", typed_by: str = "", signed_paper: bool = False,
) -> Remark:  # fmt: skip
    """Say something to a person of the body, to its committee, or to the level above (S6, S50).

    The author is the actor, or `by` when the meeting's secretary records it. Invalid without a fact (D15), to oneself, to
    somebody outside the body, outside an open drive or an open meeting. `unnamed`: the body addressed and the cell's
    secretary never see the author (D14); only upward, written by the author alone, outside of meetings. `typed_by`: who typed
    the words to which their author now says yes; `signed_paper`: `by` signed a sheet that the cell keeps (S139, D26).
    """
    author, typed = speaker(actor, by, unit)
    if not typed:
        actor.require("reviews.remark:write", unit.path)
    person = checked(drive, unit, author, addressee, person, meeting, typed=typed)
    if unnamed:
        _check_unnamed(addressee, typed=typed, in_meeting=meeting is not None)
    remark = Remark.objects.create(
        drive=drive, unit=unit, meeting=meeting, author=None if unnamed else author, addressee=addressee, person=person,
        topic=topic_of(topic, addressee), fact=fact_of(fact), judgement=short(judgement, "judgement"), is_strength=is_strength, made_at=clock.now(),
        recorded_by_label="" if unnamed else typed_by or actor.label,
        entry="" if unnamed else _entry(author, meeting, typed=typed, typed_by=typed_by, signed_paper=typed and signed_paper),
    )  # fmt: skip
    if unnamed:
        withhold(remark, author)
    record(
        SystemActor(WITHHELD) if unnamed else actor, "reviews.remark.made", remark, unit_path=unit.path, person_id=person.pk if person else None,
        changes={"addressee": addressee, "strength": is_strength, "typed": typed},
    )  # fmt: skip
    tallies.refresh(drive.pk, unit.pk)
    return remark


def checked(
    drive: Drive,
    unit: Unit,
    author: Person,
    addressee: str,
    person: Person | None,
    meeting: Meeting | None,
    *,
    typed: bool,
) -> Person | None:
    """The addressed person (None for a body), once drive, meeting, author and addressee fit together. Invalid otherwise."""
    common.require_open(drive.pk)
    _check_meeting(meeting, drive, unit)
    if not of_body(author, unit, drive) and not _assigned(author, unit, drive):
        raise Invalid(
            _("%(name)s does not belong to this body, so no remark of theirs is recorded here."),
            field="by" if typed else None, params={"name": author.full_name},
        )  # fmt: skip
    return _check_addressee(addressee, person, author, unit, drive)


def _entry(author: Person, meeting: Meeting | None, *, typed: bool, typed_by: str, signed_paper: bool) -> str:
    """The way it came in (S139)."""
    if meeting is not None:
        return SpokenBy.MEETING
    if signed_paper:
        return SpokenBy.PAPER
    if typed_by or typed:
        return SpokenBy.TYPED_FOR if typed_by else ""
    away = Standing.objects.filter(valid_on(clock.today()), person=author, kind=StandingKind.AWAY).exists()
    return SpokenBy.AFAR if away else SpokenBy.SELF


def topic_of(topic: str, addressee: str) -> str:
    """What a remark upward is about (S9); a remark to a person has none."""
    if topic and topic not in Topic.values:
        raise Invalid(_("Choose a topic from the list, or none."), field="topic")
    return "" if addressee == Addressee.PERSON else topic


def _check_unnamed(addressee: str, *, typed: bool, in_meeting: bool) -> None:
    """A name can be withheld only from a body, and only where nobody else has heard who speaks (D14)."""
    if addressee == Addressee.PERSON:
        raise Invalid(
            _("To a comrade one speaks by name. Your name may be withheld only from a committee."), field="unnamed"
        )
    if typed or in_meeting:
        raise Invalid(
            _(
                "What is said before others cannot be without a name. The author writes it alone, outside of the meeting."
            ),
            field="unnamed",
        )


def _assigned(author: Person, unit: Unit, drive: Drive) -> bool:
    """A committee member sent to attend this cell (S100) may speak there."""
    return Assignment.objects.filter(drive=drive, unit=unit, person=author, ended_at=None).exists()


def _check_meeting(meeting: Meeting | None, drive: Drive, unit: Unit) -> None:
    if meeting is None:
        return
    if meeting.unit_id != unit.pk or meeting.drive_id not in {None, drive.pk}:
        raise NotFound
    if not Meeting.objects.filter(pk=meeting.pk, state=MeetingState.OPEN).exists():
        raise Invalid(_("The meeting is not under way, so no remark can be noted in it."), field="meeting")


def _check_addressee(addressee: str, person: Person | None, author: Person, unit: Unit, drive: Drive) -> Person | None:
    """The addressed person, or None for a body. Invalid if the two do not fit."""
    if addressee not in Addressee.values:
        raise Invalid(_("Say to whom: a person, the cell committee, or the committee above."), field="addressee")
    if addressee != Addressee.PERSON:
        return None
    if person is None:
        raise Invalid(_("Say to whom: choose the person."), field="person")
    if person.pk == author.pk:
        raise Invalid(
            _("A remark goes to somebody else. What you see in yourself belongs in your self-review."), field="person"
        )
    if not of_body(person, unit, drive):
        raise Invalid(
            _("This person is not a member of the body in which you speak. Choose from the list."), field="person"
        )
    return person


def fact_of(fact: str) -> str:
    words = short(fact, "fact")
    if not words:
        raise Invalid(
            _("Say the fact first: what happened, when, where. A remark without a fact cannot be handed in."),
            field="fact",
        )
    return words


def short(words: str, field: str) -> str:
    """The words cleaned; Invalid when they are too long."""
    cleaned = text.clean_text(words)
    if len(cleaned) > LIMIT:
        raise Invalid(_("Too long: at most %(limit)s characters."), field=field, params={"limit": LIMIT})
    return cleaned


@service
def note_remarks_shown(*, actor: Actor, remarks: list[Remark]) -> None:
    """Note when the named person was shown what was said of him or her (D1). Those already noted, or of others, are left."""
    for remark in remarks:
        if remark.read_at is None and actor.person_id is not None and remark.person_id == actor.person_id:
            remark.read_at = clock.now()
            remark.save(update_fields=["read_at"])
            record(actor, "reviews.remark.shown", remark, unit_path=remark.unit.path, person_id=remark.person_id)


@service
def reply_to_remark(*, actor: Actor, remark: Remark, kind: str, text: str = "", by: Person | None = None) -> Reply:
    """Answer once: accept, accept a part, or explain with words (R27). It stays with the remark for ever (D2).

    By the person addressed; for the cell committee by whoever reads its remarks (the secretary), never by the author of the
    remark. `by`: typed by the meeting's secretary. NotFound for everybody else. Open even after the drive has closed.
    """
    remark = Remark.objects.select_for_update(of=("self",)).select_related("unit").get(pk=remark.pk)
    who, typed = _replier(actor, remark, by)
    if kind not in ReplyKind.values:
        raise Invalid(_("Choose one of the three answers: accept, accept a part, or explain."), field="kind")
    words = short(text, "text")
    if kind == ReplyKind.EXPLAIN and not words:
        raise Invalid(_("Explain in a few words: your explanation is printed together with the remark."), field="text")
    if Reply.objects.filter(remark=remark).exists():
        raise Invalid(_("This remark is already answered. An answer is kept as it was given."))
    reply = Reply.objects.create(
        remark=remark, kind=kind, text=words, by=who, at=clock.now(), typed_by_label=actor.label if typed else ""
    )
    if remark.read_at is None:
        remark.read_at = reply.at
        remark.save(update_fields=["read_at"])
    record(
        actor, "reviews.remark.replied", remark, unit_path=remark.unit.path, person_id=remark.person_id,
        changes={"kind": kind, "typed": typed},
    )  # fmt: skip
    tallies.refresh(remark.drive_id, remark.unit_id)
    return reply


def _replier(actor: Actor, remark: Remark, by: Person | None) -> tuple[Person, bool]:
    """Who answers, checked against whom the remark addresses."""
    if remark.addressee == Addressee.PERSON and by is None and actor.person_id != remark.person_id:
        if isinstance(actor, SystemActor):
            raise Invalid(_("Say who answers: choose the person."), field="by")
        raise NotFound
    if remark.addressee == Addressee.HIGHER:
        actor.require("reviews.remark:read", remark.unit.path)
        raise Invalid(_("The committee above answers this remark, on its own page."))
    who, typed = speaker(actor, by, remark.unit)
    if remark.addressee == Addressee.PERSON:
        if who.pk != remark.person_id:
            raise Invalid(_("Only the person addressed can answer this remark."), field="by")
        return who, typed
    actor.require("reviews.remark:read", remark.unit.path)
    if made_by(remark, who.pk):
        raise Forbidden  # nobody answers his own remark in the name of the committee
    if not Post.objects.filter(Q(person=who, unit=remark.unit), valid_on(clock.today())).exists():
        raise Invalid(_("Only somebody who holds an office in the committee answers for it."), field="by")
    return who, typed
