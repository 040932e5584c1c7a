"""Reading a member list as an office keeps it, without a database: `read_members(name, data) -> ParsedList`."""

from __future__ import annotations

from guong.exchange.reading.grids import read_grids
from guong.exchange.reading.lists import read_lists
from guong.exchange.reading.shapes import MemberRow, ParsedList, Problem, Skipped

__all__ = ["MemberRow", "ParsedList", "Problem", "Skipped", "read_members"]


def read_members(name: str, data: bytes) -> ParsedList:
    """The member rows of a file (.xlsx, .xls, .ods, .csv, .txt), and what is wrong with the others.

    Invalid when the file as a whole cannot be read: too large, not a table, a packed bomb, no header row.
    """
    return read_lists(read_grids(name, data))
