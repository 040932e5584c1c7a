"""A rehearsal: a whole drive with invented people that leaves every real figure alone and goes with one click."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _

from guong.access.actors import AccountActor
from guong.access.models import Grant
from guong.audit.models import Entry
from guong.audit.selectors import verify
from guong.corrections.models import Finding
from guong.corrections.services import state_finding
from guong.drives.models import Drive, DriveUnit, Registration, Tally
from guong.drives.selectors import drives, kept_drives
from guong.drives.services import assign_attender, hold_registration, register_meeting, remind_unregistered
from guong.figures.selectors import figures
from guong.kernel import clock
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.org.models import Membership, Person, Unit
from guong.rehearsals.models import Rehearsal
from guong.rehearsals.services import remove_rehearsal, start_rehearsal
from guong.reviews.models import SelfReview
from guong.reviews.services import ensure_templates, type_for
from tests.cast import SYSTEM, Cast
from tests.drives.factory import open_test_drive
from tests.drives.test_pages import client, words


def live(cast: Cast) -> Rehearsal:
    """Started, registered, sent, typed, named, held."""
    row = start_rehearsal(actor=cast.actor("clerk"), unit=cast.ward)
    actor = AccountActor(cast.accounts["clerk"], clock.today())
    cell = Unit.objects.filter(parent=row.root).order_by("path")[0]
    ensure_templates(actor=SYSTEM)
    registration = register_meeting(
        actor=actor,
        drive=row.drive,
        unit=cell,
        starts_at=clock.local(2026, 4, 2, 19, 30),
        place="Nhà văn hóa",
        mode="in_person",
    )
    sent = Person.objects.get(posts__unit=row.root, posts__kind="committee_secretary")
    assign_attender(actor=actor, drive=row.drive, unit=cell, person=sent)
    remind_unregistered(actor=actor, drive=row.drive)
    person = Membership.objects.filter(unit=cell).order_by("pk")[4].person
    state_finding(
        actor=actor, drive=row.drive, unit=cell, subject="person", kind="people", source="review", person=person,
        fact="Tháng 2 vắng hai buổi tổng vệ sinh của tổ dân phố",
    )  # fmt: skip
    type_for(actor=actor, drive=row.drive, person=person, content={"strengths": "Đi họp đúng giờ cả năm"})
    with clock.at(clock.local(2026, 4, 2, 22)):
        hold_registration(actor=actor, registration=registration, held_on=clock.today())
    return row


def test_rehearsal_leaves_every_real_figure_list_and_reader_alone(cast: Cast) -> None:
    real = open_test_drive(cast)
    with cast.at():
        before = figures(actor=cast.actor("clerk"), drive=real, unit=cast.ward)
        row = live(cast)
        assert (row.drive.rehearsal, row.root.parent) == (True, None)
        assert figures(actor=cast.actor("clerk"), drive=real, unit=cast.ward) == before
        assert [one.pk for one in kept_drives(actor=cast.actor("clerk"))] == [real.pk]
        for who in ("ward_secretary", "cell_secretary", "member", "inspector", "monitor"):
            assert row.drive not in drives(actor=cast.actor(who))
        assert not DriveUnit.objects.filter(drive=real, unit__code__startswith="DIENTAP").exists()
        assert Tally.objects.filter(drive=row.drive, held=1).count() == 1
        with pytest.raises(Invalid):
            start_rehearsal(actor=cast.actor("clerk"), unit=cast.ward)
        with pytest.raises(Forbidden):
            start_rehearsal(actor=cast.actor("cell_secretary"), unit=cast.cell)
        with pytest.raises(NotFound):
            start_rehearsal(actor=SYSTEM, unit=cast.district)


def test_rehearsal_goes_with_one_click_and_its_lines_in_the_log_stay(cast: Cast) -> None:
    real = open_test_drive(cast)
    with cast.at():
        people, units = Person.objects.count(), Unit.objects.count()
        grants = Grant.objects.count()
        row = live(cast)
        said = Entry.objects.count()
        with pytest.raises(NotFound):
            remove_rehearsal(actor=cast.actor("sibling_secretary"), rehearsal=row)
        assert remove_rehearsal(actor=cast.actor("clerk"), rehearsal=row) > 60
        assert Entry.objects.count() == said + 1
        assert verify()[1] == []
        assert (Person.objects.count(), Unit.objects.count(), Grant.objects.count()) == (people, units + 1, grants)
        root = Unit.objects.get(pk=row.root_id)
        assert root.closed_on == clock.today()
        left = (Rehearsal, Finding, Registration, SelfReview)
        assert [model.objects.count() for model in left] == [0] * 4
        assert list(Drive.objects.all()) == [real]
        again = start_rehearsal(actor=cast.actor("clerk"), unit=cast.ward)
        assert again.root.path != root.path  # a place never returns


def test_rehearsal_with_something_real_tied_to_it_is_not_removed(cast: Cast) -> None:
    with cast.at():
        row = start_rehearsal(actor=cast.actor("clerk"), unit=cast.ward)
        Unit.objects.filter(pk=cast.front.pk).update(parent=row.root)
        with pytest.raises(Invalid):
            remove_rehearsal(actor=cast.actor("clerk"), rehearsal=row)
    assert Rehearsal.objects.exists()


def test_rehearsal_begins_and_ends_on_its_page_and_every_page_says_what_it_is(cast: Cast) -> None:
    with cast.at():
        clerk, url = client(cast, "clerk"), reverse("rehearsals")
        assert url in words(clerk.get(reverse("drives")))
        assert clerk.post(url, {"to-chuc": "²"}).status_code == 422
        assert clerk.post(url, {"to-chuc": str(cast.ward.pk)}).status_code == 302
        row = Rehearsal.objects.get()
        cell = Unit.objects.filter(parent=row.root)[0]
        for page in (
            reverse("drive", args=[row.drive_id]), reverse("registration", args=[row.drive_id, cell.pk]),
            reverse("drive-registrations", args=[row.drive_id]), reverse("roster-proposal", args=[row.drive_id]),
            reverse("gates-cell", args=[row.drive_id, cell.pk]),
        ):  # fmt: skip
            assert _("These people are invented; nothing here is counted or reported.") in words(clerk.get(page))
        assert clerk.post(reverse("rehearsal-remove", args=[row.pk])).status_code == 302
        assert clerk.get(reverse("drive", args=[row.drive_id])).status_code == 404
        assert client(cast, "member").get(url).status_code == 403
