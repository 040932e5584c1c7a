"""The words in which a drive is spoken of on screen, by its mode: the one place (S143, S145; R29).

A political activity asks for strengths beside faults and rates nobody: its screens never speak of a review in which one is judged, and set
no heading over a comrade's faults alone. The year-end review keeps the terms of its regulations. What is written here is chosen by
`mode_word`; a screen that would have to choose for itself gets a line here instead.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.drives.enums import DriveMode
from guong.drives.models import Drive

POLITICAL, YEAR_END = DriveMode.POLITICAL.value, DriveMode.YEAR_END.value

WORDS: dict[str, dict[str, Any]] = {
    "about": {
        POLITICAL: _("Strengths are asked too; nobody is rated."),
        YEAR_END: _("With rating and votes."),
    },
    "my_review": {POLITICAL: _("My self-review"), YEAR_END: _("My year-end review")},
    "my_review_printed": {
        POLITICAL: _("My self-review, as printed"),
        YEAR_END: _("My year-end review, as printed"),
    },
    "review_of": {
        POLITICAL: _("Self-review of comrade %(name)s"),
        YEAR_END: _("Year-end review of comrade %(name)s"),
    },
    "finalise_of": {
        POLITICAL: _("Finalise the self-review of comrade %(name)s"),
        YEAR_END: _("Finalise the year-end review of comrade %(name)s"),
    },
    "reviews_of_cell": {POLITICAL: _("Self-reviews of the cell"), YEAR_END: _("Year-end reviews of the cell")},
    "write_review": {POLITICAL: _("Write my self-review"), YEAR_END: _("Write my year-end review")},
    "not_handed_in": {
        POLITICAL: _("Has not handed in the self-review."),
        YEAR_END: _("Has not handed in the year-end review."),
    },
    "carried": {POLITICAL: _("What earlier drives left open"), YEAR_END: _("Shortcomings of earlier drives")},
    "suggest_below": {
        POLITICAL: _("What bodies and comrades below are asked to look at"),
        YEAR_END: _("Suggestions to bodies and comrades below"),
    },
    "suggestion_answer": {
        POLITICAL: _("Answer what the level above asks you to look at"),
        YEAR_END: _("Answer a suggestion from above"),
    },
    "who_first": {POLITICAL: _("Who looks at himself first?"), YEAR_END: _("Who is reviewed first?")},
    "conclude_required": {
        POLITICAL: _(
            "Yes. This drive asks the chair to conclude on each comrade: strengths first, then what to mend. Nobody is rated."
        ),
        YEAR_END: _(
            "Yes. This is the year-end review: the chair concludes on each member, and the rating is voted on."
        ),
    },
    "conclude_off": {
        POLITICAL: _(
            "No. This is political activity: there is no rating and no conclusion on each member. You conclude once, for the whole meeting; strengths are spoken of beside faults."
        ),
        YEAR_END: _(
            "No. In this year-end review you conclude once, for the whole meeting; the rating is voted on apart."
        ),
    },
    "conclude_optional": {
        POLITICAL: _(
            "As you see fit: this drive neither asks for a conclusion on each member nor forbids it. Say it only where it helps the comrade; strengths before faults."
        ),
        YEAR_END: _(
            "As you see fit: in this year-end review a conclusion on each member is neither asked for nor forbidden."
        ),
    },
    "close_required": {
        POLITICAL: _(
            "Political activity: this drive asks for a conclusion on each comrade, strengths first; nobody is rated."
        ),
        YEAR_END: _("Year-end review: conclude on each member."),
    },
    "close_off": {
        POLITICAL: _(
            "Political activity: conclude once for the whole meeting; no rating, no conclusion on each member."
        ),
        YEAR_END: _("Year-end review: conclude once for the whole meeting."),
    },
    "close_optional": {
        POLITICAL: _("You conclude for the whole meeting; on a member only where it helps."),
        YEAR_END: _("Year-end review: conclude for the whole meeting, and on a member where it is needed."),
    },
}
"""{what is said: {mode: the words}}. Every line says both."""


def mode_word(key: str, drive: Drive | None) -> Any:
    """The words of a drive's mode; outside any drive those of the political activity, which judge nobody."""
    return WORDS[key][drive.mode if drive is not None else POLITICAL]
