"""Writes of this room. One write is one function."""

from guong.ratings.services.appraising import note_opinion, note_rating_shown, propose_rating, reply_to_proposal
from guong.ratings.services.campaigns import change_campaign, open_campaign, state_grounds
from guong.ratings.services.deciding import answer_petition, decide_rating, file_petition, send_back_rating
from guong.ratings.services.listing import publish_list, withdraw_list
from guong.ratings.services.schemes import publish_scheme
from guong.ratings.services.voting import Votes, note_ballot
from guong.ratings.services.writing import (
    hand_in_rating,
    save_rating,
    start_body_rating,
    start_rating,
    take_back_rating,
    type_rating_for,
)

__all__ = [
    "Votes",
    "answer_petition",
    "change_campaign",
    "decide_rating",
    "file_petition",
    "hand_in_rating",
    "note_ballot",
    "note_opinion",
    "note_rating_shown",
    "open_campaign",
    "propose_rating",
    "publish_list",
    "publish_scheme",
    "reply_to_proposal",
    "save_rating",
    "send_back_rating",
    "start_body_rating",
    "start_rating",
    "state_grounds",
    "take_back_rating",
    "type_rating_for",
    "withdraw_list",
]
