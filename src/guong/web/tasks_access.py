"""What somebody owes in the area "access": rights of offices to give, files to decide about, and to know that one's own is open."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from guong.access import selectors
from guong.access.actors import AccountActor
from guong.access.models import Opening
from guong.access.selectors.openings import ASK, DECIDE
from guong.access.selectors.posts import MATCH
from guong.web.components import full_day
from guong.web.tasks import Task

MANY = 200
"""Of more offices without a right the line says "many": nobody counts them on the page of what is to be done today."""


def tasks(actor: AccountActor, today: date) -> list[Task]:
    """Tasks of the actor; what the actor does not hold is simply not listed."""
    found = [_told(one) for one in selectors.openings_about_me(actor=actor) if one.seen_at is None]
    if actor.scope(DECIDE):
        found += [_to_decide(one) for one in selectors.openings_to_decide(actor=actor)]
    if any(actor.scope(perm) for perm in ASK.values()):
        found += [_to_read(one) for one in selectors.openings_asked(actor=actor) if selectors.is_live(one)]
    if actor.scope(MATCH):
        found += _by_office(actor)
    return found


def _told(opening: Opening) -> Task:
    line = _("%(who)s, until %(day)s: %(why)s") % {
        "who": opening.asked_by_label, "day": full_day(opening.ends_at or opening.asked_at), "why": opening.reason,
    }  # fmt: skip
    return Task(None, _("Somebody was let into your file"), line, "", _("Read why"), reverse("my-file"), late=True)


def _to_decide(opening: Opening) -> Task:
    line = _("%(who)s asks for the file of comrade %(name)s: %(why)s") % {
        "who": opening.asked_by_label, "name": opening.person.full_name, "why": opening.reason,
    }  # fmt: skip
    return Task(None, _("Decide whether a file is opened"), line, "", _("Look"), reverse("opening", args=[opening.pk]))


def _to_read(opening: Opening) -> Task:
    url = reverse("opened-file", args=[opening.pk])
    due = opening.ends_at.date() if opening.ends_at else None
    return Task(due, _("A file is open for you"), opening.person.full_name, "", _("Read"), url)


def _by_office(actor: AccountActor) -> list[Task]:
    """ "12 bí thư chi bộ chưa có quyền": one line for each place from which the rights are given."""
    missing = selectors.missing_by_post(actor=actor, most=MANY)
    top = next(iter(sorted(actor.scope(MATCH).subtrees | actor.scope(MATCH).exact)), "")
    unit = actor.unit_at(top) if missing else None
    n = sum(wanted.may_give for wanted in missing)
    if unit is None or not n:
        return []
    title = ngettext("%(n)s office has no right yet", "%(n)s offices have no right yet", n) % {"n": n}
    if len(missing) == MANY:
        title = str(_("Many offices have no right yet"))
    people = [wanted.post.person.full_name for wanted in missing if wanted.may_give]
    names = ", ".join(people[:3])
    if n > len(people[:3]):
        names = _now("%(names)s and %(n)s more") % {"names": names, "n": n - 3}
    return [Task(None, title, names, "", _("Give them"), reverse("grants-by-office", args=[unit.pk]))]
