"""The division of one finding as a picture: who carries what, what counts, what is left."""

from __future__ import annotations

from dataclasses import dataclass

from guong.corrections import rules
from guong.corrections.enums import ShareState
from guong.corrections.models import Action, Finding, Share
from guong.corrections.perms import DIVIDE
from guong.corrections.querysets import body_people, readable
from guong.corrections.selectors.findings import finding
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.models import Person, Post
from guong.org.querysets import valid_on
from guong.org.selectors import portfolios_of


@dataclass(frozen=True, slots=True)
class Part:
    """One standing share with its measure and the offices of its person."""

    share: Share
    action: Action
    offices: list[str]

    @property
    def counts(self) -> bool:
        return self.share.state in rules.COUNTING


@dataclass(frozen=True, slots=True)
class Division:
    """A collective's finding and its shares; sums are in hundredths of a percent."""

    finding: Finding
    parts: list[Part]
    people: list[Person]  # of the collective, and who left it with a share: who may carry one
    offices: list[tuple[int, str]]  # (person id, post kind) in the collective
    fields: list[tuple[int, str]]  # (person id, field of work) in the collective, dated today (S76)
    may_divide: bool

    def _sum(self, *states: str) -> int:
        return sum(part.share.hundredths for part in self.parts if part.share.state in states)

    @property
    def counting(self) -> int:
        return self._sum(*rules.COUNTING)

    @property
    def contested(self) -> int:
        return self._sum(ShareState.CONTESTED)

    @property
    def waiting(self) -> int:
        return self._sum(ShareState.PROPOSED)

    @property
    def left(self) -> int:
        return rules.left(part.share.hundredths for part in self.parts)

    @property
    def objections(self) -> list[Part]:
        return [part for part in self.parts if part.share.state == ShareState.CONTESTED]

    @property
    def unanswered(self) -> list[Part]:
        return [part for part in self.parts if part.share.state == ShareState.PROPOSED]


def division(*, actor: Actor, finding_id: int) -> Division:
    """The division of a finding the actor may read; NotFound also for a finding of one person."""
    row = finding(actor=actor, finding_id=finding_id)
    if row.person_id is not None:
        raise NotFound
    today = clock.today()
    people = list(body_people(row.unit, today))
    posts = Post.objects.filter(valid_on(today), person__in=people).order_by("pk")
    labels: dict[int, list[str]] = {}
    for post in posts:
        labels.setdefault(post.person_id, []).append(post.get_kind_display())
    shares = list(
        Share.objects.filter(finding=row, removed_at=None).select_related(
            "person", "action", "settled_by", "approved_by", "proposed_by"
        )
    )
    listed = {one.pk for one in people}
    people += [one.person for one in shares if one.person_id not in listed and not one.as_such]
    return Division(
        finding=row,
        parts=[Part(one, one.action, labels.get(one.person_id, [])) for one in shares],
        people=people,
        offices=list(posts.values_list("person_id", "kind")),
        fields=portfolios_of(row.unit, today),
        may_divide=actor.can(DIVIDE, row.unit.path),
    )


def share(*, actor: Actor, share_id: int) -> Share:
    """One standing share of a finding the actor may read, or NotFound."""
    rows = Share.objects.filter(removed_at=None, finding__in=readable(actor, clock.today()).values("pk"))
    found = rows.filter(pk=share_id).select_related("finding__unit", "finding__meeting", "person", "action").first()
    if found is None:
        raise NotFound
    return found
