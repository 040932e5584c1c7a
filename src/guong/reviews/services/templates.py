"""The forms: published as versions, never edited."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.drives.models import Drive
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.reviews import events  # noqa: F401  # registers the audit codes
from guong.reviews.models import ReviewTemplate, SelfReview
from guong.reviews.texts import FORMS
from guong.reviews.texts_collective import COLLECTIVE


@service
def ensure_templates(*, actor: Actor) -> list[ReviewTemplate]:
    """Publish every form whose words differ from its newest version; return the newest of each. Twice changes nothing."""
    newest: list[ReviewTemplate] = []
    for form in (*FORMS, *COLLECTIVE):
        last = ReviewTemplate.objects.filter(code=form["code"]).order_by("-version").first()
        words = {"title": form["title"], "kinds": form["kinds"], "sections": form["sections"]}
        if last is None or any(getattr(last, name) != value for name, value in words.items()):
            version = last.version + 1 if last else 1
            last = ReviewTemplate.objects.create(code=form["code"], version=version, **words)
            record(actor, "reviews.template.published", last, changes={"code": last.code, "version": version})
        newest.append(last)
    return newest


def template_for(actor: Actor, drive: Drive, kind: str) -> ReviewTemplate:
    """The form for a kind of member (S127). The version first used in a drive stays that drive's version."""
    here = SelfReview.objects.filter(drive=drive, template=OuterRef("pk"))
    published = ReviewTemplate.objects.annotate(used=Exists(here)).order_by("-version")
    templates = list(published) or ensure_templates(actor=actor)
    fitting = [t for t in templates if kind in t.kinds] or [t for t in templates if "" in t.kinds]
    if not fitting:
        raise Invalid(_("There is no form of self-review for this kind of member. Ask the office to add one."))
    used = (one for one in templates if one.code == fitting[0].code and getattr(one, "used", False))
    return next(used, fitting[0])
