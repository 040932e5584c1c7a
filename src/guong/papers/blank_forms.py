"""Which blank forms an evening needs on paper: one of each self-review in use among the members of the body."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery

from guong.drives.models import Participant
from guong.meetings.models import Meeting
from guong.reviews.models import ReviewTemplate, SelfReview

Form = tuple[str, list[str]]  # title of the form, titles of its parts


def forms_of(meeting: Meeting) -> list[Form]:
    """The newest version of each form that fits a member of the body, or the version already used in the drive; in no drive, none.

    For selectors of this room that have asked for the right: nothing of a person is read.
    """
    if meeting.drive_id is None:
        return []
    rows = Participant.objects.filter(drive=meeting.drive_id, unit=meeting.unit_id, eligible=True)
    kinds = set(rows.values_list("kind", flat=True).distinct())
    newest = ReviewTemplate.objects.filter(code=OuterRef("code")).order_by("-version").values("pk")[:1]
    forms = list(ReviewTemplate.objects.filter(pk=Subquery(newest)).order_by("code"))
    used = SelfReview.objects.filter(drive=meeting.drive_id, unit=meeting.unit_id).values("template_id")
    here = {one.code: one for one in ReviewTemplate.objects.filter(pk__in=used)}
    known = {kind for one in forms for kind in one.kinds}
    fitting = [one for one in forms if kinds.intersection(one.kinds) or ("" in one.kinds and kinds - known)]
    chosen = [here.get(one.code, one) for one in fitting]
    return [(one.title, [str(part["title"]) for part in one.sections]) for one in chosen]
