"""Working groups, visits, inspections, and what they asked for (S52, S86, S114, S123)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives.counts import refresh
from guong.drives.enums import COMMITTEE_POSTS, DriveState, MeetingMode, VisitKind
from guong.drives.models import Drive, DriveUnit, GroupMember, Visit, WorkingGroup
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.org.models import Person, Post, Unit
from guong.org.querysets import valid_on

LIMIT = 4000


@service
def set_up_group(
    *, actor: Actor, drive: Drive, name: str, people: Sequence[Person], head: Person | None = None
) -> WorkingGroup:
    """Set up a working group of the body whose drive it is (S123). Its members hold an office in a committee."""
    unit = drive.scope_unit
    actor.require("drives.assignment:write", unit.path)
    _require_open(drive)
    name = text.clean_line(name)
    if not name:
        raise Invalid(_("Give the group a name, for example “Tổ công tác số 1”."), field="name")
    if WorkingGroup.objects.filter(drive=drive, unit=unit, name=name).exists():
        raise Invalid(_("There is a group of this name in this drive. Choose another name."), field="name")
    chosen = {person.pk: person for person in people}
    if not chosen:
        raise Invalid(_("A group has at least one member. Choose from the list."), field="people")
    if head is not None and head.pk not in chosen:
        raise Invalid(_("The head of the group is one of its members."), field="head")
    posts = Post.objects.filter(valid_on(clock.today()), person_id__in=chosen, kind__in=COMMITTEE_POSTS)
    without = chosen.keys() - set(posts.values_list("person_id", flat=True))
    if without:
        raise Invalid(
            _("%(name)s holds no office in the committee. Choose a member of the committee."),
            field="people", params={"name": chosen[min(without)].full_name},
        )  # fmt: skip
    group = WorkingGroup.objects.create(drive=drive, unit=unit, name=name, set_up_at=clock.now())
    GroupMember.objects.bulk_create(
        GroupMember(group=group, person=person, is_head=head is not None and person.pk == head.pk)
        for person in chosen.values()
    )
    record(actor, "drives.group.set_up", group, unit_path=unit.path, changes={"name": name, "members": len(chosen)})
    return group


@service
def end_group(*, actor: Actor, group: WorkingGroup) -> WorkingGroup:
    """The group's work is over; what it visited stays."""
    actor.require("drives.assignment:write", group.unit.path)
    if group.ended_at is not None:
        raise Invalid(_("The work of this group has ended before."))
    group.ended_at = clock.now()
    group.save(update_fields=["ended_at"])
    record(actor, "drives.group.ended", group, unit_path=group.unit.path)
    return group


@service
def note_visit(
    *, actor: Actor, drive: Drive, unit: Unit, kind: str, visited_on: date, mode: str, found: str,
    group: WorkingGroup | None = None, people: Sequence[Person] = (), asked: str = "", due_on: date | None = None,
) -> Visit:  # fmt: skip
    """Write down a visit: when, who came, what was found, what the body is asked to do and by when.

    Who came are the members of `group`, or `people`. Invalid names the field; NotFound for a body outside the drive.
    """
    actor.require("drives.visit:write", unit.path)
    _require_open(drive)
    if not DriveUnit.objects.filter(drive=drive, unit=unit).exists():
        raise NotFound
    if group is not None and group.drive_id != drive.pk:
        raise NotFound
    found, asked = text.clean_text(found), text.clean_text(asked)
    _check(drive, kind, visited_on, mode, found, asked, due_on)
    came = list(people) or ([one.person for one in group.members.select_related("person")] if group else [])
    if not came:
        raise Invalid(_("Say who was there: choose a working group or people."), field="people")
    visit = Visit.objects.create(
        drive=drive, unit=unit, kind=kind, group=group, visited_on=visited_on, mode=mode, found=found, asked=asked,
        due_on=due_on, noted_at=clock.now(), noted_by_label=actor.label,
    )  # fmt: skip
    visit.people.set(came)
    record(
        actor, "drives.visit.noted", visit, unit_path=unit.path,
        changes={"kind": kind, "visited_on": visited_on.isoformat(), "people": len(came), "asked": bool(asked)},
    )  # fmt: skip
    refresh(drive.pk, unit.pk)
    return visit


def _check(drive: Drive, kind: str, day: date, mode: str, found: str, asked: str, due_on: date | None) -> None:
    if kind not in VisitKind.values:
        raise Invalid(_("Choose what kind of visit it was."), field="kind")
    if mode not in MeetingMode.values:
        raise Invalid(_("Choose how the meeting is held: in person, online, or both."), field="mode")
    if day > clock.today():
        raise Invalid(_("This day has not come yet. A visit is written down afterwards."), field="visited_on")
    if day < drive.starts_on:
        raise Invalid(_("This day lies before the drive began."), field="visited_on")
    if not found:
        raise Invalid(_("Write what was found: one fact is enough."), field="found")
    for field, words in (("found", found), ("asked", asked)):
        if len(words) > LIMIT:
            raise Invalid(_("Too long: at most %(limit)s characters."), field=field, params={"limit": LIMIT})
    if due_on is not None and not asked:
        raise Invalid(_("A date needs what is to be done by then. Write it, or leave the date out."), field="asked")
    if due_on is not None and due_on < day:
        raise Invalid(_("This date lies before the visit. Choose a later one."), field="due_on")


@service
def answer_visit(*, actor: Actor, visit: Visit, text_given: str) -> Visit:
    """The visited body says what it has done about what was asked. Once; what is written stays."""
    row = Visit.objects.select_for_update(of=("self",)).select_related("unit").get(pk=visit.pk)
    actor.require("drives.registration:write", row.unit.path)
    words = text.clean_text(text_given)
    if not row.asked:
        raise Invalid(_("Nothing was asked at this visit."))
    if row.answered_at is not None:
        raise Invalid(_("This visit has been answered."))
    if not words:
        raise Invalid(_("Write what was done, and when."), field="text_given")
    row.answer, row.answered_at = words[:LIMIT], clock.now()
    row.save(update_fields=["answer", "answered_at"])
    record(actor, "drives.visit.answered", row, unit_path=row.unit.path)
    return row


def _require_open(drive: Drive) -> None:
    if not Drive.objects.filter(pk=drive.pk, state=DriveState.OPEN).exists():
        raise Invalid(_("This drive is not under way."))
