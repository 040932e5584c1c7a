"""The commitment sheets of a whole cell as one print job (S47)."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.org.models import Unit
from guong.org.selectors import posts_of
from guong.papers import pdf
from guong.papers.compose import commitment
from guong.papers.compose.plan import PlanFacts
from guong.papers.letterhead import head_of, posts_line
from guong.papers.services import note_paper
from guong.papers.shapes import Paper
from guong.plans.models import Plan


def commitments_pdf(*, actor: Actor, drive: Drive, unit: Unit) -> bytes:
    """A sheet for each member who has handed in, on a page of its own. Each is a read of that member's plan, and noted (D6)."""
    sheets = commitment_papers(actor=actor, drive=drive, unit=unit)
    made = pdf.render([paper for _plan, paper in sheets])
    for plan, _paper in sheets:
        note_paper(actor=actor, kind="commitment", target=plan, unit_path=unit.path, person_id=plan.person_id)
    return made


def commitment_papers(*, actor: Actor, drive: Drive, unit: Unit) -> list[tuple[Plan, Paper]]:
    """The sheets in the order of names. For whoever runs the meetings of the cell; Invalid while nobody has handed in."""
    actor.require("meetings.meeting:run", unit.path)
    rows = (
        Plan.objects.filter(drive=drive, unit=unit).exclude(submitted_at=None).select_related("person", "unit__parent")
    )
    with translation.override("vi"):
        head = head_of(unit, None)
        found = [
            (plan, commitment.compose(head, _facts(plan))) for plan in rows.order_by("person__name_key", "person_id")
        ]
    if not found:
        raise Invalid(_("Nobody of the cell has submitted a plan yet, so there is no sheet to print."))
    return found


def _facts(plan: Plan) -> PlanFacts:
    newest = plan.revisions.order_by("-number")[0]
    return PlanFacts(
        name=plan.person.full_name, posts=posts_line(posts_of(plan.person_id, clock.today())), cell=plan.unit.name,
        year=plan.year, content=newest.content,
    )  # fmt: skip
