"""Reads of this room. Every one goes through the actor's own things or the actor's scope."""

from guong.reviews.selectors.opened import handed_in_of, said_to
from guong.reviews.selectors.places import Place, form_for, hand_in_by, place, places_to_read, places_to_speak
from guong.reviews.selectors.portable import my_words
from guong.reviews.selectors.remarks import (
    coverage,
    people_to_address,
    remark,
    remark_to_answer,
    remarks_about_me,
    remarks_awaiting_me,
    remarks_by_me,
    remarks_of_meeting,
    remarks_of_unit,
)
from guong.reviews.selectors.reviews import (
    ReviewRow,
    member_to_help,
    my_open_drive,
    my_open_drives,
    my_review,
    my_reviews,
    open_review,
    prompt_for,
    reviews_of_unit,
    to_read,
    typed_text,
)

__all__ = [
    "Place",
    "ReviewRow",
    "coverage",
    "form_for",
    "hand_in_by",
    "handed_in_of",
    "member_to_help",
    "my_open_drive",
    "my_open_drives",
    "my_review",
    "my_reviews",
    "my_words",
    "open_review",
    "people_to_address",
    "place",
    "places_to_read",
    "places_to_speak",
    "prompt_for",
    "remark",
    "remark_to_answer",
    "remarks_about_me",
    "remarks_awaiting_me",
    "remarks_by_me",
    "remarks_of_meeting",
    "remarks_of_unit",
    "reviews_of_unit",
    "said_to",
    "to_read",
    "typed_text",
]
