"""Audit codes of this room. No line holds the words of a question."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register(
    {
        "questions.question.asked": _("A question was asked"),
        "questions.question.passed": _("A question was passed on to the committee above"),
        "questions.question.withdrawn": _("A question was taken back"),
        "questions.question.answered": _("A question was answered"),
        "questions.question.closed": _("Whoever asked said that the answer is clear"),
        "questions.answer.given": _("An answer was given"),
        "questions.answer.changed": _("An answer was changed"),
        "questions.answer.published": _("An answer was put among the common questions"),
        "questions.answer.taken_down": _("An answer was taken from the common questions"),
    }
)
