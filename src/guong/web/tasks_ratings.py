"""What somebody owes about year-end ratings: to rate oneself, to propose, to decide, to answer a petition."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from guong.access.actors import AccountActor
from guong.ratings import selectors
from guong.ratings.perms import APPRAISE, DECIDE
from guong.web.tasks import Task


def tasks(actor: AccountActor, today: date) -> list[Task]:
    """Nothing at all while no year-end review is under way (R29): one question then."""
    concerned = actor.person_id is not None or bool(actor.scope(DECIDE)) or bool(actor.scope(APPRAISE))
    if not concerned or not selectors.any_under_way(actor=actor):
        return []
    found = [*_own(actor, today), *_collectives(actor, today)]
    if actor.scope(DECIDE):
        found += [*_decisions(actor, today), *_petitions(actor)]
    return found


def _own(actor: AccountActor, today: date) -> list[Task]:
    if actor.person_id is None:
        return []
    title = _("Rate myself for the year")
    begin = [
        Task(one.self_until, title, one.drive.name, "", _("Begin"), reverse("ratings"), late=one.self_until < today)
        for one in selectors.my_campaigns(actor=actor)
    ]
    go_on = [
        Task(
            one.campaign.self_until, _("Hand in my self-rating"), one.campaign.drive.name, "", _("Go on"),
            reverse("rating-edit", args=[one.pk]), late=one.campaign.self_until < today,
        )
        for one in selectors.drafts_waiting(actor=actor)
    ]  # fmt: skip
    return begin + go_on + _news(actor)


def _news(actor: AccountActor) -> list[Task]:
    """What was said of me and I have not opened: with the last day of a petition once it is decided (D1)."""
    titles = {
        "collective": _("Read which level is proposed for me"),
        "decision": _("Read which level was decided for me"),
    }
    return [
        Task(
            until, titles.get(step, _("Read the answer to my petition")), one.campaign.drive.name, "", _("Read it"),
            reverse("rating", args=[one.pk]),
        )
        for one, step, until in selectors.news_of_me(actor=actor)
    ]  # fmt: skip


def _collectives(actor: AccountActor, today: date) -> list[Task]:
    return [
        Task(
            one.appraise_until,
            ngettext_lazy("Appraise %(n)s self-rating", "Appraise %(n)s self-ratings", "n") % {"n": n}, unit.name, "",
            _("Open the list"), reverse("ratings-unit", args=[unit.pk, one.drive_id]), late=one.appraise_until < today,
        )
        for one, unit, n in selectors.bodies_waiting(actor=actor)
    ]  # fmt: skip


def _decisions(actor: AccountActor, today: date) -> list[Task]:
    return [
        Task(
            one.decide_until, ngettext_lazy("Decide %(n)s level", "Decide %(n)s levels", "n") % {"n": n}, unit.name, "",
            _("Open the list"), reverse("ratings-committee", args=[unit.pk, one.drive_id]), late=one.decide_until < today,
        )
        for one, unit, n in selectors.decisions_waiting(actor=actor)
    ]  # fmt: skip


def _petitions(actor: AccountActor) -> list[Task]:
    return [
        Task(
            None, _("Answer a petition about a level"), one.rating.unit.name, "", _("Read and answer"),
            reverse("rating-answer", args=[one.rating_id]),
        )
        for one in selectors.petitions_waiting(actor=actor)
    ]  # fmt: skip
