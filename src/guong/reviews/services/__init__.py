"""Writes of this room: the forms, one's own self-review, typing for somebody, remarks and replies."""

from guong.reviews.services.afar import confirm_typed_remark, drop_typed_remark, type_remark
from guong.reviews.services.collective import (
    answer_opinion,
    circulate_report,
    draw_back_report,
    finalise_report,
    present_report,
    save_report,
    say_of_report,
    start_report,
)
from guong.reviews.services.ending import finalise_presented, finalise_review, return_review, sign_review
from guong.reviews.services.helping import confirm_typed, take_over_typed, type_for
from guong.reviews.services.promises import (
    answer_promise,
    correct_promise,
    enter_promise,
    note_promises_shown,
    take_off_promise,
)
from guong.reviews.services.remarks import make_remark, note_remarks_shown, reply_to_remark
from guong.reviews.services.suggestions import answer_suggestion, suggest
from guong.reviews.services.templates import ensure_templates
from guong.reviews.services.upward import acknowledge_upward, answer_upward, judge_answer, judge_promise
from guong.reviews.services.writing import hand_in, present_review, save_draft, start_review, take_back

__all__ = [
    "acknowledge_upward",
    "answer_opinion",
    "answer_promise",
    "answer_suggestion",
    "answer_upward",
    "circulate_report",
    "confirm_typed",
    "confirm_typed_remark",
    "correct_promise",
    "draw_back_report",
    "drop_typed_remark",
    "ensure_templates",
    "enter_promise",
    "finalise_presented",
    "finalise_report",
    "finalise_review",
    "hand_in",
    "judge_answer",
    "judge_promise",
    "make_remark",
    "note_promises_shown",
    "note_remarks_shown",
    "present_report",
    "present_review",
    "reply_to_remark",
    "return_review",
    "save_draft",
    "save_report",
    "say_of_report",
    "sign_review",
    "start_report",
    "start_review",
    "suggest",
    "take_back",
    "take_off_promise",
    "take_over_typed",
    "type_for",
    "type_remark",
]
