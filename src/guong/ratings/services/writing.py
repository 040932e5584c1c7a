"""The self-rating: points by line, with grounds, by the comrade alone; of a body by whoever leads it (R37)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.audit.work import service
from guong.drives.models import DriveUnit, Participant
from guong.kernel import clock
from guong.kernel.actor import Actor, SystemActor, refuse
from guong.kernel.errors import Conflict, Invalid, NotFound
from guong.org.models import Person, Post, Unit
from guong.org.querysets import valid_on
from guong.ratings import rules
from guong.ratings.enums import RatingState, RoleGroup, Stage, Subject
from guong.ratings.models import Campaign, Rating
from guong.ratings.perms import APPRAISE
from guong.ratings.querysets import competent, leads
from guong.ratings.schemebook import Book
from guong.ratings.services import common

NO_COMMITTEE = _("There is no committee above this body that could decide. Ask the office to put the tree in order.")


@service
def start_rating(*, actor: Actor, campaign: Campaign, person: Person) -> Rating:
    """Begin one's own self-rating; a second time gives the same one. NotFound off the roster and for anybody else; Invalid for
    whoever is not rated in this drive (exempt, suspended, newly admitted: R2, R3)."""
    common.require_open(campaign)
    row = Participant.objects.filter(drive=campaign.drive_id, person=person).select_related("unit").first()
    if row is None or not (isinstance(actor, SystemActor) or actor.person_id == person.pk):
        raise NotFound
    found = Rating.objects.filter(campaign=campaign, person=person).first()
    if found is not None:
        return found
    if not row.eligible:
        raise Invalid(_("You are not rated in this drive: exempt, suspended or newly admitted."))
    return _begin(actor, campaign, person, row)


def _begin(actor: Actor, campaign: Campaign, person: Person, row: Participant) -> Rating:
    """An empty rating in the cell of the frozen roster, with its group and the body that decides."""
    body = competent(row.unit, person)
    if body is None:
        raise Invalid(NO_COMMITTEE)
    posts = set(Post.objects.filter(valid_on(clock.today()), person=person).values_list("kind", flat=True))
    group = rules.group_of(Book(campaign.scheme).choice("cap_group"), kind=row.kind, posts=posts)
    made = Rating.objects.create(
        campaign=campaign, subject=Subject.PERSON, unit=row.unit, person=person, decided_in=body, group=group,
        head=rules.is_head(posts),
    )  # fmt: skip
    common.note(actor, "ratings.rating.started", made)
    return made


@service
def start_body_rating(*, actor: Actor, campaign: Campaign, unit: Unit) -> Rating:
    """Begin the self-rating of a body of the drive; for whoever leads it. A second time gives the same one."""
    common.require_open(campaign)
    if not leads(actor, unit, clock.today()):
        refuse(actor, unit.path)
    if not DriveUnit.objects.filter(drive=campaign.drive_id, unit=unit).exists():
        raise NotFound
    found = Rating.objects.filter(campaign=campaign, unit=unit, subject=Subject.BODY).first()
    if found is not None:
        return found
    body = competent(unit, None)
    if body is None:
        raise Invalid(NO_COMMITTEE)
    made = Rating.objects.create(
        campaign=campaign, subject=Subject.BODY, unit=unit, decided_in=body, group=RoleGroup.BODY
    )
    common.note(actor, "ratings.rating.started", made)
    return made


def _written_by(actor: Actor, rating: Rating) -> Rating:
    """The rating, locked, for its author: the comrade, or whoever leads the body. NotFound for everybody else (D7)."""
    if rating.subject == Subject.PERSON:
        common.require_own(actor, rating)
    elif not leads(actor, rating.unit, clock.today()):
        raise NotFound
    row = common.locked(rating)
    common.require_open(row.campaign)
    return row


@service
def save_rating(*, actor: Actor, rating: Rating, content: Mapping[str, Any], stamp: int) -> Rating:
    """Keep a draft. Conflict on an old stamp; Invalid for what is no point, and once it was handed in."""
    row = _written_by(actor, rating)
    if row.state != RatingState.DRAFT:
        raise Invalid(_("This was handed in. Take it back first, as long as the collective has not proposed."))
    if stamp != row.stamp:
        raise Conflict(_("This rating was changed in another window. Choose which version stays."))
    _keep(actor, row, content, typed_by="")
    return row


def _keep(actor: Actor, row: Rating, content: Mapping[str, Any], *, typed_by: str) -> None:
    """Keep what differs; from the comrade's own change on, the words are his alone."""
    kept = common.tidy(row, content)
    if kept == row.draft:
        return
    row.draft, row.stamp, row.saved_at, row.typed_by_label = kept, row.stamp + 1, clock.now(), typed_by[:200]
    row.save(update_fields=["draft", "stamp", "saved_at", "typed_by_label"])
    common.note(actor, "ratings.rating.saved", row, {"stamp": row.stamp})


@service
def type_rating_for(
    *, actor: Actor, campaign: Campaign, person: Person, content: Mapping[str, Any], stamp: int
) -> Rating:  # fmt: skip
    """Type from the sheet of a comrade of one's cell who writes by hand. It waits: only the comrade hands it in, and that is the
    yes to the words (D26). NotFound once the comrade has typed himself, for one's own, and outside the roster of the cell."""
    common.require_open(campaign)
    place = (
        Participant.objects.filter(drive=campaign.drive_id, person=person, eligible=True).select_related("unit").first()
    )
    if place is None:
        raise NotFound
    actor.require(APPRAISE, place.unit.path)
    if actor.person_id == person.pk:
        raise NotFound
    row = Rating.objects.select_for_update().filter(campaign=campaign, person=person).first() or _begin(
        actor, campaign, person, place
    )
    if row.state != RatingState.DRAFT or (row.stamp and not row.typed_by_label):
        raise NotFound
    if stamp != row.stamp:
        raise Conflict(_("This rating was changed in another window. Choose which version stays."))
    row.campaign = campaign
    _keep(actor, row, content, typed_by=actor.label)
    return row


@service
def hand_in_rating(*, actor: Actor, rating: Rating) -> Rating:
    """Give it to the collective: every line has points, and the level is one that points and conditions give (R33)."""
    row = _written_by(actor, rating)
    kept = common.tidy_kept(row)
    _tenths, level = common.require_whole(row, kept)
    common.advance(row, "hand_in")
    row.handed_in_at = clock.now()
    row.save(update_fields=["state", "handed_in_at"])
    by = row.person or (Person.objects.filter(pk=actor.person_id).first() if actor.person_id else None)
    common.judge(actor, row, Stage.SELF, level, kept, by=by)
    common.note(actor, "ratings.rating.handed_in", row)
    return row


@service
def take_back_rating(*, actor: Actor, rating: Rating) -> Rating:
    """Go on writing, as long as nothing was proposed. What was handed in stays as it was."""
    row = _written_by(actor, rating)
    common.advance(row, "take_back")
    row.save(update_fields=["state"])
    common.note(actor, "ratings.rating.taken_back", row)
    return row
