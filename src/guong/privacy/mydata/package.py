"""One click: a zip with the paper, the plain values and the files (D23)."""

from __future__ import annotations

import io
import json
import zipfile

from django.utils import translation

from guong.audit.work import record, service
from guong.files.selectors import open_file
from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import NotFound
from guong.org.models import Membership, Person
from guong.papers import pdf
from guong.papers.letterhead import head_of
from guong.papers.shapes import Head
from guong.privacy import events  # noqa: F401  # registers the audit codes
from guong.privacy.mydata.gather import my_files, portable
from guong.privacy.mydata.paper import compose
from guong.reviews import selectors as reviews


def my_package(*, actor: Actor, person: Person | None) -> bytes:
    """The bytes of the zip. A file that is missing on the disk is left out; its line in the JSON stays."""
    with translation.override("vi"):
        data = portable(actor=actor, person=person)
        paper = compose(_head(person), data, _titles(actor))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ho-so-cua-toi.pdf", pdf.render([paper]))
        archive.writestr("ho-so-cua-toi.json", json.dumps(data, ensure_ascii=False, indent=2))
        for name, stored in my_files(actor=actor):
            try:
                archive.writestr(name, open_file(stored))
            except NotFound:
                continue
    if person is not None:
        note_taken(actor=actor, person=person)
    return buffer.getvalue()


@service
def note_taken(*, actor: Actor, person: Person) -> None:
    """Note that the member took it along: a copy is out of the house now."""
    where = _where(person)
    record(
        actor, "privacy.file.taken", person, unit_path=where.unit.path if where else "", person_id=person.pk
    )  # fmt: skip


def _where(person: Person) -> Membership | None:
    return Membership.objects.filter(person=person).select_related("unit__parent").order_by("-from_on").first()


def _head(person: Person | None) -> Head:
    where = _where(person) if person else None
    if where is None:
        return Head(parent="", issuer="GƯƠNG", place="........", on=clock.today())
    return head_of(where.unit, clock.today())


def _titles(actor: Actor) -> dict[str, str]:
    if actor.person_id is None:
        return {}
    mine = reviews.my_reviews(actor=actor)
    return {str(one["key"]): str(one["title"]) for review in mine for one in review.template.sections}
