"""Audit codes of this room."""

from django.utils.translation import gettext_lazy as _

from guong.audit.codes import register

register(
    {
        "plans.plan.started": _("A personal plan was begun"),
        "plans.plan.saved": _("A draft of a personal plan was saved"),
        "plans.plan.typed_for": _("A personal plan was typed for a member"),
        "plans.plan.confirmed": _("A member said yes to the plan typed for him or her"),
        "plans.plan.presented": _("A personal plan was presented"),
        "plans.plan.submitted": _("A personal plan was submitted"),
        "plans.plan.returned": _("A personal plan was returned for revision"),
        "plans.plan.accepted": _("A personal plan was accepted"),
        "plans.copy.sent": _("A copy of a personal plan was sent"),
        "plans.copy.received": _("The receipt of a copy was noted"),
        "plans.posting.posted": _("A plan was posted publicly"),
        "plans.posting.taken_down": _("A posted plan was taken down"),
        "plans.posting.proven": _("A photograph of a posting was added"),
        "plans.monitor.remarked": _("The Front remarked on a plan"),
        "plans.routes.published": _("A table of where copies of plans go was published"),
        "plans.pledge.signed": _("A signed commitment sheet was noted"),
        "plans.assessment.noted": _("The meeting assessed how a plan is kept"),
        "plans.assessment.replied": _("An assessment of a plan was answered"),
        "plans.supervision.planned": _("A line of a plan of supervision was written"),
        "plans.supervision.seen": _("What a monitor saw was noted"),
        "plans.supervision.answered": _("The cell answered what a monitor saw"),
        "plans.programme.adopted": _("A version of an action programme was adopted"),
        "plans.monitor.replied": _("A remark of the Front was answered"),
    }
)
