"""Writes about units and people."""

from guong.org.services.people import add_member, change_member, link_account
from guong.org.services.posts import end_portfolio, end_post, give_portfolio, give_post
from guong.org.services.standings import ask_standing, decide_request, set_standing, withdraw_request
from guong.org.services.units import change_unit, create_unit, end_unit, move_unit, set_profile

__all__ = [
    "add_member",
    "ask_standing",
    "change_member",
    "change_unit",
    "create_unit",
    "decide_request",
    "end_portfolio",
    "end_post",
    "end_unit",
    "give_portfolio",
    "give_post",
    "link_account",
    "move_unit",
    "set_profile",
    "set_standing",
    "withdraw_request",
]
