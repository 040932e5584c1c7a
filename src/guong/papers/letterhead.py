"""The two blocks on top of a paper, and who signs, from the organisation."""

from __future__ import annotations

from datetime import date

from guong.org.enums import PostKind
from guong.org.models import Post, Unit
from guong.org.querysets import valid_on
from guong.papers.compose.words import place_of, without_body
from guong.papers.shapes import Head

_SECRETARIES = (PostKind.COMMITTEE_SECRETARY, PostKind.CELL_SECRETARY)
_DEPUTIES = (PostKind.COMMITTEE_STANDING_DEPUTY, PostKind.COMMITTEE_DEPUTY, PostKind.CELL_DEPUTY)


def head_of(unit: Unit, on: date | None, *, number: str = "") -> Head:
    """The letterhead of a body: the one above it, itself, and the place of its committee."""
    above = unit.parent
    committee = unit if unit.is_committee or above is None else above
    return Head(
        parent=above.name if above else "", issuer=unit.name, place=place_of(committee.name), on=on, number=number
    )


def signer_of(unit: Unit, on: date) -> tuple[str, str]:
    """(title, name) of who signs for a body on a day: its secretary, else a deputy; no name when nobody holds the office."""
    posts = list(Post.objects.filter(valid_on(on), unit=unit).select_related("person").order_by("pk"))
    for kinds, title in ((_SECRETARIES, "BÍ THƯ"), (_DEPUTIES, "PHÓ BÍ THƯ")):
        for post in posts:
            if post.kind in kinds:
                return title, post.person.full_name
    return "BÍ THƯ", ""


def posts_line(posts: list[Post]) -> str:
    """“Phó Bí thư Đảng ủy phường Mai Khê; Chủ tịch Ủy ban nhân dân phường Mai Khê” from open offices, the highest first."""
    order = {kind.value: index for index, kind in enumerate(PostKind)}
    return "; ".join(
        f"{post.get_kind_display()} {without_body(post.unit.name)}"
        for post in sorted(posts, key=lambda post: order[post.kind])
    )
