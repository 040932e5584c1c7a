"""Self-reviews with immutable revisions, what becomes of them, collective reports, remarks with their replies."""

from guong.reviews.models.afar import TypedRemark
from guong.reviews.models.collective import CollectiveReport, ReportOpinion, ReportRevision
from guong.reviews.models.core import (
    Remark,
    Reply,
    ReviewRevision,
    ReviewTemplate,
    SelfReview,
    UpwardCourse,
    WithheldAuthor,
)
from guong.reviews.models.ending import ReviewReturn, ReviewSignature
from guong.reviews.models.private import JournalEntry, MirrorCatalogue, MirrorTicks, PrivateLock
from guong.reviews.models.promises import Promise, PromiseAnswer
from guong.reviews.models.suggestions import Suggestion

__all__ = [
    "CollectiveReport",
    "JournalEntry",
    "MirrorCatalogue",
    "MirrorTicks",
    "PrivateLock",
    "Promise",
    "PromiseAnswer",
    "Remark",
    "Reply",
    "ReportOpinion",
    "ReportRevision",
    "ReviewReturn",
    "ReviewRevision",
    "ReviewSignature",
    "ReviewTemplate",
    "SelfReview",
    "Suggestion",
    "TypedRemark",
    "UpwardCourse",
    "WithheldAuthor",
]
