"""Audit codes of this room."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register(
    {
        "corrections.finding.stated": _("A finding was stated"),
        "corrections.finding.shown": _("The named person was shown a finding"),
        "corrections.finding.answered": _("A finding was answered"),
        "corrections.finding.settled": _("An objection to a finding was decided"),
        "corrections.finding.divided": _("A finding of the collective was divided"),
        "corrections.finding.closed": _("A finding was closed"),
        "corrections.finding.closed_small": _("A small finding was closed in the meeting"),
        "corrections.finding.reopened": _("A finding was opened again"),
        "corrections.appeal.filed": _("An appeal was filed"),
        "corrections.appeal.named": _("Three people were named for an appeal"),
        "corrections.appeal.word": _("One of the three said a word on an appeal"),
        "corrections.appeal.decided": _("An appeal was decided"),
        "corrections.share.answered": _("A share was answered"),
        "corrections.share.approved": _("A share of the collective as such was decided"),
        "corrections.finding.marked": _("Fields, priority or target of a finding were set"),
        "corrections.finding.linked": _("A finding was tied to an earlier one that came back"),
        "corrections.finding.revisited": _("A finding closed on confidence was looked at again"),
        "corrections.target.added": _("A target was added"),
        "corrections.tags.published": _("A catalogue of fields was published"),
        "corrections.share.settled": _("An objection to a share was decided"),
        "corrections.share.expired": _("A share was not answered in time"),
        "corrections.action.set": _("A measure was set"),
        "corrections.action.reported": _("A measure was reported as done"),
        "corrections.action.confirmed": _("A measure was confirmed by somebody else"),
        "corrections.action.sent_back": _("A measure was sent back"),
        "corrections.action.asked_after": _("A regular meeting asked after a measure"),
        "corrections.action.rhythm": _("How often a measure is reported on was chosen"),
        "corrections.action.progress": _("The owner said how a measure goes"),
        "corrections.step.set": _("A step of a measure was set"),
        "corrections.step.done": _("A step of a measure was ticked"),
        "corrections.step.removed": _("A step of a measure was left out"),
        "corrections.evidence.added": _("A file was added to a measure"),
        "corrections.evidence.removed": _("A file was taken away from a measure"),
        "corrections.extension.asked": _("A later day was asked for"),
        "corrections.extension.decided": _("A later day was decided"),
        "corrections.recheck.opened": _("A re-check was opened"),
        "corrections.recheck.bound": _("A re-check was bound to a meeting"),
        "corrections.recheck.judged": _("A measure was judged at a re-check"),
        "corrections.recheck.answered": _("A re-check was finished"),
        "corrections.carried.answered": _("A member answered for a shortcoming of an earlier drive"),
        "corrections.indicator.defined": _("An indicator was defined"),
        "corrections.indicator.tied": _("An indicator was tied to a finding"),
        "corrections.indicator.noted": _("A value of an indicator was noted"),
    }
)
