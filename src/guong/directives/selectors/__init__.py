"""Reads of the register, of what applies to a unit, of authority and of drafts, re-exported by name."""

from guong.directives.selectors.drafting import (
    Numbering,
    authority,
    draft,
    drafting_units,
    drafts,
    may_issue,
    numbering,
    offered_kinds,
    prefilled,
    usual,
)
from guong.directives.selectors.lines import Held, Line, generation, line, lines, lines_of
from guong.directives.selectors.register import (
    Chain,
    Link,
    carries_out,
    chain,
    directive,
    directives,
    file_of,
    may_change,
    registers,
)
from guong.directives.selectors.validity import Applied, amendments, applies_to, unit_to_read

__all__ = [
    "Applied", "Chain", "Held", "Line", "Link", "Numbering", "amendments", "applies_to", "authority", "carries_out", "chain", "directive",
    "directives", "draft", "drafting_units", "drafts", "file_of", "generation", "line", "lines", "lines_of", "may_change", "may_issue", "numbering", "offered_kinds",
    "prefilled", "registers", "unit_to_read", "usual",
]  # fmt: skip
