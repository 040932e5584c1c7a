"""Which role holds which permission: the one table (docs/mechanisms/access.md).

Permissions are `area.noun:verb`. Words about people (field class *personal*) are in the roles of the body in which they
were spoken; roles that look at a subtree hold only what is *figures* or *unit* class (law 1). The technical administrator
holds nothing that reads content (R43).
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from guong.org.enums import UnitKind


class Role(TextChoices):
    CLERK = "clerk", _("Clerk of the committee's office")
    LEADER = "leader", _("Secretary or standing committee: looks at the whole")
    SECRETARY = "secretary", _("Secretary of this body")
    ATTENDER = "attender", _("Committee member assigned to this cell")
    MEMBER = "member", _("Member of this body")
    MONITOR = "monitor", _("Front monitor")
    INSPECTOR = "inspector", _("Inspection officer")
    ADVISER = "adviser", _("Propaganda board: looks at the figures")
    TECHNICIAN = "technician", _("Technical administrator")


# figures and unit facts: what goes up
_LOOK = frozenset(
    {
        "org.unit:read",
        "directives.directive:read",
        "drives.drive:read",
        "drives.registration:read",
        "figures.figures:read",
        "library.item:read",
        "questions.answer:read",
    }
)
_OFFICE = frozenset(
    {
        "org.person:read",  # the roster: name, cell, standing, posts
        "org.unit:manage",
        "org.member:import",
        "directives.directive:write",
        "drives.drive:manage",
        "drives.registration:write",
        "drives.assignment:write",
        "drives.reminder:send",
        "drives.rules:publish",
        "drives.visit:write",
        "drives.task:do",  # for a body without an account, from its paper
        "meetings.study:read",
        "meetings.study:manage",
        "library.item:write",
        "questions.question:ask",
        "questions.question:answer",
        "plans.copy:read",  # copies that routing sends to the committee
        "reviews.suggestion:write",  # what bodies and comrades below should look at (R28)
        "reviews.upward:answer",  # remarks that their authors address to this very committee (R27)
        "reviews.promise:write",  # what a member promised on being appointed; read at this very office (S138)
        "reviews.mirror:publish",  # the catalogue of manifestations, from the official copy (S2)
        "plans.post:write",
        "plans.delivery:write",
        "access.grant:read",
        "access.grant:match",  # gives what an office held by decision brings with it, nothing else
        "access.opening:break",
        "accounts.account:manage",
        "audit.log:read",  # what its own office did; no line about words of people
        "jobs.check:read",
        "privacy.request:answer",  # what a member asks the office about his or her own data
        "privacy.hold:manage",
        "privacy.rules:publish",
        "privacy.register:write",
        "privacy.record:read",
        "ratings.list:publish",  # name, office, unit, level; the ratings themselves stay with those who decide (R45)
    }
)
# words of one body: only for whoever belongs to it
_BODY = frozenset(
    {
        "org.person:read",
        "org.standing:decide",  # the cell's decision on a member's request is written down by its secretary (R3)
        "drives.registration:write",
        "drives.task:do",  # what the committee above asked this body to do (S116)
        "library.item:write",  # on the shelf of the own body
        "questions.question:ask",
        "questions.question:answer",  # of its own members; what it cannot answer it passes on
        "meetings.study:read",
        "meetings.makeup:confirm",
        "meetings.meeting:read",
        "meetings.meeting:run",
        "meetings.meeting:plan",  # its day, its place, who chairs and keeps the minutes
        "meetings.meeting:close",
        "reviews.review:read",
        "reviews.review:type_for",
        "reviews.review:decide",  # return and finalise; never one's own (R42)
        "reviews.report:write",  # the body's own report (S5, R13)
        "reviews.remark:read",
        "reviews.remark:write",
        "corrections.finding:read",
        "corrections.finding:write",
        "corrections.finding:divide",
        "corrections.finding:judge",
        "plans.plan:read",
        "plans.plan:decide",
        "plans.delivery:write",
        "ratings.rating:read",
        "ratings.rating:appraise",  # the collective's step; never of oneself (R37, R42)
        "access.grant:read",
        "accounts.account:manage",  # the secretary hands out sign-in cards face to face
    }
)

ROLE_PERMS: dict[str, frozenset[str]] = {
    Role.CLERK: _LOOK | _OFFICE,
    Role.LEADER: _LOOK
    | frozenset(
        {
            "org.person:read",
            "drives.drive:manage",
            "drives.assignment:write",
            "drives.reminder:send",
            "drives.rules:publish",
            "drives.visit:write",
            "meetings.study:read",
            "questions.question:answer",
            "plans.copy:read",
            "reviews.suggestion:write",
            "reviews.upward:answer",
            "access.grant:read",
            "access.grant:give",
            "access.grant:match",
            "access.opening:decide",
            "privacy.hold:manage",
            "privacy.rules:publish",
            "privacy.record:read",
            "ratings.rating:decide",  # what was sent to this very body to decide (R37)
            "ratings.list:publish",
        }
    ),
    Role.SECRETARY: _LOOK | _BODY,
    Role.ATTENDER: _LOOK | frozenset({"meetings.meeting:agenda", "drives.visit:write"}),
    Role.MEMBER: frozenset(
        {
            "org.unit:read",
            "directives.directive:read",
            "drives.drive:read",
            "drives.registration:read",
            "figures.figures:read",
            "library.item:read",
            "questions.answer:read",
            "questions.question:ask",
            "meetings.meeting:read",
            "reviews.remark:write",
        }
    ),
    Role.MONITOR: frozenset({"org.unit:read", "plans.copy:read", "plans.monitor:write", "drives.task:do"}),
    Role.INSPECTOR: _LOOK | frozenset({"access.opening:ask", "drives.visit:write"}),
    Role.ADVISER: _LOOK,
    Role.TECHNICIAN: frozenset({"org.unit:read", "system.health:read", "audit.log:read", "jobs.check:read"}),
}

OVERSIGHT_ROLES = frozenset({Role.MONITOR, Role.INSPECTOR, Role.ADVISER})
"""Roles of bodies that look from outside: given for a time only, with a reason (docs/mechanisms/access.md)."""

SUBTREE_ROLES = OVERSIGHT_ROLES | {Role.CLERK, Role.LEADER, Role.TECHNICIAN}
"""Roles that may be given over a subtree. Roles that read words never are (law 1); the database says so too."""

GIVEN_ROLES = frozenset(Role) - {Role.MEMBER, Role.TECHNICIAN}
"""What a leader may give. Membership gives itself; who looks after the machine is named at the machine (R43)."""

MONITOR_KINDS = frozenset(
    {UnitKind.FRONT.value, UnitKind.FRONT_COMMITTEE.value, UnitKind.MASS.value, UnitKind.COUNCIL.value}
)
"""Where a monitor is a monitor (S70): elsewhere the same right would open copies that were sent to a committee."""

OPENED_PERMS = frozenset({"reviews.review:read", "reviews.remark:read", "corrections.finding:read", "plans.plan:read"})
"""What an approved opening of one person's file lets its reader read, of that person alone (D27)."""


class Seat(TextChoices):
    """Whom the secretary names for one meeting when it is planned. Nobody is given such a right: it comes from the meeting."""

    CHAIR = "chair", _("Chair of the meeting")
    KEEPER = "keeper", _("Who keeps its minutes")


SEAT_PERMS: dict[str, frozenset[str]] = {
    Seat.CHAIR: frozenset({"meetings.meeting:read", "meetings.meeting:run", "meetings.meeting:close"}),
    Seat.KEEPER: frozenset({"meetings.meeting:read", "meetings.meeting:run"}),
}
"""What the named may do on the pages of that one meeting, until its minutes are locked (access/seats.py)."""

SEAT_RUNNING_PERMS = frozenset({"corrections.finding:read", "corrections.finding:write", "corrections.finding:judge"})
"""Beside it, while the meeting is under way: its open items are asked after one by one (R23)."""

ALL_PERMS: frozenset[str] = frozenset().union(*ROLE_PERMS.values())
