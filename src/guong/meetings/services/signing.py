"""What happens to minutes after they are drafted: members say what they think, objections are answered, two people sign (D3, D4)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.kernel.text import clean_line, clean_text
from guong.meetings import events, rules  # noqa: F401  # events registers the audit codes
from guong.meetings.enums import MeetingState, MinutesWord, SignPart
from guong.meetings.models import Meeting, Minutes, MinutesOpinion, MinutesReopening, MinutesSignature
from guong.meetings.perms import READ, RUN
from guong.meetings.querysets import body_people, expected_people, is_signed, read_until
from guong.org.models import Person

LIMIT = 2000
_FAULTS = {
    "signed": _("This part is signed already."),
    "time": _("Members may read and object until %(day)s, or until everybody has spoken. Sign after that day."),
    "objections": _("%(count)s objections wait for an answer. Answer them, then sign."),
    "order": _("Whoever keeps the minutes signs first, then the chair."),
}


@service
def say_of_minutes(*, actor: Actor, minutes: Minutes, word: str, text: str = "") -> MinutesOpinion:
    """A member of the body says of the newest revision: agree, seen but not agreed (with the reason), or declined (D4).

    Until the last day of reading (D3), and once: what was said stays. Forbidden for somebody outside the body.
    """
    row, meeting = _newest(actor, minutes, READ)
    person = body_people(meeting).filter(pk=actor.person_id or 0).first()
    if person is None:
        raise Forbidden
    if word not in MinutesWord.values:
        raise Invalid(_("Choose one of the three."), field="word")
    words = clean_text(text)
    if word == MinutesWord.SEEN and not words:
        raise Invalid(_("Write what is not as it was said, so that it can be answered."), field="text")
    if len(words) > LIMIT:
        raise Invalid(_("Too long: at most %(limit)s characters."), field="text", params={"limit": LIMIT})
    if clock.today() > read_until(row):
        raise Invalid(_("The time to object ended on %(day)s."), params={"day": f"{read_until(row):%d/%m/%Y}"})
    if row.opinions.filter(person=person).exists():
        raise Invalid(_("You have already spoken about this version; what you said stands with it."))
    said = MinutesOpinion.objects.create(minutes=row, person=person, word=word, text=words, said_at=clock.now())
    record(
        actor, "meetings.minutes.read", said, unit_path=meeting.unit.path, person_id=person.pk,
        changes={"word": word, "length": len(words)},
    )  # fmt: skip
    return said


@service
def answer_objection(*, actor: Actor, opinion: MinutesOpinion, text: str) -> MinutesOpinion:
    """Answer an objection in the name of the body; never one's own (R42). The words of both stay with the minutes."""
    row = (
        MinutesOpinion.objects.select_for_update(of=("self",))
        .select_related("minutes__meeting__unit")
        .get(pk=opinion.pk)
    )
    path = row.minutes.meeting.unit.path
    actor.require(RUN, path)
    if row.person_id == actor.person_id:
        raise Invalid(_("Nobody answers his or her own objection. Ask another member of the cell committee."))
    words = clean_text(text)
    if not words or len(words) > LIMIT:
        raise Invalid(_("Write the answer, at most %(limit)s characters."), field="text", params={"limit": LIMIT})
    if row.answer or not row.text:
        raise Invalid(_("There is nothing to answer here, or it has been answered."))
    row.answer, row.answered_by_id, row.answered_at = words, actor.person_id, clock.now()
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    record(actor, "meetings.minutes.answered", row, unit_path=path, person_id=row.person_id)
    return row


@service
def sign_minutes(*, actor: Actor, minutes: Minutes, part: str, on_paper: bool = False) -> MinutesSignature:
    """Sign the newest revision of a closed meeting: `part` keeper or chair, by the person named in the meeting.

    `on_paper`: whoever runs the meetings notes that the person signed the printed sheet (law 9). Two different people sign.
    """
    row, meeting = _newest(actor, minutes, RUN if on_paper else READ)
    if meeting.state != MeetingState.CLOSED:
        raise Invalid(_("The meeting is not closed yet. Conclude and close it, then sign."))
    signer = _signer(actor, meeting, part, on_paper)
    fault = rules.signing_fault(
        part, today=clock.today(), read_until=read_until(row), all_said=_all_said(row, meeting),
        unanswered=(waiting := row.opinions.exclude(text="").filter(answer="").count()),
        signed=row.signatures.values_list("part", flat=True),
    )  # fmt: skip
    if fault:
        raise Invalid(_FAULTS[fault], params={"day": f"{read_until(row):%d/%m/%Y}", "count": waiting})
    if row.signatures.filter(person=signer).exists():
        raise Invalid(_("One person does not sign both as keeper and as chair. Another member signs the second part."))
    made = MinutesSignature.objects.create(
        minutes=row, part=part, person=signer, on_paper=on_paper, signed_at=clock.now()
    )
    changes = {"part": part, "on_paper": on_paper, "number": row.number}
    record(actor, "meetings.minutes.signed", made, unit_path=meeting.unit.path, person_id=signer.pk, changes=changes)
    return made


@service
def reopen_minutes(*, actor: Actor, minutes: Minutes, reason: str) -> MinutesReopening:
    """Open signed minutes again for a correction, with its reason; a new revision is then read and signed anew."""
    row, meeting = _newest(actor, minutes, RUN)
    if not is_signed(row):
        raise Invalid(_("These minutes are not signed by both yet; draft them again without opening."))
    words = clean_line(reason)[:300]
    if not words:
        raise Invalid(_("Write why the signed minutes must be corrected."), field="reason")
    made = MinutesReopening.objects.create(
        minutes=row, reason=words, opened_at=clock.now(), opened_by_label=actor.label
    )
    record(actor, "meetings.minutes.reopened", made, unit_path=meeting.unit.path, reason=words)
    return made


def _newest(actor: Actor, minutes: Minutes, perm: str) -> tuple[Minutes, Meeting]:
    """The revision, locked with its meeting; Invalid when a newer one stands."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("unit", "drive").get(pk=minutes.meeting_id)
    if perm == RUN or not body_people(meeting).filter(pk=actor.person_id or 0).exists():
        actor.require(perm, meeting.unit.path)
    row = meeting.minutes.order_by("-number").first()
    if row is None:
        raise NotFound
    if row.pk != minutes.pk:
        raise Invalid(_("A newer version of the minutes stands by now. Read that one."))
    row.meeting = meeting
    return row, meeting


def _signer(actor: Actor, meeting: Meeting, part: str, on_paper: bool) -> Person:
    if part not in SignPart.values:
        raise Invalid(_("Choose who signs: whoever keeps the minutes, or the chair."), field="part")
    named = meeting.chair if part == SignPart.CHAIR else meeting.secretary
    if named is None:
        own = Person.objects.filter(pk=actor.person_id or 0).first()
        if own is None or not actor.can(RUN, meeting.unit.path):
            raise Forbidden
        return own
    if not on_paper and named.pk != actor.person_id:
        raise Forbidden
    return named


def _all_said(minutes: Minutes, meeting: Meeting) -> bool:
    """Whether everybody who was expected has spoken, so that nobody needs more time."""
    said = set(minutes.opinions.values_list("person_id", flat=True)) | {meeting.chair_id, meeting.secretary_id}
    return not rules.unmarked(expected_people(meeting).values_list("pk", flat=True), [pk for pk in said if pk])
