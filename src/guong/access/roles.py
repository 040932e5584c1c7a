"""Which role holds which permission: the one table (docs/mechanisms/access.md).

Permissions are `area.noun:verb`. Words about people (field class *personal*) are in the roles of the body in which they
were spoken; roles that look at a subtree hold only what is *figures* or *unit* class (law 1). The technical administrator
holds nothing that reads content (R43).
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    CLERK = "clerk", _("Clerk of the committee's office")
    LEADER = "leader", _("Secretary or standing committee: looks at the whole")
    SECRETARY = "secretary", _("Secretary of this body")
    ATTENDER = "attender", _("Committee member assigned to this cell")
    MEMBER = "member", _("Member of this body")
    MONITOR = "monitor", _("Front monitor")
    INSPECTOR = "inspector", _("Inspection officer")
    TECHNICIAN = "technician", _("Technical administrator")


# figures and unit facts: what goes up
_LOOK = frozenset(
    {
        "org.unit:read",
        "directives.directive:read",
        "drives.drive:read",
        "drives.registration:read",
        "figures.figures:read",
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
        "meetings.study:read",
        "meetings.study:manage",
        "plans.copy:read",  # copies that routing sends to the committee
        "plans.post:write",
        "plans.delivery:write",
        "access.grant:read",
        "accounts.account:manage",
    }
)
# words of one body: only for whoever belongs to it
_BODY = frozenset(
    {
        "org.person:read",
        "drives.registration:write",
        "meetings.study:read",
        "meetings.makeup:confirm",
        "meetings.meeting:read",
        "meetings.meeting:run",
        "reviews.review:read",
        "reviews.review:type_for",
        "reviews.remark:read",
        "reviews.remark:write",
        "corrections.finding:read",
        "corrections.finding:write",
        "corrections.finding:divide",
        "corrections.finding:judge",
        "plans.plan:read",
        "plans.plan:decide",
        "plans.delivery:write",
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
            "meetings.study:read",
            "plans.copy:read",
            "access.grant:read",
            "access.grant:give",
        }
    ),
    Role.SECRETARY: _LOOK | _BODY,
    Role.ATTENDER: _LOOK | frozenset({"meetings.meeting:agenda"}),
    Role.MEMBER: frozenset(
        {
            "org.unit:read",
            "directives.directive:read",
            "drives.drive:read",
            "drives.registration:read",
            "figures.figures:read",
            "meetings.meeting:read",
            "reviews.remark:write",
        }
    ),
    Role.MONITOR: frozenset({"org.unit:read", "plans.copy:read", "plans.monitor:write"}),
    Role.INSPECTOR: _LOOK,
    Role.TECHNICIAN: frozenset({"org.unit:read", "system.health:read", "audit.log:read"}),
}

SUBTREE_ROLES = frozenset({Role.CLERK, Role.LEADER, Role.MONITOR, Role.INSPECTOR, Role.TECHNICIAN})
"""Roles that may be given over a subtree. Roles that read words never are (law 1); the database says so too."""

ALL_PERMS: frozenset[str] = frozenset().union(*ROLE_PERMS.values())
