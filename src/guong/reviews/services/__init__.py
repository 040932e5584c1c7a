"""Writes of this room: the forms, one's own self-review, typing for somebody, remarks and replies."""

from guong.reviews.services.helping import confirm_typed, take_over_typed, type_for
from guong.reviews.services.remarks import make_remark, note_remarks_shown, reply_to_remark
from guong.reviews.services.templates import ensure_templates
from guong.reviews.services.upward import acknowledge_upward, answer_upward, judge_answer
from guong.reviews.services.writing import hand_in, present_review, save_draft, start_review, take_back

__all__ = [
    "acknowledge_upward",
    "answer_upward",
    "confirm_typed",
    "ensure_templates",
    "hand_in",
    "judge_answer",
    "make_remark",
    "note_remarks_shown",
    "present_review",
    "reply_to_remark",
    "save_draft",
    "start_review",
    "take_back",
    "take_over_typed",
    "type_for",
]
