"""The collective's step: opinions of the bodies concerned, the appraisal line by line, and the proposal (R37)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock, text
from guong.kernel.actor import Actor, refuse
from guong.kernel.errors import Invalid
from guong.org.models import Person
from guong.ratings import rules
from guong.ratings.enums import RatingState, Stage
from guong.ratings.models import Opinion, Rating
from guong.ratings.querysets import may_appraise
from guong.ratings.schemebook import Book
from guong.ratings.services import common

EXPLAIN = _("The proposal differs from what the comrade gave: write why. The comrade reads these words.")


def _for_collective(actor: Actor, rating: Rating) -> Rating:
    if not may_appraise(actor, rating, clock.today()):
        refuse(actor, rating.unit.path)
    row = common.locked(rating)
    common.require_open(row.campaign)
    return row


@service
def note_opinion(*, actor: Actor, rating: Rating, source: str, words: str) -> Opinion:
    """Note what a body concerned says of the one rated. The comrade reads it like everything else (D1)."""
    row = _for_collective(actor, rating)
    common.acting(actor, row, None)
    if row.state not in (RatingState.HANDED_IN, RatingState.PROPOSED):
        raise Invalid(_("Opinions are noted before the decision, once the self-rating was handed in."))
    name = text.clean_line(source)[:200]
    if not name:
        raise Invalid(_("Say which body gave this opinion."), field="source")
    cleaned = common.needed(words, "words", _("Nothing is written yet. Write what the body said."))
    made = Opinion.objects.create(
        rating=row, source=name, text=cleaned, noted_at=clock.now(), noted_by_label=actor.label
    )
    record(actor, "ratings.opinion.noted", made, unit_path=row.unit.path, person_id=row.person_id)
    return made


@service
def propose_rating(
    *, actor: Actor, rating: Rating, content: Mapping[str, Any], why: str = "", by: Person | None = None
) -> Rating:
    """Appraise line by line and propose a level. Never one's own (R42). A difference of the scheme's points, or another level
    than the comrade's, needs words (R37); the level is one that points and conditions give (R33, R35, R36)."""
    row = _for_collective(actor, rating)
    person = common.acting(actor, row, by)
    kept = common.tidy(row, content)
    tenths, level = common.require_whole(row, kept)
    reason = common.words(why, "why")
    book = Book(row.campaign.scheme)
    own = common.newest(row, Stage.SELF)
    if own is not None and not reason:
        before = (rules.total(book.lines(row.subject), own.content["points"]), own.level)
        gap, other = book.number("explain_points") * 10, bool(book.number("explain_level"))
        if rules.must_explain(before, (tenths, level), gap=gap, level=other):
            raise Invalid(EXPLAIN, field="why")
    common.advance(row, "propose")
    row.proposed_at = clock.now()
    row.save(update_fields=["state", "proposed_at"])
    common.judge(actor, row, Stage.COLLECTIVE, level, kept, why=reason, by=person)
    common.note(actor, "ratings.rating.proposed", row)
    return row


@service
def reply_to_proposal(*, actor: Actor, rating: Rating, words: str) -> Opinion:
    """What the comrade says to the proposal before it is decided; it goes to the deciding body with the proposal (D1, D2)."""
    common.require_own(actor, rating)
    row = common.locked(rating)
    common.require_open(row.campaign)
    if row.state != RatingState.PROPOSED or row.person is None:
        raise Invalid(_("Words to the proposal are taken between the proposal and the decision."))
    cleaned = common.needed(words, "words", _("Nothing is written yet. Write what you want to say."))
    made = Opinion.objects.create(
        rating=row, source=row.person.full_name, text=cleaned, noted_at=clock.now(), noted_by_label=actor.label
    )
    record(actor, "ratings.opinion.replied", made, unit_path=row.unit.path, person_id=row.person_id)
    return made


@service
def note_rating_shown(*, actor: Actor, rating: Rating) -> Rating:
    """The comrade has opened what was said of him so far (D1). Nothing for anybody else; once more changes nothing."""
    last = common.newest(rating)
    if rating.person_id is not None and rating.person_id == actor.person_id and last is not None:
        changed = Rating.objects.filter(pk=rating.pk, shown__lt=last.number).update(shown=last.number)
        if changed:
            common.note(actor, "ratings.rating.shown", rating, {"number": last.number})
    return rating
