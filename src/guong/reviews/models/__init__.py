"""Self-reviews with immutable revisions, what becomes of them, collective reports, remarks with their replies."""

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

__all__ = [
    "CollectiveReport",
    "Remark",
    "Reply",
    "ReportOpinion",
    "ReportRevision",
    "ReviewReturn",
    "ReviewRevision",
    "ReviewSignature",
    "ReviewTemplate",
    "SelfReview",
    "UpwardCourse",
    "WithheldAuthor",
]
