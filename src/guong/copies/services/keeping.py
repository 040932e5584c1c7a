"""Handing in with fingerprints, in one transaction; sample texts on the shelves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.audit.work import service
from guong.copies import rules
from guong.copies.forms import printed_words
from guong.copies.grams import Key
from guong.copies.keys import installation_key, mark
from guong.copies.models import ReviewPrint, Sample
from guong.copies.nearby import stored
from guong.copies.sheets import sheet
from guong.files.secrecy import words_of
from guong.files.selectors import open_file
from guong.kernel import text
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import Forbidden, Invalid
from guong.library import services as library
from guong.library.enums import ItemKind
from guong.library.models import Item
from guong.reviews import services as reviews
from guong.reviews.models import ReviewRevision, SelfReview

_SAMPLE_SIZE = 300_000  # letters of a sample that are read


@service
def hand_in(*, actor: Actor, review: SelfReview, signed_paper: bool = False) -> SelfReview:
    """`reviews.services.hand_in`, and the fingerprints of what was handed in. Whatever they show, it is never refused."""
    done = reviews.hand_in(actor=actor, review=review, signed_paper=signed_paper)
    newest = ReviewRevision.objects.filter(review=done).order_by("-number")[:1]
    _keep(newest.select_related("review__template"))
    return done


@service
def put_item(*, actor: Actor, **facts: Any) -> Item:
    """`library.services.put_item`; of a sample text its words and their fingerprints are kept too (S148). Invalid when nothing can be
    read in it."""
    made = library.put_item(actor=actor, **facts)
    if made.kind == ItemKind.SAMPLE:
        _keep_sample(made, installation_key())
    return made


def _keep_sample(item: Item, key: Key) -> None:
    words = ""
    if item.file is not None:
        words = text.clean_text(words_of(item.file.media_type, open_file(item.file))[:_SAMPLE_SIZE])
    if len(words.split()) < rules.ENOUGH_WORDS:
        raise Invalid(
            _("No text can be read in this sample. Add it as Word, as plain text, or as a PDF that is no scan."),
            field="file",
        )
    values = {"text": words, "prints": stored(words, "", key), "key_mark": mark(key)}
    Sample.objects.update_or_create(item=item, defaults=values)


@service
def refresh_prints(*, actor: Actor) -> int:
    """Make the fingerprints that are missing, or were made under another secret; how many. For the command line."""
    if not isinstance(actor, SystemActor):
        raise Forbidden
    key = installation_key()
    present = ReviewPrint.objects.filter(key_mark=mark(key)).values("revision_id")
    made = _keep(ReviewRevision.objects.exclude(pk__in=present).select_related("review__template").iterator(500))
    for sample in Sample.objects.exclude(key_mark=mark(key)):
        sample.prints, sample.key_mark = stored(sample.text, "", key), mark(key)
        sample.save(update_fields=["prints", "key_mark"])
        made += 1
    return made


def _keep(revisions: Iterable[ReviewRevision]) -> int:
    key, words = installation_key(), printed_words()
    made = 0
    for revision in revisions:
        content = sheet(revision.review.template.sections, revision.content).text
        values = {"prints": stored(content, words, key), "key_mark": mark(key)}
        ReviewPrint.objects.update_or_create(revision=revision, defaults=values)
        made += 1
    return made
