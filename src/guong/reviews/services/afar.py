"""Remarks from afar: typed for somebody who wrote, telephoned or sent a message; they wait for their author's yes (S139, D26)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.org.models import Person, Unit
from guong.reviews.enums import CameBy
from guong.reviews.models import Remark, TypedRemark
from guong.reviews.services import common
from guong.reviews.services.remarks import checked, fact_of, make_remark, short, topic_of

TYPE_FOR = "reviews.review:type_for"


@service
def type_remark(
    *, actor: Actor, drive: Drive, unit: Unit, by: Person, addressee: str, fact: str, came_by: str, judgement: str = "",
    person: Person | None = None, is_strength: bool = False, topic: str = "",
) -> TypedRemark:  # fmt: skip
    """Type what a comrade says; it is nobody's remark before that comrade says yes. Only by whoever types for the body.

    Invalid as `make_remark`, for oneself, and without the way it came.
    """
    actor.require(TYPE_FOR, unit.path)
    if actor.person_id == by.pk:
        raise Invalid(_("These are your own words: hand them in as your own remark."), field="by")
    person = checked(drive, unit, by, addressee, person, None, typed=True)
    if came_by not in CameBy.values:
        raise Invalid(_("Say how the words reached you: letter, telephone, message."), field="came_by")
    made = TypedRemark.objects.create(
        drive=drive, unit=unit, author=by, addressee=addressee, person=person, fact=fact_of(fact),
        judgement=short(judgement, "judgement"), is_strength=is_strength, topic=topic_of(topic, addressee),
        came_by=came_by, typed_at=clock.now(), typed_by_label=actor.label[:200],
    )  # fmt: skip
    _note(actor, "reviews.remark.typed_for", made, {"addressee": addressee, "came_by": came_by})
    return made


@service
def confirm_typed_remark(*, actor: Actor, typed: TypedRemark, fact: str | None = None, judgement: str = "") -> Remark:
    """Its author says yes: now it is a remark. With other words than the typed ones it is the author's own writing.

    NotFound for everybody else, and once it was answered.
    """
    row = _waiting(typed)
    if not common.owns(actor, row.author_id):
        raise NotFound
    same = fact is None or (fact_of(fact), short(judgement, "judgement")) == (row.fact, row.judgement)
    said = (row.fact, row.judgement) if fact is None or same else (fact, judgement)
    remark = make_remark(
        actor=actor, drive=row.drive, unit=row.unit, addressee=row.addressee, fact=said[0], judgement=said[1],
        person=row.person, is_strength=row.is_strength, topic=row.topic, by=row.author,
        typed_by=row.typed_by_label if same else "",
    )  # fmt: skip
    _note(actor, "reviews.remark.confirmed", row, {"remark": remark.pk, "changed": not same})
    row.delete()
    return remark


@service
def drop_typed_remark(*, actor: Actor, typed: TypedRemark) -> None:
    """Its author says that these are not his words, or whoever typed it takes it back. NotFound / Forbidden for others."""
    row = _waiting(typed)
    if not common.owns(actor, row.author_id):
        actor.require(TYPE_FOR, row.unit.path)
    _note(actor, "reviews.remark.typed_dropped", row, {"by_author": common.owns(actor, row.author_id)})
    row.delete()


def _waiting(typed: TypedRemark) -> TypedRemark:
    rows = TypedRemark.objects.select_for_update(of=("self",)).select_related("drive", "unit", "author", "person")
    found = rows.filter(pk=typed.pk).first()
    if found is None:
        raise NotFound
    return found


def _note(actor: Actor, code: str, typed: TypedRemark, changes: dict[str, object]) -> None:
    """The audit row: facts only, never a word of the remark."""
    record(actor, code, typed, unit_path=typed.unit.path, person_id=typed.author_id, changes=changes)
