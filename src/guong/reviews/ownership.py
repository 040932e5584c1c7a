"""Whose a remark is, also when the author's name is withheld (D14). The one place that reads `WithheldAuthor`."""

from __future__ import annotations

from django.db.models import Q

from guong.org.models import Person
from guong.reviews.models import Remark, WithheldAuthor


def made_by(remark: Remark, person_id: int) -> bool:
    """Whether this person made the remark. Answers only the question whether it is one's own; names nobody."""
    if remark.author_id is not None:
        return remark.author_id == person_id
    return WithheldAuthor.objects.filter(remark=remark, person_id=person_id).exists()


def own_q(person_id: int) -> Q:
    """A filter of remarks for those that this person made, by name or without."""
    return Q(author_id=person_id) | Q(pk__in=WithheldAuthor.objects.filter(person_id=person_id).values("remark_id"))


def withhold(remark: Remark, author: Person) -> None:
    """Keep the author apart from the remark. For `make_remark` only."""
    WithheldAuthor.objects.create(remark=remark, person=author)
