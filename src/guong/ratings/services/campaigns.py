"""Opening the rating of a drive of the year-end mode: the scheme is frozen, the days are set (R29, R40)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives.enums import DriveState
from guong.drives.models import Drive
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Forbidden, Invalid
from guong.org.models import Unit
from guong.ratings import rules, schemebook
from guong.ratings.models import Campaign, CapGrounds
from guong.ratings.perms import MANAGE
from guong.ratings.querysets import decides
from guong.ratings.services.common import require_open, require_year_end

_DAYS = {
    "appraise_until": _("The collective cannot be through before the comrades are."),
    "decide_until": _("The decision cannot come before the proposals."),
    "summing_up_on": _(
        "The review is held before the unit's own yearly summing-up. Choose a later day, or leave it out."
    ),
}


@service
def open_campaign(
    *, actor: Actor, drive: Drive, self_until: date, appraise_until: date, decide_until: date,
    summing_up_on: date | None = None,
) -> Campaign:  # fmt: skip
    """Begin to rate: the scheme in force at the drive's body is frozen. Invalid in the mode “sinh hoạt chính trị”, before the
    drive is open, twice, or with days out of order."""
    actor.require(MANAGE, drive.scope_unit.path)
    require_year_end(drive)
    drive = Drive.objects.select_for_update(of=("self",)).select_related("scope_unit").get(pk=drive.pk)
    if drive.state != DriveState.OPEN:
        raise Invalid(_("Open the drive first: the rating needs its frozen list of members."))
    if Campaign.objects.filter(drive=drive).exists():
        raise Invalid(_("The rating of this drive was opened already."))
    _check(self_until, appraise_until, decide_until, summing_up_on)
    campaign = Campaign.objects.create(
        drive=drive, scheme=schemebook.in_force(drive.scope_unit.path), self_until=self_until,
        appraise_until=appraise_until, decide_until=decide_until, summing_up_on=summing_up_on, opened_at=clock.now(),
        opened_by_label=actor.label,
    )  # fmt: skip
    record(
        actor, "ratings.campaign.opened", campaign, unit_path=drive.scope_unit.path,
        changes={"scheme": campaign.scheme_id},
    )  # fmt: skip
    return campaign


@service
def change_campaign(
    *, actor: Actor, campaign: Campaign, self_until: date, appraise_until: date, decide_until: date,
    summing_up_on: date | None = None,
) -> Campaign:  # fmt: skip
    """Move the days. The scheme stays as it was frozen."""
    actor.require(MANAGE, campaign.drive.scope_unit.path)
    row = Campaign.objects.select_for_update(of=("self",)).select_related("drive__scope_unit").get(pk=campaign.pk)
    require_open(row)
    _check(self_until, appraise_until, decide_until, summing_up_on)
    row.self_until, row.appraise_until = self_until, appraise_until
    row.decide_until, row.summing_up_on = decide_until, summing_up_on
    row.save(update_fields=["self_until", "appraise_until", "decide_until", "summing_up_on"])
    record(
        actor, "ratings.campaign.changed", row, unit_path=row.drive.scope_unit.path,
        changes={"self_until": self_until, "appraise_until": appraise_until, "decide_until": decide_until},
    )  # fmt: skip
    return row


def _check(self_until: date, appraise_until: date, decide_until: date, summing_up_on: date | None) -> None:
    problem = rules.days_problem(self_until, appraise_until, decide_until, summing_up_on)
    if problem:
        raise Invalid(_DAYS[problem], field=problem)


@service
def state_grounds(*, actor: Actor, campaign: Campaign, unit: Unit, words: str) -> CapGrounds | None:
    """Say why the higher share holds for the groups of an outstanding body; empty words take it back (R34). For the body that
    decides; the share is advice either way (D11)."""
    if not decides(actor, unit):
        actor.require(MANAGE, unit.path)
        raise Forbidden
    require_open(campaign)
    cleaned = text.clean_line(words)
    if len(cleaned) > 500:
        raise Invalid(_("This is too long: at most %(limit)s letters fit."), field="grounds", params={"limit": 500})
    if not cleaned:
        CapGrounds.objects.filter(campaign=campaign, unit=unit).delete()
        record(actor, "ratings.grounds.stated", campaign, unit_path=unit.path, changes={"stated": False})
        return None
    made, _new = CapGrounds.objects.update_or_create(
        campaign=campaign, unit=unit,
        defaults={"text": cleaned, "stated_at": clock.now(), "stated_by_label": actor.label},
    )  # fmt: skip
    record(actor, "ratings.grounds.stated", made, unit_path=unit.path, reason=cleaned, changes={"stated": True})
    return made
