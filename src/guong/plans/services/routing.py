"""Where the copies of an accepted plan go (R26, S107-S110), and that they arrived."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from guong.audit.work import record, service
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.org.enums import UnitKind
from guong.org.models import Post, Unit
from guong.org.selectors import posts_of
from guong.plans import rules
from guong.plans.enums import RouteCode
from guong.plans.models import Delivery, Plan, PlanRevision
from guong.plans.perms import DELIVER, MONITOR
from guong.plans.querysets import committee_above
from guong.plans.services import common
from guong.plans.services.desk import Desk


def send_copies(actor: Actor, plan: Plan, revision: PlanRevision, desk: Desk) -> list[Delivery]:
    """One Delivery per route that applies on the day of acceptance; the labels are kept as text."""
    posts = posts_of(plan.person_id, clock.today())
    table = desk.routes(plan)
    found = []
    with translation.override("vi"):
        for code in rules.routes(
            {post.kind for post in posts}, managed_by_higher=plan.person.managed_by_higher, table=table
        ):
            unit, label = _recipient(code, plan, desk, posts)
            found.append(
                Delivery(
                    plan=plan,
                    revision=revision,
                    route=code,
                    recipient=unit,
                    recipient_label=label[:200],
                    sent_at=clock.now(),
                    received_at=clock.now() if code == RouteCode.CELL else None,
                )
            )
    Delivery.objects.bulk_create(found)
    for delivery in found:
        changes = {"route": delivery.route, "recipient": delivery.recipient_id}
        common.note(actor, "plans.copy.sent", plan, changes)
    return found


def _recipient(code: str, plan: Plan, desk: Desk, posts: list[Post]) -> tuple[Unit | None, str]:
    committee = desk.committee(plan.unit)
    if code == RouteCode.HIGHER_BOARD:
        return _higher_board(committee)
    if code == RouteCode.POSTING:
        heads = next((one.posts for one in desk.routes(plan) if one.code == code), rules.POSTED_POSTS)
        at = next((post.unit for post in posts if post.kind in heads), committee)
        return at, _("Office of %(unit)s, posted publicly") % {"unit": at.name if at else plan.unit.name}
    if code == RouteCode.COMMITTEE:
        return committee, committee.name if committee else _("The committee above")
    if code == RouteCode.CELL:
        return plan.unit, _("Committee of %(unit)s") % {"unit": plan.unit.name}
    return _front(plan.unit, desk)


def _higher_board(committee: Unit | None) -> tuple[Unit | None, str]:
    """The adviser board of the committee above the ward's own (S107)."""
    higher = committee_above(committee) if committee else None
    if higher is None:
        return None, _("Adviser board of the level above")
    board = Unit.objects.filter(parent=higher, kind=UnitKind.BOARD, closed_on=None).order_by("path").first()
    if board is not None:
        return board, f"{board.name}, {higher.name}"
    return None, _("Adviser board of %(unit)s") % {"unit": higher.name}


def _front(cell: Unit, desk: Desk) -> tuple[Unit | None, str]:
    """The Front that watches the cell, else a name only (S110)."""
    if (front := desk.front(cell)) is not None:
        return front, front.name
    return None, _("Residential Front committee of %(unit)s") % {"unit": cell.name}


@service
def note_receipt(*, actor: Actor, delivery: Delivery) -> Delivery:
    """Note that a copy has arrived: by its recipient; for a board outside the installation by the office that sent it."""
    delivery = (
        Delivery.objects.select_for_update(of=("self",)).select_related("plan__unit", "recipient").get(pk=delivery.pk)
    )
    path = delivery.recipient.path if delivery.recipient else delivery.plan.unit.path
    perm = MONITOR if delivery.route == RouteCode.FRONT and delivery.recipient else DELIVER
    actor.require(perm, path)
    if delivery.received_at is not None:
        raise Invalid(_("The receipt of this copy is noted already."))
    delivery.received_at = clock.now()
    delivery.save(update_fields=["received_at"])
    record(
        actor, "plans.copy.received", delivery, unit_path=delivery.plan.unit.path, person_id=delivery.plan.person_id,
        changes={"route": delivery.route},
    )  # fmt: skip
    return delivery
