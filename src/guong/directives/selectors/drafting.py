"""Authority in force, numbers through the term, and drafts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from guong.directives import perms, rules
from guong.directives.enums import Body
from guong.directives.models import AuthorityTable, Directive, Draft, Term
from guong.kernel import treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.models import Unit
from guong.org.querysets import in_scope

GRASSROOTS = frozenset({"ward", "commune", "base"})  # the table says nothing about committees above them


@dataclass(frozen=True, slots=True)
class Authority:
    """The table in force for a unit: {body: kinds}, and the published version or None for what the program ships."""

    values: dict[str, frozenset[str]]
    version: AuthorityTable | None

    @property
    def confirmed(self) -> bool:
        return self.version is not None and bool(self.version.basis)


@dataclass(frozen=True, slots=True)
class Numbering:
    """The term that covers a day, and the symbols used in it."""

    term: Term | None
    symbols: tuple[str, ...]

    def next_of(self, letters: str) -> int:
        return rules.next_number(letters, self.symbols)


@dataclass(frozen=True, slots=True)
class Prefilled:
    title: str
    opening: str
    sections: list[dict[str, str]]
    recipients: list[str]


def authority(*, unit: Unit, on: date) -> Authority:
    """The nearest table published at or above the unit that holds on a day, the latest of it; for rooms above and pages
    that have checked the right on the unit."""
    near = [*treepath.ancestors(unit.path), unit.path]
    rows = AuthorityTable.objects.filter(unit__path__in=near, valid_from__lte=on).select_related("unit")
    best = max(rows, key=lambda row: (len(row.unit.path), row.valid_from, row.version), default=None)
    values = best.values if best is not None else rules.SHIPPED
    return Authority({body: frozenset(kinds) for body, kinds in values.items()}, best)


def may_issue(*, unit: Unit, body: str, kind: str, on: date) -> bool:
    """Whether a body of this unit may issue a kind by the table in force; needs no right: it is a rule, not a record."""
    if not unit.is_cell and unit.kind not in GRASSROOTS:
        return True
    return kind in authority(unit=unit, on=on).values.get(body, frozenset())


def usual(*, unit: Unit, kind: str, on: date) -> bool:
    """Whether any body of this unit issues this kind by the table in force that day: a hint on an entry of the register, no
    more; needs no right: it is a rule, not a record."""
    bodies = [Body.CELL.value] if unit.is_cell else [Body.COMMITTEE.value, Body.STANDING.value]
    return kind not in rules.LETTERS or any(may_issue(unit=unit, body=body, kind=kind, on=on) for body in bodies)


def offered_kinds(*, unit: Unit, on: date) -> list[tuple[str, list[str]]]:
    """(body, kinds) that this unit may issue and that are written here; needs no right: it is a rule, not a record."""
    bodies = [Body.CELL.value] if unit.is_cell else [Body.COMMITTEE.value, Body.STANDING.value]
    if not unit.is_cell and unit.kind not in GRASSROOTS:
        return [(body, list(rules.WRITTEN)) for body in bodies]
    table = authority(unit=unit, on=on).values
    return [(body, [kind for kind in rules.WRITTEN if kind in table.get(body, frozenset())]) for body in bodies]


def numbering(*, unit: Unit, on: date) -> Numbering:
    """Numbers through the term that covers a day: of what the unit issued since it began; for rooms above and pages that
    have checked the right on the unit."""
    term = Term.objects.filter(unit=unit, starts_on__lte=on).first()
    if term is None:
        return Numbering(None, ())
    later = Term.objects.filter(unit=unit, starts_on__gt=term.starts_on).order_by("starts_on").first()
    by_hand = Q(term=None, issued_on__gte=term.starts_on)  # typed into the register, not numbered here
    if later is not None:
        by_hand &= Q(issued_on__lt=later.starts_on)
    rows = Directive.objects.filter(Q(term=term) | by_hand, issuing_unit=unit)
    return Numbering(term, tuple(rows.values_list("symbol", flat=True)))


def prefilled(*, unit: Unit, kind: str, parent: Directive | None) -> Prefilled:
    """What a new draft begins with: headings of the document above, the sentence that it is carried out; for rooms above
    that have checked the right on the unit."""
    above: Draft | None = getattr(parent, "draft", None) if parent is not None else None
    headings = rules.outline(kind, [one["heading"] for one in above.sections] if above and above.kind == kind else [])
    called = rules.named(parent.kind, parent.symbol) if parent else ""
    cited = f"{called} ngày {parent.issued_on:%d/%m/%Y} của {parent.issuer}" if parent else ""
    word = {"plan": "thực hiện", "guide": "thực hiện", "programme": "thực hiện", "report": "kết quả thực hiện"}.get(
        kind, "về việc thực hiện"
    )
    title = f"{word} {parent.short_name or called}" if parent else ""
    archive = "Lưu Chi bộ" if unit.is_cell else "Lưu Đảng ủy"
    below = [] if unit.is_cell else ["Các chi bộ trực thuộc"]
    return Prefilled(
        title, rules.opening_words(cited, unit.name, kind) if parent else "",
        [{"heading": heading, "text": ""} for heading in headings],
        ([unit.parent.name] if unit.parent else []) + below + [archive],
    )  # fmt: skip


def drafting_units(*, actor: Actor) -> list[Unit]:
    """Bodies for which the actor writes documents: the very ones where the right is held."""
    scope = actor.scope(perms.DIRECTIVE_WRITE)
    rows = Unit.objects.filter(closed_on=None).select_related("parent")
    if not scope.everything:
        rows = rows.filter(path__in=sorted(scope.exact | scope.subtrees))
    return list(rows.order_by("path"))


def drafts(*, actor: Actor) -> QuerySet[Draft]:
    """Documents that are being written where the actor writes documents, the newest first."""
    rows = in_scope(Draft.objects.filter(directive=None), actor.scope(perms.DIRECTIVE_WRITE))
    return rows.select_related("unit", "parent")


def draft(*, actor: Actor, draft_id: int) -> Draft:
    """One draft; NotFound where the actor does not write documents."""
    rows = in_scope(Draft.objects.all(), actor.scope(perms.DIRECTIVE_WRITE))
    found = rows.filter(pk=draft_id).select_related("unit__parent", "parent", "directive").first()
    if found is None:
        raise NotFound
    return found
