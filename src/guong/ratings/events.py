"""Audit codes of this room."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register(
    {
        "ratings.scheme.published": _("A scheme of rating was published"),
        "ratings.campaign.opened": _("The year-end rating of a drive was opened"),
        "ratings.campaign.changed": _("The days of a year-end rating were changed"),
        "ratings.rating.started": _("A self-rating was begun"),
        "ratings.rating.saved": _("A self-rating was saved"),
        "ratings.rating.handed_in": _("A self-rating was handed in"),
        "ratings.rating.taken_back": _("A self-rating was taken back"),
        "ratings.rating.proposed": _("The collective appraised and proposed a level"),
        "ratings.rating.sent_back": _("A proposal was sent back to the collective"),
        "ratings.rating.decided": _("A level was decided"),
        "ratings.opinion.noted": _("The opinion of a body concerned was noted"),
        "ratings.opinion.replied": _("A comrade said something to the proposal about him or her"),
        "ratings.rating.shown": _("A comrade opened what was said in a rating"),
        "ratings.grounds.stated": _("Grounds for the higher share of an outstanding body were stated"),
        "ratings.ballot.noted": _("The tally of a secret vote was noted"),
        "ratings.petition.filed": _("A petition against a level was filed"),
        "ratings.petition.answered": _("A petition against a level was answered"),
        "ratings.list.published": _("A list of levels was published"),
        "ratings.list.withdrawn": _("A list of levels was withdrawn"),
    }
)
