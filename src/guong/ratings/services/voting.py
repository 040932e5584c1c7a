"""The tally of a secret vote: numbers only, whose sums hold; no paper knows its voter (R38)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock, text
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import Invalid
from guong.org.models import Unit
from guong.ratings import rules
from guong.ratings.enums import RatingState
from guong.ratings.models import Ballot, BallotLine, Campaign, Rating
from guong.ratings.querysets import leads
from guong.ratings.services import common

MOST = 9999


@dataclass(frozen=True, slots=True)
class Votes:
    """What was counted for one rating: invalid papers, then votes for each level, the highest first."""

    rating_id: int
    invalid: int
    counts: tuple[int, int, int, int]


@service
def note_ballot(
    *, actor: Actor, campaign: Campaign, unit: Unit, held_on: date, issued: int, returned: int, counters: str,
    lines: Sequence[Votes],
) -> Ballot:  # fmt: skip
    """Keep what was counted, instead of an earlier tally of the same body, which stays in the log of the room.

    Invalid when papers came back that were not given out, when a line's valid and invalid do not make what came back, without
    the names of who counted, or for a rating that is not of this body or was not handed in.
    """
    if not leads(actor, unit, clock.today()):
        refuse(actor, unit.path)
    common.require_open(campaign)
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    if held_on > clock.today():
        raise Invalid(_("A vote is noted once it was held."), field="held_on")
    names = text.clean_line(counters)[:300]
    if not names:
        raise Invalid(_("Write who counted: the minutes name them."), field="counters")
    if not 0 < issued <= MOST or returned > issued:
        raise Invalid(_("No more papers come back than were given out."), field="returned")
    rated = {row.pk: row for row in rated_here(campaign, unit)}
    if not lines:
        raise Invalid(_("Nobody of this body has handed in a self-rating yet."))
    for line in lines:
        _check(line, issued, returned, rated)
    Ballot.objects.filter(campaign=campaign, unit=unit, replaced_at=None).update(replaced_at=clock.now())
    made = Ballot.objects.create(
        campaign=campaign, unit=unit, held_on=held_on, issued=issued, returned=returned, counters=names,
        noted_at=clock.now(), noted_by_label=actor.label,
    )  # fmt: skip
    BallotLine.objects.bulk_create(
        [
            BallotLine(
                ballot=made, rating_id=line.rating_id, invalid=line.invalid,
                **dict(zip(rules.LEVELS, line.counts, strict=True)),
            )
            for line in lines
        ]
    )  # fmt: skip
    record(actor, "ratings.ballot.noted", made, unit_path=unit.path, changes={"issued": issued, "returned": returned})
    return made


def rated_here(campaign: Campaign, unit: Unit) -> list[Rating]:
    """Ratings of a body that a vote may be about: handed in; the body first, then names."""
    rows = Rating.objects.filter(campaign=campaign, unit=unit).exclude(state=RatingState.DRAFT)
    return list(rows.select_related("person").order_by("subject", "person__name_key", "pk"))


def _check(line: Votes, issued: int, returned: int, rated: dict[int, Rating]) -> None:
    row = rated.get(line.rating_id)
    if row is None:
        raise Invalid(_("A line of the tally is not of this body. Open the page again."))
    if rules.ballot_problem(issued, returned, line.invalid, line.counts):
        name = row.person.full_name if row.person else row.unit.name
        raise Invalid(
            _("%(name)s: valid and invalid papers make %(have)s, but %(returned)s came back."),
            field=f"line-{row.pk}",
            params={"name": name, "have": sum(line.counts) + line.invalid, "returned": returned},
        )
