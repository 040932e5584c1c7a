"""Why somebody is proposed for a cell, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from guong.drives.roster import Block
from guong.drives.selectors import Proposal, RosterLine

NAMED = 5


def reason(line: RosterLine, proposal: Proposal) -> str:
    """One or two sentences about one line of the proposal."""
    people = {one.pk: one.full_name for one in proposal.people}
    cells = {one.unit_id: one.name for one in proposal.lines}
    found, why = line.reason, _why(line.reason.blocks, people, cells)
    if found.kind == "nobody":
        return _("Nobody can go: %(why)s.") % {"why": why or _("the committee has no members yet")}
    if found.kind == "kept":
        return _("Assigned before; clashes with nothing.")
    if found.kind == "only":
        said = _("The only one free at that hour. The others: %(why)s.") % {"why": why} if why else ""
    elif found.kind == "least":
        said = _(
            "Free at that hour; would then have %(load)s cells, and none of the %(free)s others who are free fewer."
        )
        said %= {"load": found.load, "free": found.free}
    else:
        said = _("Free at that hour; whoever else is free is needed for cells to which nobody else can go.")
    if line.change == "other":
        names = ", ".join(one.full_name for one in line.current)
        said = _("In place of %(names)s, who cannot be there at that hour.") % {"names": names} + " " + said
    return said


def _why(blocks: tuple[Block, ...], people: Mapping[int, str], cells: Mapping[int, str]) -> str:
    said = [f"{people[block.person]} ({_block(block, cells)})" for block in blocks[:NAMED]]
    return ", ".join([*said, "…"] if len(blocks) > NAMED else said)


def _block(block: Block, cells: Mapping[int, str]) -> str:
    if block.why == "own":
        return _("his or her own cell")
    if block.why == "meeting":
        return _("own cell meets then")
    return _("at %(unit)s then") % {"unit": cells.get(block.unit or 0, "")}
