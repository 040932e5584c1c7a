"""What hangs on a unit that ends: members, offices, rights, drives in preparation; all else stays (see `table`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guong.access.models import Grant
from guong.access.roles import Role
from guong.access.services import end_grant, give_grant
from guong.audit.work import record
from guong.drives.enums import DriveState
from guong.drives.models import DriveUnit
from guong.kernel import clock
from guong.kernel.actor import SystemActor
from guong.kernel.errors import Invalid
from guong.org.enums import CELL_POSTS
from guong.org.models import Membership, Portfolio, Post, Unit
from guong.org.querysets import valid_on
from guong.org.services import end_portfolio, end_post, give_post
from guong.org.services.people import check_roster
from guong.reorganisation import events  # noqa: F401  # registers the audit codes
from guong.reorganisation.enums import Fate
from guong.reorganisation.models import Succession, Transfer
from guong.reorganisation.services.work import Ended, Work
from guong.reorganisation.table import TABLE

PASSED = frozenset({Role.CLERK, Role.LEADER, Role.SECRETARY, Role.MONITOR, Role.INSPECTOR})
"""Roles whose holders at the successor also open the records of what it follows."""


def move_members(work: Work, old: Unit, new: Unit, ids: Iterable[int] | None = None) -> None:
    """End the memberships of `old` the day before and begin them anew in `new`: of everybody, or of `ids`."""
    rows = Membership.objects.filter(unit=old, to_on=None).select_related("person")
    if ids is not None:
        rows = rows.filter(person_id__in=list(ids))
    moving = list(rows.order_by("person__name_key", "pk").select_for_update(of=("self",)))
    if not moving:
        return
    check_roster(new)
    on = work.event.on
    if any(row.from_on > on for row in moving):
        raise Invalid(_("The comrade came to this cell only later. Choose a later day."), field="on")
    _end_all(moving, on)
    Membership.objects.bulk_create(Membership(person=row.person, unit=new, from_on=on) for row in moving)
    Transfer.objects.bulk_create(
        Transfer(
            person=row.person, from_unit=old, to_unit=new, on=on, reason=work.event.basis, event=work.event,
            by_label=work.actor.label, moved_at=clock.now(),
        )
        for row in moving
    )  # fmt: skip
    for row in moving:
        record(
            work.actor, "reorganisation.member.moved", row.person, unit_path=new.path, person_id=row.person_id,
            changes={"from": old.code, "to": new.code, "on": on.isoformat()},
        )  # fmt: skip
    work.report.people.append({"from": old.name, "to": new.name, "count": len(moving)})


def _end_all(moving: list[Membership], on: date) -> None:
    """In two statements: those that began on the very day never count a day; the others end the day before."""
    ids = [row.pk for row in moving]
    last = on - timedelta(days=1)
    Membership.objects.filter(pk__in=ids, from_on__gt=last).update(from_on=last, to_on=last)
    Membership.objects.filter(pk__in=ids, to_on=None).update(to_on=last)


def end_offices(
    work: Work, unit: Unit, successors: list[Unit], keeper: Unit | None, *, gone_only: bool = False
) -> None:
    """End the offices and fields of a unit (`gone_only`: of those who left it); those that are carried begin anew."""
    last = work.event.on - timedelta(days=1)
    posts = Post.objects.filter(unit=unit, to_on=None).select_related("person", "unit").order_by("kind", "pk")
    fields = Portfolio.objects.filter(unit=unit, to_on=None).select_related("unit")
    if gone_only:
        stayed = Membership.objects.filter(unit=unit, to_on=None).values("person_id")
        posts, fields = posts.filter(kind__in=sorted(CELL_POSTS)).exclude(person_id__in=stayed), fields.none()
    for post in list(posts):
        place = _seat(post, successors, keeper)
        work.report.posts.append(
            {
                "id": post.pk, "kind": post.kind, "person": post.person.full_name, "unit": unit.name,
                "place": place.name if place else "",
            }
        )  # fmt: skip
        end_post(actor=work.actor, post=post, until=None if last < post.from_on else last)
        if place is not None and post.pk in work.carry_posts:
            give_post(actor=work.actor, person=post.person, unit=place, kind=post.kind, since=work.event.on)
    for one in list(fields):
        end_portfolio(actor=work.actor, portfolio=one, until=last)


def _seat(post: Post, successors: list[Unit], keeper: Unit | None) -> Unit | None:
    """Where an office would go on: an office of a cell where its holder now takes part, another with who keeps the records."""
    if post.kind not in CELL_POSTS:
        return keeper
    now = Membership.objects.filter(person=post.person_id, to_on=None).values_list("unit_id", flat=True).first()
    return next((one for one in successors if one.pk == now), None)


def finish(work: Work) -> None:
    """When the tree stands as ordered: drives in preparation, rights and the report, for every unit that ended."""
    _drives_follow(work)
    for ended in work.ended:
        _end_rights(work, ended)
    for ended in work.ended:
        if ended.keeper is not None:
            pass_rights_on(work, ended.keeper)
    ids = [ended.unit.pk for ended in work.ended]
    if ids:
        _count_kept(work, ids)
        _name_drives(work, ids)


def _hand(work: Work) -> SystemActor:
    """Rights move by the order of the event, not by the will of whoever carries it out; the log names both."""
    reason = _now("Reorganisation No. %(number)s, carried out by %(who)s: %(basis)s")
    return SystemActor(reason % {"number": work.event.pk, "who": work.actor.label, "basis": work.event.basis})


def _drives_follow(work: Work) -> None:
    for key, line in TABLE.items():
        if line.fate != Fate.FOLLOWS:
            continue
        model, name = _model(key)
        for ended in work.ended:
            if ended.keeper is None:
                continue
            for row in model._default_manager.filter(**{name: ended.unit.pk}, **line.only):
                setattr(row, name, ended.keeper)
                row.save(update_fields=[name])
                record(
                    work.actor, "reorganisation.drive.followed", row, unit_path=ended.keeper.path,
                    changes={name: [ended.unit.code, ended.keeper.code]},
                )  # fmt: skip


def _model(key: str) -> tuple[type[Model], str]:
    label, _dot, name = key.rpartition(".")
    return apps.get_model(label), name


def live_grants(unit_ids: Iterable[int]) -> list[Grant]:
    """Rights that hold today at these units."""
    rows = Grant.objects.filter(valid_on(clock.today()), unit_id__in=list(unit_ids), ended_at=None)
    return list(rows.select_related("account", "unit").order_by("unit_id", "role", "pk"))


def records_of(unit_id: int) -> list[int]:
    """The unit itself and every ended unit whose records it keeps, through any number of events."""
    found, front = [unit_id], [unit_id]
    while front:
        rows = Succession.objects.filter(successor_id__in=front, keeps_records=True)
        front = [pk for pk in rows.values_list("predecessor_id", flat=True) if pk not in found]
        found += front
    return found


def _end_rights(work: Work, ended: Ended) -> None:
    """End every right at the unit and at the records it kept; those that are carried begin anew with who follows."""
    hand = _hand(work)
    for grant in live_grants(records_of(ended.unit.pk)):
        grant.refresh_from_db()
        if grant.ended_at is not None:
            continue  # a deputy's, over with the right it stood in for
        place = None if grant.account_id == work.actor.id else _place_of_right(grant, ended)
        own = grant.unit_id == ended.unit.pk
        if own:
            work.report.grants.append(
                {
                    "id": grant.pk, "role": grant.role, "account": grant.account.label, "unit": ended.unit.name,
                    "place": place.name if place else "",
                }
            )  # fmt: skip
        end_grant(actor=hand, grant=grant, reason=hand.reason[:300])
        if own and place is not None and grant.pk in work.carry_grants:
            _give(hand, grant, place)


def _place_of_right(grant: Grant, ended: Ended) -> Unit | None:
    """Where a right would go on: in the part that its holder belongs to now, else with who keeps the records."""
    now = (
        Membership.objects.filter(person__account=grant.account_id, to_on=None)
        .values_list("unit_id", flat=True)
        .first()
    )
    return next((one for one in ended.successors if one.pk == now), ended.keeper)


def _give(hand: SystemActor, like: Grant, unit: Unit) -> bool:
    """The same right at another unit, unless it is held there already."""
    same = Grant.objects.filter(
        valid_on(clock.today()), account=like.account, role=like.role, unit=unit, subtree=like.subtree, ended_at=None
    )
    if same.exists():
        return False
    give_grant(
        actor=hand, account=like.account, role=like.role, unit=unit, subtree=like.subtree, reason=hand.reason[:300],
        until=like.to_on,
    )  # fmt: skip
    return True


def pass_rights_on(work: Work, keeper: Unit) -> int:
    """Whoever holds a right at the keeper gets the same over every record that it keeps; the number of new rights."""
    hand, given = _hand(work), 0
    heirs = [grant for grant in live_grants([keeper.pk]) if grant.role in PASSED]
    for unit in Unit.objects.filter(pk__in=records_of(keeper.pk)).exclude(pk=keeper.pk).order_by("path"):
        for grant in heirs:
            given += _give(hand, grant, unit)
    return given


def _count_kept(work: Work, ids: list[int]) -> None:
    for key, line in TABLE.items():
        if line.fate != Fate.KEPT or key.startswith("reorganisation."):
            continue
        model, name = _model(key)
        number = model._default_manager.filter(**{f"{name}__in": ids}).count()
        if number:
            work.report.kept[key] = number


def _name_drives(work: Work, ids: list[int]) -> None:
    """Open drives that count the units that ended: their frozen trees and figures stay as they are."""
    rows = DriveUnit.objects.filter(unit_id__in=ids, drive__state=DriveState.OPEN).order_by("drive_id", "path")
    names: dict[str, list[str]] = {}
    for drive, unit in rows.values_list("drive__name", "name"):
        names.setdefault(drive, []).append(unit)
    work.report.drives = [{"drive": drive, "units": units} for drive, units in names.items()]
