"""The way to a measure: steps (S84), how it goes in a rhythm (S58), files that show it; and its pages."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from guong.corrections import rules, selectors, services
from guong.corrections.models import Action, Evidence, Extension
from guong.files.selectors import open_file
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.privacy.mydata.measures import measure
from tests.cast import Cast
from tests.corrections import stage

APRIL = clock.local(2026, 4, 10, 9)


def _photo() -> bytes:
    """A picture that says where it was taken."""
    picture, told = Image.new("RGB", (40, 30), "white"), Image.Exif()
    told[0x010F] = "May cua toi"
    out = BytesIO()
    picture.save(out, "JPEG", exif=told)
    return out.getvalue()


def _action(cast: Cast) -> Action:
    return stage.planned(cast, stage.open_drive(cast))


def _waiting(cast: Cast) -> list[tuple[Action, date]]:
    member = cast.actor("member")
    return selectors.progress_waiting(actor=member, rows=selectors.own_actions(actor=member), today=clock.today())


def sign_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.accounts[who])
    return client


def test_S58_days_of_a_rhythm_run_until_the_day_of_the_measure() -> None:
    begun, last = date(2026, 1, 31), date(2026, 5, 1)
    assert rules.progress_days(begun, last, "month") == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]
    assert rules.progress_days(begun, last, "quarter") == [date(2026, 4, 30)]
    assert len(rules.progress_days(begun, last, "week")) == 12
    assert rules.progress_days(begun, last, "") == []
    assert (
        len(rules.progress_days(begun, date(9999, 12, 31), "week")) == 260
    )  # a typed year 9999 is an answer, not a fault
    assert rules.progress_slot(begun, last, "month", date(2026, 3, 1)) == date(2026, 3, 31)
    assert rules.progress_slot(begun, last, "month", date(2026, 5, 1)) is None


def test_S58_words_count_for_the_period_they_are_said_in_and_nothing_is_filled_in_afterwards(cast: Cast) -> None:
    with cast.at():
        action, member = _action(cast), cast.actor("member")
        with pytest.raises(Invalid):
            services.say_progress(actor=member, action=action, text="Hai buổi đúng giờ.")
        with pytest.raises(Invalid) as error:
            services.choose_rhythm(actor=member, action=action, rhythm="quarter")
        assert error.value.field == "rhythm"
        services.choose_rhythm(actor=member, action=action, rhythm="week")
    with cast.at(clock.local(2026, 4, 14, 9)):
        assert [day for _row, day in _waiting(cast)] == [date(2026, 4, 15)]
        for words in ("Hai buổi đúng giờ.", "Ba buổi đúng giờ."):
            services.say_progress(actor=member, action=action, text=words)
        assert _waiting(cast) == []
        lines = selectors.action_page(actor=member, action_id=action.pk).lines
    said = [(line.day.day, line.state, line.said.text if line.said else "") for line in lines]
    assert said == [(8, "missed", ""), (15, "next", "Ba buổi đúng giờ."), (22, "later", ""), (29, "later", "")]


def test_S84_a_measure_has_steps_between_its_beginning_and_its_day(cast: Cast) -> None:
    with cast.at():
        action, member = _action(cast), cast.actor("member")
        for day in (date(2026, 3, 31), date(2026, 5, 1)):
            with pytest.raises(Invalid) as error:
                services.add_step(actor=member, action=action, text="Đổi ca", due_on=day)
            assert error.value.field == "due_on"
        one = services.add_step(actor=member, action=action, text="Xin đổi ca", due_on=date(2026, 4, 10))
        two = services.add_step(actor=member, action=action, text="Dự đủ ba buổi", due_on=date(2026, 4, 29))
        services.tick_step(actor=member, step=one, done=True)
        with pytest.raises(Invalid):
            services.remove_step(actor=member, step=one)
        services.remove_step(actor=member, step=two)
        page = selectors.action_page(actor=member, action_id=action.pk)
        assert [(step.text, step.done_at is not None) for step in page.steps] == [("Xin đổi ca", True)]
        with pytest.raises(Forbidden):
            services.add_step(actor=cast.actor("member2"), action=action, text="Đổi ca", due_on=date(2026, 4, 10))
        with pytest.raises(NotFound):
            services.tick_step(actor=cast.actor("sibling_secretary"), step=one, done=False)
        services.confirm_action(actor=cast.actor("cell_secretary"), action=action)
        with pytest.raises(Invalid):
            services.tick_step(actor=member, step=one, done=False)


def test_R20_a_picture_is_kept_without_its_camera_data_and_read_by_those_who_read_the_measure(cast: Cast) -> None:
    with cast.at():
        action, member = _action(cast), cast.actor("member")
        assert b"May cua toi" in _photo()
        kept = services.add_evidence(actor=member, action=action, name="so.jpg", data=_photo(), caption="Sổ họp")
        assert kept.file is not None
        assert b"May cua toi" not in open_file(kept.file)
        for who in ("member", "cell_secretary"):
            assert selectors.evidence(actor=cast.actor(who), evidence_id=kept.pk) == kept.file
        for who in ("member2", "sibling_secretary", "clerk", "technician"):
            with pytest.raises(NotFound):
                selectors.evidence(actor=cast.actor(who), evidence_id=kept.pk)
        with pytest.raises(Invalid):
            services.add_evidence(actor=member, action=action, name="mat.txt", data="MẬT\nSố 1".encode())
        services.remove_evidence(actor=member, evidence=kept)
        with pytest.raises(NotFound):
            selectors.evidence(actor=member, evidence_id=kept.pk)
    assert Evidence.objects.count() == 1  # that it lay there is kept


def test_S84_the_page_of_a_measure_is_used_by_its_doer(cast: Cast) -> None:
    with cast.at(APRIL):
        action = _action(cast)
        client, url = sign_in(cast, "member"), reverse("action", args=[action.pk])
        assert client.get(url).status_code == 200
        typed = {"what": "step", "text": "Xin đổi ca", "due_on": "20/04/2026"}
        assert client.post(url, typed).status_code == 302
        for bad in ({"due_on": "31/02/2026"}, {"due_on": "01/01/9999"}, {"text": "\x00"}, {"text": "x" * 301}):
            wrong = client.post(url, typed | bad)
            assert wrong.status_code == 422
        assert client.post(url, {"what": "rhythm", "rhythm": "week"}).status_code == 302
        assert client.post(url, {"what": "rhythm", "rhythm": "hour"}).status_code == 422
        assert client.post(url, {"what": "progress", "text": "Đã xin đổi ca."}).status_code == 302
        upload = SimpleUploadedFile("so.jpg", _photo())
        assert client.post(url, {"what": "file", "file": upload, "caption": "Sổ họp"}).status_code == 302
        assert client.post(url, {"what": "file"}).status_code == 422
        page = client.get(url).text
        assert "Xin đổi ca" in page
        assert "Đã xin đổi ca." in page
        file_url = reverse("evidence", args=[Evidence.objects.get().pk])
        assert client.get(file_url).headers["Content-Type"] == "image/jpeg"
        step = str(action.steps.get().pk)
        assert client.post(url, {"what": "tick", "row": step}).status_code == 302
        assert client.post(url, {"what": "leave", "row": step}).status_code == 422
        for bad in ({"what": "tick", "row": "²"}, {"what": "tick", "row": "999"}, {"what": "no"}, {}):
            assert client.post(url, bad).status_code == 404
        assert client.post(url, {"what": "untick", "row": step}).status_code == 302
        assert client.post(url, {"what": "leave", "row": step}).status_code == 302
        assert client.post(url, {"what": "take", "row": str(Evidence.objects.get().pk)}).status_code == 302
        assert sign_in(cast, "member2").get(url).status_code == 404


def test_R23_a_later_day_is_asked_and_decided_in_the_browser(cast: Cast) -> None:
    with cast.at(APRIL):
        action = _action(cast)
        member, secretary = sign_in(cast, "member"), sign_in(cast, "cell_secretary")
        url = reverse("extension-ask", args=[action.pk])
        assert member.get(url).status_code == 200
        typed = {"new_deadline": "20/05/2026", "reason": "Chờ phân công ca trực."}
        for bad in ({"reason": ""}, {"new_deadline": "30/04/2026"}, {"new_deadline": "mai"}):
            wrong = member.post(url, typed | bad)
            assert wrong.status_code == 422
            assert (typed | bad)["new_deadline"] in wrong.text
        assert member.post(url, typed).status_code == 302
        decide = reverse("extension-decide", args=[Extension.objects.get().pk])
        assert member.get(decide).status_code == 404
        assert "checked" not in secretary.get(decide).text
        assert secretary.post(decide, {"grant": "no", "text": "", "by": ""}).status_code == 422
        assert secretary.post(decide, {"grant": "yes", "text": "", "by": ""}).status_code == 302
        shown = secretary.get(reverse("action", args=[action.pk])).text
    assert "30/04/2026" in shown
    assert "20/05/2026" in shown


def test_D23_what_hangs_on_my_measure_goes_along_with_me(cast: Cast) -> None:
    with cast.at(APRIL):
        action, member = _action(cast), cast.actor("member")
        services.add_step(actor=member, action=action, text="Xin đổi ca", due_on=date(2026, 4, 20))
        services.choose_rhythm(actor=member, action=action, rhythm="week")
        services.say_progress(actor=member, action=action, text="Đã xin đổi ca.")
        services.ask_extension(actor=member, action=action, to_day=date(2026, 5, 20), reason="Chờ phân ca.")
        services.add_evidence(actor=member, action=action, name="so.jpg", data=_photo(), caption="Sổ họp")
        taken = measure(Action.objects.get(pk=action.pk))
    assert taken["promised_first"] == "2026-04-30"
    assert [one["step"] for one in taken["steps"]] == ["Xin đổi ca"]
    assert [one["text"] for one in taken["said"]] == ["Đã xin đổi ca."]
    assert [one["reason"] for one in taken["later_days"]] == ["Chờ phân ca."]
    assert [(one["caption"], one["name"]) for one in taken["files"]] == [("Sổ họp", "so.jpg")]
