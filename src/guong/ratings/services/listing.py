"""Making the decided levels public: name, office, unit, level, and nothing else (R45)."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Conflict, Invalid
from guong.org.models import Post, Unit
from guong.org.querysets import valid_on
from guong.ratings.enums import RatingState
from guong.ratings.models import Campaign, Publication, Rating
from guong.ratings.perms import PUBLISH_LIST
from guong.ratings.querysets import decided
from guong.ratings.services.common import require_year_end


@service
def publish_list(*, actor: Actor, campaign: Campaign, unit: Unit) -> Publication:
    """Publish what this body decided; an earlier list is withdrawn by it. Whoever stands in the list does not publish it (R42)."""
    actor.require(PUBLISH_LIST, unit.path)
    require_year_end(campaign.drive)
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    rows = list(
        decided(Rating.objects.filter(campaign=campaign, decided_in=unit)).select_related("person", "unit__parent")
    )
    if not rows:
        raise Invalid(_("Nothing was decided here yet, so there is nothing to publish."))
    if actor.person_id is not None and any(row.person_id == actor.person_id for row in rows):
        raise Invalid(_("You stand in this list yourself: let another comrade of the office publish it."))
    Publication.objects.filter(campaign=campaign, unit=unit, withdrawn_at=None).update(withdrawn_at=clock.now())
    made = Publication.objects.create(
        campaign=campaign, unit=unit, lines=_lines(rows), published_at=clock.now(), published_by_label=actor.label
    )
    record(actor, "ratings.list.published", made, unit_path=unit.path, changes={"total": len(rows)})
    return made


@service
def withdraw_list(*, actor: Actor, publication: Publication) -> Publication:
    """Take the list down at once."""
    actor.require(PUBLISH_LIST, publication.unit.path)
    row = Publication.objects.select_for_update(of=("self",)).select_related("unit").get(pk=publication.pk)
    if row.withdrawn_at is not None:
        raise Conflict(_("This list was withdrawn already."))
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    record(actor, "ratings.list.withdrawn", row, unit_path=row.unit.path)
    return row


def _lines(rows: list[Rating]) -> list[dict[str, Any]]:
    """Comrades in the order of names, then bodies; in the words of the paper."""
    posts: dict[int, list[Post]] = {}
    held = Post.objects.filter(valid_on(clock.today()), person_id__in=[row.person_id for row in rows if row.person_id])
    for post in held.select_related("unit").order_by("pk"):
        posts.setdefault(post.person_id, []).append(post)
    ordered = sorted(
        rows, key=lambda row: (row.person is None, row.person.name_key if row.person else row.unit.name_key)
    )
    with translation.override("vi"):
        return [
            {
                "name": row.person.full_name if row.person else row.unit.name,
                "posts": "; ".join(
                    f"{post.get_kind_display()}, {post.unit.name}" for post in posts.get(row.person_id or 0, [])
                ),
                "unit": row.unit.name
                if row.person
                else text.clean_line(row.unit.parent.name if row.unit.parent else ""),
                "level": row.get_level_display(),
                "reviewing": row.state == RatingState.REVIEWING,
            }
            for row in ordered
        ]
