"""The competent level decides, or sends the proposal back; a petition is answered by the level above (R37)."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock
from guong.kernel.actor import Actor, SystemActor, refuse
from guong.kernel.errors import Invalid, NotFound
from guong.org.models import Person
from guong.plans.querysets import committee_above
from guong.ratings.enums import Stage, Subject
from guong.ratings.models import Opinion, Petition, Rating
from guong.ratings.querysets import decides, leads
from guong.ratings.schemebook import Book
from guong.ratings.services import common


def _for_decision(actor: Actor, rating: Rating) -> Rating:
    if not decides(actor, rating.decided_in):
        refuse(actor, rating.decided_in.path)
    row = common.locked(rating)
    common.require_open(row.campaign)
    return row


@service
def decide_rating(*, actor: Actor, rating: Rating, level: str, why: str = "", by: Person | None = None) -> Rating:
    """The level, by the body it was sent to; never one's own (R42). Another level than proposed needs words. The share of
    "excellent" in a group is shown to whoever decides and refuses nothing (D11)."""
    row = _for_decision(actor, rating)
    person = common.acting(actor, row, by)
    chosen = common.level_of(level)
    proposed = common.newest(row, Stage.COLLECTIVE)
    common.advance(row, "decide")
    if proposed is None:
        raise Invalid(_("The collective has proposed nothing yet."))
    common.require_granted(row, proposed.content, chosen)
    reason = common.words(why, "why")
    if chosen != proposed.level and not reason:
        raise Invalid(_("This is another level than proposed: write why. The comrade reads these words."), field="why")
    row.level, row.decided_at = chosen, clock.now()
    row.save(update_fields=["state", "level", "decided_at"])
    common.judge(actor, row, Stage.DECISION, chosen, {}, why=reason, by=person)
    common.note(actor, "ratings.rating.decided", row)
    return row


@service
def send_back_rating(*, actor: Actor, rating: Rating, why: str) -> Rating:
    """Ask the collective to look again, with the reason; what it proposed stays as it was."""
    row = _for_decision(actor, rating)
    common.acting(actor, row, None)
    reason = common.needed(why, "why", _("Say what the collective should look at again."))
    common.advance(row, "send_back")
    row.save(update_fields=["state"])
    Opinion.objects.create(
        rating=row, source=row.decided_in.name, text=reason, noted_at=clock.now(), noted_by_label=actor.label
    )
    common.note(actor, "ratings.rating.sent_back", row)
    return row


def last_day(rating: Rating) -> date:
    """The last day on which a petition is taken."""
    decided = rating.decided_at or clock.now()
    days = Book(rating.campaign.scheme).number("petition_days")
    return decided.astimezone(clock.ZONE).date() + timedelta(days=days)


def may_petition(actor: Actor, rating: Rating) -> bool:
    """Whether the rating is the actor's to petition about: his own, or of a body that he leads. By no right over others."""
    if rating.subject == Subject.PERSON:
        return common.owns(actor, rating)
    return leads(actor, rating.unit, clock.today())


@service
def file_petition(*, actor: Actor, rating: Rating, words: str, by: Person | None = None) -> Petition:
    """Ask the level above to look at the decision, once, within the scheme's days. The decided level stays, marked
    “đang xem xét”, until it is answered. NotFound for anybody else."""
    if not may_petition(actor, rating):
        raise NotFound
    row = common.locked(rating)
    common.require_year_end(row.campaign.drive)
    person = row.person or (by if isinstance(actor, SystemActor) else None)
    person = person or Person.objects.filter(pk=actor.person_id or 0).first()
    if person is None:
        raise Invalid(_("Say who decides this: choose the person."), field="by")
    if clock.today() > last_day(row):
        raise Invalid(_("The days for a petition are over."))
    cleaned = common.needed(words, "words", _("Nothing is written yet. Write what should be looked at again, and why."))
    common.advance(row, "petition")
    row.save(update_fields=["state"])
    made = Petition.objects.create(
        rating=row, person=person, unit=committee_above(row.decided_in) or row.decided_in, text=cleaned,
        filed_at=clock.now(),
    )  # fmt: skip
    record(actor, "ratings.petition.filed", made, unit_path=row.unit.path, person_id=row.person_id)
    return made


@service
def answer_petition(
    *, actor: Actor, petition: Petition, level: str, words: str, by: Person | None = None
) -> Rating:  # fmt: skip
    """The level above keeps the level or gives another, with its reason, once. Not the one who filed, not the one who decided
    (R42, D12). What was decided first stays to be read."""
    if not decides(actor, petition.unit):
        refuse(actor, petition.unit.path)
    row = common.locked(petition.rating)
    person = common.acting(actor, row, by)
    asked = Petition.objects.select_for_update(of=("self",)).get(pk=petition.pk)
    first = common.newest(row, Stage.DECISION)
    mine = person.pk if person is not None else None
    if mine is not None and mine in (asked.person_id, first.by_id if first is not None else None):
        raise Invalid(
            _("Whoever filed the petition or made the decision does not answer it. Let another comrade do it.")
        )
    chosen = common.level_of(level)
    cleaned = common.needed(words, "words", _("Answer with words: the comrade has the right to know why."))
    common.advance(row, "answer")
    row.level = chosen
    row.save(update_fields=["state", "level"])
    asked.answer, asked.answered_at, asked.answered_by = cleaned, clock.now(), person
    asked.save(update_fields=["answer", "answered_at", "answered_by"])
    common.judge(actor, row, Stage.ANSWER, chosen, {}, why=cleaned, by=person)
    record(actor, "ratings.petition.answered", asked, unit_path=row.unit.path, person_id=row.person_id)
    return row
