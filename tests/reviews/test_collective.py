"""The report of a body on itself: drafted from its books, read for three working days, answered, finalised, first (S5, R12, R13)."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from docx import Document

from guong.corrections.services import state_finding
from guong.drives.models import Drive
from guong.kernel import clock
from guong.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from guong.reviews import selectors, services
from guong.reviews.models import CollectiveReport
from tests.cast import Cast
from tests.reviews.helpers import FULL, browser, open_drive, open_meeting
from tests.reviews.test_ending import handed_in

NOW = clock.local(2026, 4, 1, 19, 42)  # a Wednesday
AFTER = clock.local(2026, 4, 7, 8)  # the Tuesday after three working days


@pytest.fixture(autouse=True)
def evening(cast: Cast) -> Iterator[None]:
    with cast.at(NOW):
        yield


@pytest.fixture
def drive(cast: Cast) -> Drive:
    return open_drive(cast)


def circulated(cast: Cast, drive: Drive, who: str = "cell_secretary") -> CollectiveReport:
    actor = cast.actor(who)
    report = services.start_report(actor=actor, drive=drive, unit=cast.cell, kind="cell", content=FULL)
    return services.circulate_report(actor=actor, report=report)


def test_R13_a_report_begins_with_what_the_books_say_and_no_single_comrade_stands_in_it(
    cast: Cast, drive: Drive
) -> None:
    secretary, meeting = cast.actor("cell_secretary"), open_meeting(drive, cast.cell)
    for subject, fact in (("collective", "Sổ họp tháng 2 ghi thiếu."), ("person", "Đồng chí Bường vắng hai buổi.")):
        state_finding(
            actor=secretary, drive=drive, unit=cast.cell, subject=subject, kind="people", fact=fact, source="review",
            person=cast.person("member") if subject == "person" else None, meeting=meeting,
        )  # fmt: skip
    handed_in(cast, drive)
    client = browser(cast, "cell_secretary")
    begun = client.post(f"/to-chuc/{cast.cell.pk}/dot/{drive.pk}/bao-cao-tap-the/cell/")
    page = client.get(begun["Location"]).content.decode()
    assert "Sổ họp tháng 2 ghi thiếu." in page
    assert "Đã nộp bản tự soi: 1/" in page
    assert "Đồng chí Bường" not in page


def test_S5_R13_from_the_draft_over_opinions_to_the_final_report(cast: Cast, drive: Drive) -> None:
    client, member = browser(cast, "cell_secretary"), browser(cast, "member")
    base = f"/to-chuc/{cast.cell.pk}/dot/{drive.pk}/bao-cao-tap-the/"
    edit = client.post(f"{base}cell/")["Location"]
    report = CollectiveReport.objects.get()
    read = f"/bao-cao-tap-the/{report.pk}/"
    assert member.get(read).status_code == 404  # a draft is the committee's
    posted = {f"s-{key}": text for key, text in FULL.items()}
    assert client.post(edit, {"stamp": 0, "act": "circulate"}).status_code == 422
    assert client.post(edit, {**posted, "stamp": 1, "act": "circulate"}).status_code == 302
    assert read in member.get("/").content.decode()
    page = member.get(read).content.decode()
    assert FULL["strengths"] in page
    assert "06/04/2026" in page
    assert member.post(read, {"text": "Việc đèn ngõ là của cả tổ."}).status_code == 302
    assert member.post(read, {"text": "Nữa."}).status_code == 422
    assert browser(cast, "member2").post(read, {"act": "read", "text": "bỏ"}).status_code == 302
    assert read not in member.get("/").content.decode()
    with cast.at(AFTER):
        assert client.post(f"{read}buoc/", {"act": "finalise"}).status_code == 400  # an opinion waits
        one = report.opinions.exclude(text="").get()
        assert client.post(f"/bao-cao-tap-the/y-kien/{one.pk}/", {"kind": "explain"}).status_code == 422
        assert client.post(f"/bao-cao-tap-the/y-kien/{one.pk}/", {"kind": "accept"}).status_code == 302
        assert client.post(f"{read}buoc/", {"act": "finalise"}).status_code == 302
    paper = member.get(f"{read}bao-cao.docx")
    words = "\n".join(p.text for p in Document(io.BytesIO(paper.content)).paragraphs)
    assert FULL["direction"] in words
    assert "DỰ THẢO" not in words


def test_R13_not_before_the_days_are_over_and_a_change_begins_them_anew(cast: Cast, drive: Drive) -> None:
    report, deputy = circulated(cast, drive), cast.actor("cell_deputy")
    with cast.at(clock.local(2026, 4, 6, 23)), pytest.raises(Invalid):
        services.finalise_report(actor=deputy, report=report)
    report = services.draw_back_report(actor=deputy, report=report)
    report = services.save_report(actor=deputy, report=report, content={**FULL, "causes": "Khác."}, stamp=report.stamp)
    with pytest.raises(Conflict):
        services.save_report(actor=cast.actor("cell_secretary"), report=report, content=FULL, stamp=0)
    with cast.at(AFTER):
        report = services.circulate_report(actor=deputy, report=report)
        with pytest.raises(Invalid):
            services.finalise_report(actor=deputy, report=report)
    assert (report.round, report.revisions.count()) == (2, 2)


def test_R12_the_report_is_read_out_before_the_members_own(cast: Cast, drive: Drive) -> None:
    report, review = circulated(cast, drive), handed_in(cast, drive)
    secretary = cast.actor("cell_secretary")
    with cast.at(AFTER):
        services.finalise_report(actor=secretary, report=report)
        meeting = open_meeting(drive, cast.cell)
        with pytest.raises(Invalid):
            services.present_review(actor=secretary, review=review, meeting=meeting)
        client = browser(cast, "cell_secretary")
        assert (
            f"/hop/{meeting.pk}/bao-cao-tap-the/{report.pk}/"
            in client.get(f"/bao-cao-tap-the/{report.pk}/").content.decode()
        )
        assert client.post(f"/hop/{meeting.pk}/bao-cao-tap-the/{report.pk}/").status_code == 302
        services.present_review(actor=secretary, review=review, meeting=meeting)
    assert CollectiveReport.objects.get().state == "presented"


def test_foreign_eyes_and_wrong_kinds(cast: Cast, drive: Drive) -> None:
    report, foreign = circulated(cast, drive), cast.actor("sibling_secretary")
    for act in (
        lambda: selectors.open_report(actor=foreign, report_id=report.pk),
        lambda: services.say_of_report(actor=foreign, report=report, text="x"),
        lambda: services.draw_back_report(actor=foreign, report=report),
        lambda: selectors.report(actor=foreign, report_id=999_999),
    ):
        with pytest.raises(NotFound):
            act()
    with pytest.raises(Forbidden):
        services.draw_back_report(actor=cast.actor("member"), report=report)
    with pytest.raises(Invalid):
        services.start_report(actor=cast.actor("cell_secretary"), drive=drive, unit=cast.cell, kind="committee")
    with pytest.raises(Invalid):
        services.answer_opinion(
            actor=cast.actor("cell_deputy"), kind="accept",
            opinion=services.say_of_report(actor=cast.actor("cell_deputy"), report=report, text="Của tôi"),
        )  # fmt: skip
