"""Last year's shortcomings on this year's table: each is answered before the self-review is handed in (R24)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.copies import services as copies
from guong.corrections import events  # noqa: F401  # registers the audit codes
from guong.corrections.enums import CarriedWord, HistoryEvent
from guong.corrections.models import CarriedAnswer, Finding
from guong.corrections.querysets import carried_findings
from guong.corrections.services.common import line
from guong.kernel import clock
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import Invalid, NotFound
from guong.kernel.text import clean_text
from guong.reviews.enums import ReviewState
from guong.reviews.models import SelfReview

LIMIT = 2000


@service
def answer_carried(*, actor: Actor, review: SelfReview, finding: Finding, word: str, text: str = "") -> CarriedAnswer:
    """The member says of a shortcoming of an earlier drive: it holds, still being put right, or it came back (with a few words).

    Only while the review is being written; the last word counts. NotFound for what is not the actor's own (D7). What came back
    is noted in the finding's history; nobody's judgement is changed by it.
    """
    row = _own(actor, review)
    mine = carried_findings(row).filter(pk=finding.pk).first()
    if mine is None:
        raise NotFound
    if row.state != ReviewState.DRAFT:
        raise Invalid(_("The self-review is handed in. Take it back first, then answer."))
    if word not in CarriedWord.values:
        raise Invalid(_("Choose one of the three answers."), field="word")
    words = clean_text(text)
    if word != CarriedWord.HELD and not words:
        raise Invalid(_("Write a few words: what is still missing, or how it came back."), field="text")
    if len(words) > LIMIT:
        raise Invalid(_("Too long: at most %(limit)s characters."), field="text", params={"limit": LIMIT})
    before = CarriedAnswer.objects.filter(review=row, finding=mine).first()
    made, _new = CarriedAnswer.objects.update_or_create(
        review=row, finding=mine, defaults={"word": word, "text": words, "said_at": clock.now()}
    )
    if word == CarriedWord.AGAIN and (before is None or before.word != word):
        line(actor, mine, HistoryEvent.RECURRED, by=row.person)
    record(
        actor, "corrections.carried.answered", made, unit_path=row.unit.path, person_id=row.person_id,
        changes={"finding": mine.pk, "word": word},
    )  # fmt: skip
    return made


@service
def hand_in(*, actor: Actor, review: SelfReview, signed_paper: bool = False) -> SelfReview:
    """`copies.services.hand_in`, once every shortcoming of an earlier drive has its answer. Invalid says how many wait (R24).

    A sheet that was signed on paper is not held back: what stands on it was said (law 9).
    """
    if not signed_paper and not isinstance(actor, SystemActor):
        answered = CarriedAnswer.objects.filter(review=review).values("finding_id")
        waiting = carried_findings(review).exclude(pk__in=answered).count()
        if waiting:
            raise Invalid(
                _("Not handed in yet: %(count)s shortcomings of earlier drives wait for your answer."),
                params={"count": waiting, "carried": waiting},
            )
    return copies.hand_in(actor=actor, review=review, signed_paper=signed_paper)


def _own(actor: Actor, review: SelfReview) -> SelfReview:
    rows = SelfReview.objects.select_for_update(of=("self",)).select_related("unit", "drive", "person")
    row = rows.get(pk=review.pk)
    if not isinstance(actor, SystemActor) and (actor.person_id is None or actor.person_id != row.person_id):
        raise NotFound
    return row
