"""Schemes, campaigns, ratings with their judgements, tallies of votes, petitions, published lists."""

from guong.ratings.models.ratings import Judgement, Opinion, Petition, Rating
from guong.ratings.models.schemes import Campaign, CapGrounds, Scheme
from guong.ratings.models.votes import Ballot, BallotLine, Publication

__all__ = [
    "Ballot",
    "BallotLine",
    "Campaign",
    "CapGrounds",
    "Judgement",
    "Opinion",
    "Petition",
    "Publication",
    "Rating",
    "Scheme",
]
