"""Everything of this room that is mine, to be taken along (D23)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Prefetch

from guong.kernel.actor import Actor
from guong.reviews.models import JournalEntry, Promise, Remark, ReviewRevision, SelfReview
from guong.reviews.selectors.afar import typed_for_me
from guong.reviews.selectors.common import me
from guong.reviews.selectors.promises import my_promises
from guong.reviews.selectors.remarks import remarks_about_me, remarks_by_me


def my_words(*, actor: Actor) -> dict[str, object]:
    """Everything of this room that is the actor's, as plain values, to be taken along (D23)."""
    reviews = SelfReview.objects.filter(person_id=me(actor=actor)).select_related("drive", "template")
    revisions = Prefetch("revisions", ReviewRevision.objects.order_by("number"))
    return {
        "self_reviews": [_review_plain(r) for r in reviews.prefetch_related(revisions).order_by("pk")],
        "promises": [_promise_plain(p) for p in my_promises(actor=actor)],
        "private_book": {
            "notes": JournalEntry.objects.filter(person_id=me(actor=actor)).count()
        },  # sealed: taken along there
        "remarks_about_me": [_remark_plain(r) for r in remarks_about_me(actor=actor)],
        "remarks_typed_for_me": [
            {"typed_by": t.typed_by_label, "typed_at": _iso(t.typed_at), "fact": t.fact, "judgement": t.judgement}
            for t in typed_for_me(actor=actor)
        ],
        "remarks_by_me": [_remark_plain(r) for r in remarks_by_me(actor=actor)],
    }


def _review_plain(review: SelfReview) -> dict[str, object]:
    return {
        "drive": review.drive.name,
        "form": str(review.template),
        "state": review.state,
        "typed_by": review.typed_by_label,
        "confirmed_at": _iso(review.confirmed_at),
        "saved_at": _iso(review.saved_at),
        "handed_in_at": _iso(review.handed_in_at),
        "presented_at": _iso(review.presented_at),
        "draft": review.draft,
        "handed_in": [
            {"number": r.number, "made_at": _iso(r.made_at), "content": r.content} for r in review.revisions.all()
        ],
    }


def _promise_plain(promise: Promise) -> dict[str, object]:
    answers = promise.answers.select_related("review__drive").order_by("said_at")
    return {
        "made_on": promise.made_on.isoformat(),
        "kind": promise.kind,
        "occasion": promise.occasion,
        "text": promise.text,
        "duty": promise.duty,
        "entered_by": promise.entered_by_label,
        "entered_at": _iso(promise.entered_at),
        "office_text": promise.office_text,
        "ended_on": promise.ended_on.isoformat() if promise.ended_on else None,
        "answers": [
            {"drive": a.review.drive.name, "word": a.word, "fact": a.fact, "said_at": _iso(a.said_at)} for a in answers
        ],
    }


def _remark_plain(remark: Remark) -> dict[str, object]:
    reply = getattr(remark, "reply", None)
    return {
        "drive": remark.drive.name,
        "unit": remark.unit.name,
        "made_at": _iso(remark.made_at),
        "author": remark.author_name,
        "unnamed": remark.unnamed,
        "addressee": remark.addressee,
        "person": remark.person.full_name if remark.person else None,
        "entry": remark.entry,
        "strength": remark.is_strength,
        "fact": remark.fact,
        "judgement": remark.judgement,
        "reply": {"kind": reply.kind, "text": reply.text, "by": reply.who, "at": _iso(reply.at)} if reply else None,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
