"""What somebody owes in the area "meetings": to run, to close, to study, to confirm, to read."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guong.access.actors import AccountActor
from guong.kernel import clock
from guong.meetings import selectors
from guong.meetings.enums import MakeUpState, MeetingState
from guong.meetings.models import Meeting
from guong.web.components import hour, short_day
from guong.web.tasks import Task

_AHEAD = timedelta(days=3)


def tasks(actor: AccountActor, today: date) -> list[Task]:
    """Tasks of the actor; what the actor does not hold is simply not listed."""
    run = selectors.meetings_to_run(actor=actor)
    return [
        *_to_run(run, today),
        *_to_plan(actor, today),
        *_to_attend(actor, {meeting.pk for meeting in run}, today),
        *_to_study(actor, today),
        *_to_confirm(actor),
        *_to_read(actor),
        *_to_decide(actor),
        *_to_settle(actor),
        *_to_register(actor),
    ]


def _day(meeting: Meeting) -> date:
    return meeting.starts_at.astimezone(clock.ZONE).date()


def _line(meeting: Meeting) -> str:
    return f"{meeting.unit.name}, {hour(meeting.starts_at)}, {meeting.place}"


def _to_run(run: list[Meeting], today: date) -> list[Task]:
    found = []
    for meeting in run:
        day = _day(meeting)
        if meeting.state == MeetingState.OPEN:
            late = day < today
            url = reverse("meeting-close" if late else "meeting-run", args=[meeting.pk])
            title = _("Close the meeting") if late else _("The meeting is under way")
            label = _("Conclude and close") if late else _("Run the meeting")
            found.append(Task(day, title, _line(meeting), "", label, url, late))
        elif day <= today + _AHEAD:
            title = _("Open the meeting") if day <= today else _("Prepare the meeting")
            found.append(
                Task(
                    day,
                    title,
                    _line(meeting),
                    "",
                    _("Open the page"),
                    reverse("meeting", args=[meeting.pk]),
                    day < today,
                )
            )
    return found


def _to_plan(actor: AccountActor, today: date) -> list[Task]:
    """The regular meeting of this month, where only a thematic one is planned or was held (R7)."""
    return [
        Task(
            one.last,
            _("Plan the regular meeting of this month"),
            _now("%(unit)s has a thematic meeting on %(day)s; it does not replace the regular one.")
            % {"unit": one.meeting.unit.name, "day": short_day(one.meeting.starts_at)},
            "",
            _("Plan it"),
            reverse("meeting-new", args=[one.meeting.unit_id]),
        )
        for one in selectors.alone(actor=actor, today=today)
    ]


def _to_attend(actor: AccountActor, mine: set[int], today: date) -> list[Task]:
    """Meetings of the next days for whoever does not run them; a code on the wall waits to be typed."""
    return [
        Task(
            _day(one), _("Come to the meeting"), _line(one), "", _("See the agenda"), reverse("meeting", args=[one.pk])
        )
        for one in selectors.my_next_meetings(actor=actor)
        if one.pk not in mine and today <= _day(one) <= today + _AHEAD
    ]


def _to_study(actor: AccountActor, today: date) -> list[Task]:
    found = []
    for one in selectors.my_makeups(actor=actor):
        if one.state not in {MakeUpState.SENT, MakeUpState.STUDIED}:
            continue
        conference = one.invitation.conference
        title = _("Make up the study") if one.state == MakeUpState.SENT else _("Show what I studied")
        due = conference.makeup_due_on
        found.append(Task(due, title, conference.name, "", _("Open"), reverse("makeup", args=[one.pk]), due < today))
    return found


def _to_confirm(actor: AccountActor) -> list[Task]:
    waiting = selectors.makeups_to_confirm(actor=actor)
    if not waiting:
        return []
    names = ", ".join(one.person.full_name for one in waiting[:3])
    if len(waiting) == 1:
        url = reverse("makeup", args=[waiting[0].pk])
        return [Task(None, _("Confirm a make-up study"), names, "", _("Look and confirm"), url)]
    title = _("Confirm make-up study of %(n)s members") % {"n": len(waiting)}
    url = reverse("makeups", args=[waiting[0].invitation.unit_id])
    return [Task(None, title, names, "", _("Look and confirm"), url)]


def _to_read(actor: AccountActor) -> list[Task]:
    """Minutes to read, while there is time; then objections to answer and signatures to give."""
    found = []
    for one in selectors.new_minutes(actor=actor):
        state = selectors.reading(actor=actor, minutes=one)
        url, name = reverse("minutes", args=[one.meeting_id]), one.meeting.unit.name
        runs = actor.can("meetings.meeting:run", one.meeting.unit.path)
        if runs and any(not said.answer for said in state.objections):
            found.append(Task(state.until, _("Answer an objection to the minutes"), name, "", _("Answer"), url))
        elif state.may_sign:
            found.append(Task(None, _("Sign the minutes"), name, "", _("Sign"), url))
        elif state.may_say and not runs:
            found.append(Task(state.until, _("Read the minutes"), name, "", _("Read"), url))
    return found


def _to_decide(actor: AccountActor) -> list[Task]:
    """Lessons of model meetings that wait for the committee above (S3)."""
    return [
        Task(
            None, _("Look at the lessons of a model meeting"), one.meeting.unit.name, "", _("Read"),
            reverse("lesson", args=[one.pk]),
        )
        for one in selectors.lessons_to_decide(actor=actor)
    ]  # fmt: skip


def _to_settle(actor: AccountActor) -> list[Task]:
    """Events of a drive whose day has passed and whose outcome nobody has written down (S35)."""
    return [
        Task(
            one.to_on, _("Write down what came out of an event"), f"{one.unit.name}: {one.name}", "", _("Write the outcome"),
            reverse("event", args=[one.pk]), True,
        )
        for one in selectors.events_to_settle(actor=actor)
    ]  # fmt: skip


def _to_register(actor: AccountActor) -> list[Task]:
    """Bodies that are no cells and have no session in a drive yet: their secretary registers one (S39, S74)."""
    return [
        Task(
            drive.window_to, _("Register a session of your body in the drive"), f"{unit.name}: {drive.name}", "",
            _("Register a session"), reverse("meeting-new", args=[unit.pk]),
        )
        for drive, unit in selectors.sessions_missing(actor=actor)
    ]  # fmt: skip
