"""Materials sent ahead of a conference or a meeting, and who has them (S43, R8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock, treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.library import events  # noqa: F401  # registers the audit codes
from guong.library.enums import ReceiptWay
from guong.library.models import Item, Pack, Receipt
from guong.library.querysets import may_tick
from guong.meetings.models import Conference, Meeting
from guong.meetings.perms import CONFIRM, RUN, STUDY_MANAGE
from guong.meetings.querysets import expected_people
from guong.org.models import Unit

BATCH = 500


@service
def send_ahead(
    *, actor: Actor, items: Sequence[Item], conference: Conference | None = None, meeting: Meeting | None = None
) -> Pack:
    """Send materials to everybody who is to come; once more adds what is new and whoever was convened since.

    One statement for each batch of people. Invalid without anything to send, or with something that those who come may not see.
    """
    unit = _sender(actor, conference, meeting)
    chosen = {one.pk: one for one in items}
    if not chosen:
        raise Invalid(_("Choose at least one thing to send."), field="items")
    if any(not treepath.contains(one.unit.path, unit.path) or one.withdrawn_at for one in chosen.values()):
        raise Invalid(_("Those who come may not see this. Choose from your own shelf or one above."), field="items")
    pack, _made = Pack.objects.get_or_create(
        conference=conference, meeting=meeting,
        defaults={"unit": unit, "sent_at": clock.now(), "by_label": actor.label[:200]},
    )  # fmt: skip
    pack.items.add(*chosen)
    new = _owe(pack, _people(conference, meeting))
    record(actor, "library.pack.sent", pack, unit_path=unit.path, changes={"things": len(chosen), "people": new})
    return pack


def _sender(actor: Actor, conference: Conference | None, meeting: Meeting | None) -> Unit:
    if conference is not None:
        actor.require(STUDY_MANAGE, conference.unit.path)
        return conference.unit
    if meeting is None:
        raise NotFound
    actor.require(RUN, meeting.unit.path)
    return meeting.unit


def _people(conference: Conference | None, meeting: Meeting | None) -> list[tuple[int, int]]:
    """(person, cell) of everybody who is to come."""
    if conference is not None:
        return list(conference.invitations.values_list("person_id", "unit_id"))
    if meeting is None:
        return []
    return [(pk, meeting.unit_id) for pk in expected_people(meeting).values_list("pk", flat=True)]


def _owe(pack: Pack, people: Iterable[tuple[int, int]]) -> int:
    """Write down who is to have the materials; how many are new."""
    known = set(pack.receipts.values_list("person_id", flat=True))
    new = [Receipt(pack=pack, person_id=person, unit_id=unit) for person, unit in people if person not in known]
    Receipt.objects.bulk_create(new, batch_size=BATCH)
    return len(new)


@service
def receive(*, actor: Actor, pack: Pack) -> Receipt:
    """I have the materials. Said by the person; nothing else is recorded of reading (D25)."""
    row = Receipt.objects.select_for_update().filter(pack=pack, person_id=actor.person_id or 0).first()
    if row is None:
        raise NotFound
    if not row.way:
        row.way, row.received_at = ReceiptWay.SCREEN, clock.now()
        row.save(update_fields=["way", "received_at"])
        record(actor, "library.receipt.noted", pack, unit_path=pack.unit.path, person_id=row.person_id)
    return row


@service
def note_receipts(*, actor: Actor, pack: Pack, person_ids: Sequence[int]) -> int:
    """Paper was handed to these people: ticked by whoever sent it, or by somebody who leads their cell; how many were new.

    NotFound when one of them is to have nothing, or belongs to a cell for which the actor does not act.
    """
    wanted = set(person_ids)
    rows = list(Receipt.objects.filter(pack=pack, person__in=wanted).select_related("unit"))
    if not wanted or len(rows) != len(wanted):
        raise NotFound
    for unit in {row.unit for row in rows}:
        if not may_tick(actor, pack, unit):
            actor.require(CONFIRM, unit.path)
    waiting = Receipt.objects.filter(pk__in=[row.pk for row in rows], way="")
    n = waiting.update(way=ReceiptWay.PAPER, received_at=clock.now())
    record(actor, "library.receipt.noted", pack, unit_path=pack.unit.path, changes={"paper": n})
    return n
