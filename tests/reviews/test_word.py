"""The form as a Word file on the pages: out with a name on it, back into the draft, never handed in by itself."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from guong.drives.models import Drive
from guong.kernel import clock
from guong.reviews import services
from guong.reviews.enums import ReviewState
from guong.reviews.models import SelfReview
from tests.cast import Cast
from tests.papers.test_forms import WORDS, fill
from tests.reviews.helpers import FULL, open_drive

NOW = clock.local(2026, 4, 1, 19, 42)


@pytest.fixture(autouse=True)
def evening(cast: Cast) -> Iterator[None]:
    with cast.at(NOW):
        yield


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_drive(cast)


@pytest.fixture
def review(cast: Cast, drive: Drive) -> SelfReview:
    return services.start_review(actor=cast.actor("member"), drive=drive, person=cast.person("member"))


def browser(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.accounts[who])
    return client


def filled(data: bytes, words: dict[str, str] = WORDS, after: str = "") -> SimpleUploadedFile:
    document = Document(io.BytesIO(data))
    fill(document, words)
    if after:
        document.add_paragraph(after)
    out = io.BytesIO()
    document.save(out)
    return SimpleUploadedFile("Bản tự soi.docx", out.getvalue())


def test_S127_the_form_goes_out_and_comes_back_into_the_draft_and_is_not_handed_in(
    cast: Cast, review: SelfReview
) -> None:
    client = browser(cast, "member")
    form = client.get(f"/tu-soi/{review.pk}/mau.docx")
    assert form["Content-Disposition"].startswith("attachment")
    assert len(Document(io.BytesIO(form.content)).inline_shapes) == 1, "the code that opens this very form (S139)"
    page = client.post(f"/tu-soi/{review.pk}/tu-word/", {"file": filled(form.content, after="Nói thêm một câu.")})
    text = page.content.decode()
    assert page.status_code == 200
    assert page.context["found"].pictures == 0, "the form's own code is no picture that somebody put in"
    assert WORDS["shortcomings"] in text
    assert SelfReview.objects.get().draft == {}
    posted = {f"s-{key}": words for key, words in WORDS.items()}
    posted |= {"stamp": "0", "loose": json.dumps(["Nói thêm một câu."]), "act": "place"}
    unplaced = client.post(f"/tu-soi/{review.pk}/tu-word/", posted)
    assert unplaced.status_code == 422
    assert "Nói thêm một câu." in unplaced.content.decode()
    done = client.post(f"/tu-soi/{review.pk}/tu-word/", {**posted, "place-0": "direction"})
    assert done["Location"] == f"/tu-soi/{review.pk}/"
    kept = SelfReview.objects.get()
    assert kept.state == ReviewState.DRAFT
    assert kept.draft == {**WORDS, "direction": f"{WORDS['direction']}\n\nNói thêm một câu."}


def test_what_the_draft_holds_is_neither_lost_nor_doubled(cast: Cast, review: SelfReview) -> None:
    client, actor = browser(cast, "member"), cast.actor("member")
    form = client.get(f"/tu-soi/{review.pk}/mau.docx").content
    services.save_draft(
        actor=actor, review=review, content={"strengths": "Câu đã viết trên máy.", "causes": WORDS["causes"]}, stamp=0
    )
    page = client.post(f"/tu-soi/{review.pk}/tu-word/", {"file": filled(form)})
    shown = {bound.name: bound.value() for bound in page.context["form"]}
    assert shown["s-strengths"] == f"Câu đã viết trên máy.\n\n{WORDS['strengths']}"
    assert shown["s-causes"] == WORDS["causes"]
    services.save_draft(actor=actor, review=review, content={"strengths": "Câu viết ở cửa sổ khác."}, stamp=1)
    posted = {"s-strengths": shown["s-strengths"], "stamp": "1", "loose": "[]", "act": "place"}
    again = client.post(f"/tu-soi/{review.pk}/tu-word/", posted)
    assert again.status_code == 409
    assert "Câu viết ở cửa sổ khác." in again.content.decode()
    assert SelfReview.objects.get().draft == {"strengths": "Câu viết ở cửa sổ khác."}


def test_bad_files_and_bad_posts_get_a_sentence(cast: Cast, drive: Drive, review: SelfReview) -> None:
    client = browser(cast, "member")
    other = services.start_review(actor=cast.actor("member2"), drive=drive, person=cast.person("member2"))
    foreign = browser(cast, "member2").get(f"/tu-soi/{other.pk}/mau.docx").content
    page = client.post(f"/tu-soi/{review.pk}/tu-word/", {"file": filled(foreign)})
    assert page.status_code == 422
    assert "đồng chí khác" in page.content.decode()
    for bad in ({}, {"file": SimpleUploadedFile("a.docx", b"x")}, {"file": SimpleUploadedFile("a.docx", b"\0" * 99)}):
        assert client.post(f"/tu-soi/{review.pk}/tu-word/", bad).status_code == 422
    hostile = {"loose": '["' + "[" * 4000, "act": "place", "stamp": "²", "s-strengths": "Chữ\0"}
    assert client.post(f"/tu-soi/{review.pk}/tu-word/", hostile).status_code in {200, 409}
    assert browser(cast, "cell_secretary").get(f"/tu-soi/{review.pk}/mau.docx").status_code == 404
    assert browser(cast, "cell_secretary").get(f"/tu-soi/{review.pk}/tu-word/").status_code == 404


def test_S140_a_helper_brings_in_the_file_of_a_comrade_and_it_waits_for_the_yes(cast: Cast, drive: Drive) -> None:
    client, person = browser(cast, "cell_secretary"), cast.person("helped")
    services.ensure_templates(actor=cast.actor("clerk"))
    base = f"/chi-bo/{cast.cell.pk}/dot/{drive.pk}/tu-soi/nhap-giup/{person.pk}/"
    form = client.get(f"{base}mau.docx")
    assert form.status_code == 200
    page = client.post(f"{base}tu-word/", {"file": filled(form.content, FULL)})
    assert page.status_code == 200
    posted = {f"s-{key}": words for key, words in FULL.items()}
    done = client.post(f"{base}tu-word/", {**posted, "stamp": "0", "loose": "[]", "act": "place"})
    assert done.status_code == 302
    typed = SelfReview.objects.get(person=person)
    assert typed.waits_for_yes
    assert typed.draft == FULL


def test_S122_the_library_shows_and_gives_every_form(cast: Cast) -> None:
    forms = services.ensure_templates(actor=cast.actor("clerk"))
    client = browser(cast, "member")
    page = client.get("/mau-tu-soi/").content.decode()
    assert all(form.title in page for form in forms)
    assert client.get(f"/mau-tu-soi/{forms[0].pk}.docx").content.startswith(b"PK")
    assert client.get("/mau-tu-soi/99999.docx").status_code == 404
