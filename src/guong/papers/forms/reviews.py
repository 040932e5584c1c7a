"""The form of one member's self-review: who may print it, and who may bring it back."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from guong.drives.models import Drive, Participant
from guong.kernel.actor import Actor
from guong.org.models import Person
from guong.papers.forms import reading, writing
from guong.papers.forms.reading import FilledForm
from guong.papers.forms.sheet import FormId, FormSheet, SheetSection
from guong.papers.letterhead import head_of
from guong.papers.services import note_paper
from guong.reviews import selectors
from guong.reviews.models import ReviewTemplate, SelfReview


def owner_mark(drive: Drive, person: Person) -> str:
    """Ten figures that name one person in one drive to nobody but this installation."""
    return salted_hmac("guong.papers.forms", f"{drive.pk}:{person.pk}").hexdigest()[:10]


def _sheet(
    template: ReviewTemplate, drive: Drive, participant: Participant, content: dict[str, str], code: bytes = b""
) -> FormSheet:
    return FormSheet(
        form=FormId(template.code, template.version, owner_mark(drive, participant.person)),
        title=template.title, head=head_of(participant.unit, None), name=participant.person.full_name,
        cell=participant.unit.name, drive=drive.name, sections=_sections(template, content), code=code,
    )  # fmt: skip


def _sections(template: ReviewTemplate, content: dict[str, str]) -> tuple[SheetSection, ...]:
    return tuple(
        SheetSection(one["key"], one["title"], one["ask"], one["hint"], str(content.get(one["key"], "")))
        for one in template.sections
    )


def my_form(*, actor: Actor, review: SelfReview, code: bytes = b"") -> bytes:
    """The form of the actor's own self-review, with what the draft already holds. NotFound for anybody else's (D7).

    `code`: a PNG of the address that opens this very form for whoever may type it (S139).
    """
    review = selectors.my_review(actor=actor, review_id=review.pk)
    return writing.render(_my_sheet(review, code))


def read_mine(*, actor: Actor, review: SelfReview, name: str, data: bytes) -> FilledForm:
    """The words of the filled form of the actor's own self-review. Errors as `read_form`; nothing is written."""
    review = selectors.my_review(actor=actor, review_id=review.pk)
    return reading.read_form(_my_sheet(review), name, data)


def _my_sheet(review: SelfReview, code: bytes = b"") -> FormSheet:
    participant = Participant(person=review.person, unit=review.unit)
    return _sheet(review.template, review.drive, participant, review.draft, code)


def form_for_member(*, actor: Actor, participant: Participant, code: bytes = b"") -> bytes:
    """The empty form of a member for whom the actor may type; printing it is noted in the member's file (D6)."""
    made = writing.render(_member_sheet(actor, participant, code))
    note_paper(
        actor=actor, kind="self_review", target=participant, unit_path=participant.unit.path,
        person_id=participant.person_id,
    )  # fmt: skip
    return made


def read_for_member(*, actor: Actor, participant: Participant, name: str, data: bytes) -> FilledForm:
    """The same for a helper who was handed the member's file."""
    return reading.read_form(_member_sheet(actor, participant), name, data)


def _member_sheet(actor: Actor, participant: Participant, code: bytes = b"") -> FormSheet:
    selectors.member_to_help(actor=actor, drive=participant.drive, person_id=participant.person_id)
    template = selectors.template_of(actor=actor, participant=participant)
    return _sheet(template, participant.drive, participant, {}, code)


def library_form(*, actor: Actor, template_id: int) -> tuple[ReviewTemplate, bytes]:
    """A form of the library, for anybody to fill in: nobody's name, nobody's mark."""
    template = selectors.published_form(actor=actor, template_id=template_id)
    sheet = FormSheet(
        form=FormId(template.code, template.version), title=template.title, head=None, name="", cell="", drive="",
        sections=_sections(template, {}),
    )  # fmt: skip
    return template, writing.render(sheet)
