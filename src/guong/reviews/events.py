"""Audit codes of this room."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register(
    {
        "reviews.template.published": _("A form of self-review was published"),
        "reviews.review.started": _("A self-review was begun"),
        "reviews.review.saved": _("A draft of a self-review was saved"),
        "reviews.review.handed_in": _("A self-review was handed in"),
        "reviews.review.taken_back": _("A self-review was taken back"),
        "reviews.review.typed_for": _("A self-review was typed for a member"),
        "reviews.review.confirmed": _("A member said yes to what was typed"),
        "reviews.review.taken_over": _("A member went on writing what was typed"),
        "reviews.review.presented": _("A self-review was presented"),
        "reviews.review.returned": _("A self-review was returned to its author"),
        "reviews.review.finalised": _("A self-review was finalised"),
        "reviews.review.signed": _("A member said what he or she thinks of the final text"),
        "reviews.promise.entered": _("A promise was entered in a member's register"),
        "reviews.promise.corrected": _("A member put a promise right"),
        "reviews.promise.taken_off": _("A member took a promise off the register"),
        "reviews.promise.shown": _("A member was shown a promise that an office had entered"),
        "reviews.promise.answered": _("A member said what became of a promise"),
        "reviews.book.set_up": _("A member began a private book"),
        "reviews.book.secret_changed": _("A member changed the secret of the private book"),
        "reviews.mirror.published": _("The catalogue of manifestations was entered"),
        "reviews.suggestion.made": _("A higher body suggested what to look at"),
        "reviews.suggestion.answered": _("A suggestion from above was answered"),
        "reviews.upward.promise_judged": _("The author said whether the promise was kept"),
        "reviews.report.begun": _("A collective report was begun"),
        "reviews.report.saved": _("A draft of a collective report was saved"),
        "reviews.report.circulated": _("A collective report was given to the members to read"),
        "reviews.report.drawn_back": _("A collective report was drawn back for changes"),
        "reviews.report.spoken_of": _("A member said what he or she thinks of a collective report"),
        "reviews.report.answered": _("An opinion on a collective report was answered"),
        "reviews.report.finalised": _("A collective report was finalised"),
        "reviews.report.presented": _("A collective report was presented"),
        "reviews.remark.made": _("A remark was made"),
        "reviews.remark.typed_for": _("A remark was typed for a comrade and waits for a yes"),
        "reviews.remark.confirmed": _("A comrade said yes to a remark that was typed"),
        "reviews.remark.typed_dropped": _("A typed remark was dropped before anybody said yes"),
        "reviews.remark.shown": _("A remark was shown to the person it names"),
        "reviews.remark.replied": _("A remark was answered"),
        "reviews.upward.acknowledged": _("A committee noted that it received a remark"),
        "reviews.upward.answered": _("A committee answered a remark to it"),
        "reviews.upward.judged": _("The author said whether the answer answers"),
    }
)
