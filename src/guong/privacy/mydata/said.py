"""What was said about me, for "My file"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from guong.corrections import selectors as corrections
from guong.corrections.models import Finding, Share
from guong.kernel.actor import Actor
from guong.reviews.models import Remark


@dataclass(frozen=True, slots=True)
class Said:
    """Something said about me: a remark, or a finding that names me or of which I carry a share."""

    at: datetime
    remark: Remark | None = None
    finding: Finding | None = None
    share: Share | None = None  # my own share of a collective finding


def said_about_me(*, actor: Actor, remarks: list[Remark]) -> list[Said]:
    """Remarks and findings together, newest first."""
    found = corrections.findings_about(actor=actor, person_id=actor.person_id or 0)
    both = [Said(remark.made_at, remark=remark) for remark in remarks]
    both += [Said(row.stated_at, finding=row, share=own_share(row, actor)) for row in found]
    return sorted(both, key=lambda said: said.at, reverse=True)


def own_share(finding: Finding, actor: Actor) -> Share | None:
    """My share of a collective's finding, which the selector has laid beside it."""
    shares: list[Share] = getattr(finding, "standing_shares", [])
    return next((share for share in shares if share.person_id == actor.person_id), None)
