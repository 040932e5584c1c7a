"""Any sequence of saving, handing in and taking back keeps what was handed in as it was."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guong.kernel.errors import Invalid
from guong.reviews import services, tallies
from guong.reviews.enums import ReviewState
from guong.reviews.models import SelfReview
from tests.cast import SYSTEM, Cast
from tests.reviews.helpers import FULL, open_drive

WORDS = st.sampled_from(["", "Một việc", "Hai việc", " Hai việc "])
ACTS = st.lists(
    st.one_of(st.tuples(st.just("save"), WORDS), st.tuples(st.sampled_from(["hand_in", "take_back"]), st.just(""))),
    max_size=12,
)


class _Undo(Exception):
    """Ends an example without leaving anything behind."""


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_revisions_never_change_and_no_change_makes_none(cast: Cast, acts: list[tuple[str, str]]) -> None:
    with pytest.raises(_Undo):
        _live_and_undo(cast, acts)


def _live_and_undo(cast: Cast, acts: list[tuple[str, str]]) -> None:
    with transaction.atomic():
        _live(cast, acts)
        raise _Undo


def _live(cast: Cast, acts: list[tuple[str, str]]) -> None:
    drive = open_drive(cast)
    review = services.start_review(actor=SYSTEM, drive=drive, person=cast.person("member"))
    review = services.save_draft(actor=SYSTEM, review=review, content=FULL, stamp=0)
    seen: list[dict[str, str]] = []
    for act, words in acts:
        before = SelfReview.objects.get(pk=review.pk)
        try:
            if act == "save":
                content = {**FULL, "strengths": words}
                services.save_draft(actor=SYSTEM, review=review, content=content, stamp=before.stamp)
            else:
                getattr(services, act)(actor=SYSTEM, review=review)
        except Invalid:
            after = SelfReview.objects.get(pk=review.pk)
            assert (after.state, after.draft, after.stamp) == (before.state, before.draft, before.stamp)
        revisions = [r.content for r in review.revisions.order_by("number")]
        assert revisions[: len(seen)] == seen  # what was handed in stays as it was
        assert all(a != b for a, b in pairwise(revisions))  # no change, no revision
        seen = revisions
        fresh = SelfReview.objects.get(pk=review.pk)
        if fresh.state == ReviewState.HANDED_IN:
            assert fresh.draft == revisions[-1]
        assert tallies.count(drive.pk, cast.cell.pk)["reviews_handed_in"] == int(fresh.state != ReviewState.DRAFT)
