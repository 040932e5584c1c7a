"""Writes of the register, of validity, of authority and of drafting, re-exported by name."""

from guong.directives.services.authority import publish_authority
from guong.directives.services.drafting import attach_file, issue_draft, open_term, save_draft, start_draft
from guong.directives.services.lines import add_generation, open_line, remove_generation
from guong.directives.services.register import change_directive, link_implements, register_directive, twin_of
from guong.directives.services.validity import amend, set_validity, withdraw_amendment

__all__ = [
    "add_generation", "amend", "attach_file", "change_directive", "issue_draft", "link_implements", "open_line", "open_term", "publish_authority",
    "register_directive", "remove_generation", "save_draft", "set_validity", "start_draft", "twin_of", "withdraw_amendment",
]  # fmt: skip
