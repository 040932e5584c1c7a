"""What a cell committee needs beside the plans when it reads many at one sitting: looked up once for the cell."""

from __future__ import annotations

from guong.kernel import clock
from guong.org.enums import UnitKind
from guong.org.models import Person, Post, Unit
from guong.org.querysets import valid_on
from guong.plans import routebook
from guong.plans.models import Plan
from guong.plans.querysets import CELL_POSTS, committee_above
from guong.plans.rules import Route

_FRONTS = [UnitKind.FRONT_COMMITTEE, UnitKind.FRONT]


class Desk:
    """Officers, committee above and Front of the cells whose plans are decided in one service."""

    def __init__(self) -> None:
        self._officers: dict[int, dict[int, Person]] = {}
        self._committees: dict[int, Unit | None] = {}
        self._fronts: dict[int, Unit | None] = {}
        self._routes: dict[int, tuple[Route, ...]] = {}

    def officers(self, cell: Unit) -> dict[int, Person]:
        """{person id: person} of those who hold an office in the cell today."""
        if cell.pk not in self._officers:
            posts = Post.objects.filter(valid_on(clock.today()), unit=cell, kind__in=CELL_POSTS)
            self._officers[cell.pk] = {post.person_id: post.person for post in posts.select_related("person")}
        return self._officers[cell.pk]

    def committee(self, cell: Unit) -> Unit | None:
        """The nearest party committee above the cell."""
        if cell.pk not in self._committees:
            self._committees[cell.pk] = committee_above(cell)
        return self._committees[cell.pk]

    def routes(self, plan: Plan) -> tuple[Route, ...]:
        """Where copies of plans of this cell go: the table in force when the drive was opened (R26)."""
        if plan.unit_id not in self._routes:
            at = plan.drive.opened_at
            self._routes[plan.unit_id] = routebook.lines_of(routebook.in_force(plan.unit.path, at))
        return self._routes[plan.unit_id]

    def front(self, cell: Unit) -> Unit | None:
        """The residential Front committee of the cell, else the Front of the ward (S110)."""
        if cell.pk not in self._fronts:
            self._fronts[cell.pk] = next(
                (found for parent in (cell, self.committee(cell)) if parent and (found := _front_below(parent))), None
            )
        return self._fronts[cell.pk]


def _front_below(parent: Unit) -> Unit | None:
    return Unit.objects.filter(parent=parent, kind__in=_FRONTS, closed_on=None).order_by("path").first()
