"""What each rule says to those who can mend it: a sentence, why it matters, how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Words:
    """`title` in a line; `why` and `mend` in a sentence each."""

    title: Any
    why: Any
    mend: Any


WORDS: dict[str, Words] = {
    "without_verb": Words(
        _("A measure in which nothing is done"),
        _("No word in it says what somebody does, so nobody can see whether it was done."),
        _("Begin with a verb: call, list, write, meet, repair …"),
    ),
    "general": Words(
        _("A measure of general words"),
        _("“Strengthen, raise, draw lessons” cannot be looked at a month later."),
        _("Add how many, how often or by when, so that somebody else can see it."),
    ),
    "careless": Words(
        _("A cause that only says “careless”"),
        _("If only the person is the cause, the circumstances that made it possible stay."),
        _("Ask first: time, means, rules, numbers of people? Then write what of it can be changed."),
    ),
    "bare_fact": Words(
        _("A fact without figures, time or place"),
        _("Whoever is named cannot answer a general phrase."),
        _("Say when, where and how often it happened."),
    ),
    "equal_parts": Words(
        _("All shares are equal"),
        _("Equal parts often mean that heads were counted, not responsibility."),
        _("Ask who could have decided otherwise. If the parts really are equal, leave them."),
    ),
    "mostly_nobody": Words(
        _("Half or more lies on the collective as a whole"),
        _("What everybody carries, nobody does."),
        _("Look at the division of work once more: whose field is it?"),
    ),
    "same_words": Words(
        _("One sentence is the measure of several people"),
        _("Then the people are clear and the work is not."),
        _("Ask each one what he or she will do on his or her own."),
    ),
    "same_deadline": Words(
        _("All measures end on one day"),
        _("A common day is often the day of the report, not of the work."),
        _("Let each measure end when it can be done."),
    ),
    "often_moved": Words(
        _("A day that was moved again and again"),
        _("The measure may be the wrong one, or too large."),
        _("Divide it into steps, or set another measure."),
    ),
    "all_first": Words(
        _("More than half of the findings come first"),
        _("If everything is first, nothing is."),
        _("Keep the mark for the root from which the others grow."),
    ),
    "last_day": Words(
        _("Everything was closed on one day"),
        _("What is closed for the report often comes back."),
        _("Look at each one again, or close on confidence with a day to look again."),
    ),
}
