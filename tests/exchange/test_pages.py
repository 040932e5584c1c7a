"""The upload pages: choose, look, say yes; nothing typed or half-written is lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from guong.exchange.models import PendingImport
from guong.kernel import clock
from guong.org.models import Person
from guong.org.services import create_unit
from tests.cast import NOON, SYSTEM, Cast
from tests.exchange.samples import small, ward_file


@pytest.fixture(autouse=True)
def data_folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.accounts[who])
    return client


def send(client: Client, cast: Cast, data: bytes, **more: str):  # type: ignore[no-untyped-def]
    file = SimpleUploadedFile("ds.xlsx", data)
    return client.post(reverse("import-new", args=[cast.ward.pk]), {"file": file, **more})


def test_upload_preview_confirm(
    cast: Cast, data_folder: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client = signed_in(cast, "clerk")
    assert client.get(reverse("import-new", args=[cast.ward.pk])).status_code == 200
    answer = send(client, cast, ward_file(), create_units="on")
    assert answer.status_code == 302
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert b"700" in page.content
    assert not Person.objects.filter(code="ĐV-001").exists(), "a preview writes nothing"
    assert client.get(answer["Location"] + "?loc=create&trang=7").status_code == 200
    pending = PendingImport.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(reverse("import-confirm", args=[pending.pk]))
    assert done.status_code == 302
    assert Person.objects.filter(code="ĐV-001").exists()
    assert not PendingImport.objects.exists()
    assert not list((data_folder / "pending").iterdir()), "the file is gone"


def test_errors_are_shown_and_cannot_be_confirmed(cast: Cast) -> None:
    client = signed_in(cast, "clerk")
    answer = send(client, cast, small((0, "Ngày, tháng, năm sinh", "31/02/1980")))
    page = client.get(answer["Location"])
    assert "31/02/1980" in page.content.decode()
    assert reverse("import-confirm", args=[PendingImport.objects.get().pk]) not in page.content.decode()
    forced = client.post(reverse("import-confirm", args=[PendingImport.objects.get().pk]))
    assert forced.status_code == 422
    assert not Person.objects.filter(code="A-1").exists()
    dropped = client.post(reverse("import-drop", args=[PendingImport.objects.get().pk]))
    assert dropped.status_code == 302
    assert not PendingImport.objects.exists()


@pytest.mark.parametrize("data", [b"", b"not a workbook", b"PK\x03\x04broken"])
def test_a_bad_file_gets_a_sentence_beside_its_field(cast: Cast, data: bytes) -> None:
    answer = send(signed_in(cast, "clerk"), cast, data)
    assert answer.status_code == 422
    assert not PendingImport.objects.exists()


def test_no_file_and_a_file_too_large(cast: Cast, settings: LazySettings) -> None:
    client = signed_in(cast, "clerk")
    assert client.post(reverse("import-new", args=[cast.ward.pk]), {}).status_code == 422
    settings.UPLOAD_LIMIT = 1000
    assert send(client, cast, small()).status_code == 422


def test_a_waiting_list_is_its_owners_alone_and_not_for_long(cast: Cast) -> None:
    with cast.at():
        send(signed_in(cast, "clerk"), cast, small())
        preview = reverse("import-preview", args=[PendingImport.objects.get().pk])
        assert signed_in(cast, "ward_secretary").get(preview).status_code == 404
        assert signed_in(cast, "clerk").get(preview).status_code == 200
    with clock.at(NOON + timedelta(hours=3)):
        assert signed_in(cast, "clerk").get(preview).status_code == 404


def test_who_may_bring_in_a_list(cast: Cast) -> None:
    other = create_unit(actor=SYSTEM, code="XA-B", name="Đảng ủy xã Bến Lau", kind="commune", parent=cast.district)
    here, there = reverse("import-new", args=[cast.ward.pk]), reverse("import-new", args=[other.pk])
    expected = [
        ("clerk", here, 200),
        ("clerk", there, 404),
        ("ward_secretary", here, 403),
        ("member", here, 404),
        ("outsider", here, 404),
    ]
    for who, url, status in expected:
        assert signed_in(cast, who).get(url).status_code == status, (who, url)
    assert Client().get(here).status_code == 302
