"""One world for the table of URLs: the same things in cell 1 and in its twin, cell 2, and a foreign ward.

Words that somebody wrote carry a mark of their own (MARKS), so that they are found again wherever they turn up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.mfa.models import Authenticator

from guong.access.models import Grant
from guong.access.services import approve_opening, ask_opening
from guong.accounts.models import OpenSession
from guong.corrections import services as corrections
from guong.corrections.models import Finding, RecheckItem, Share
from guong.corrections.services import ShareInput
from guong.corrections.services.indicators import define_indicator
from guong.drives.models import Drive, DriveContent
from guong.drives.services import assign_attender, note_visit, register_meeting
from guong.kernel import clock
from guong.meetings.models import Conference, MakeUp, Meeting
from guong.meetings.selectors import roll
from guong.meetings.services import evening
from guong.meetings.services.lessons import offer_lesson
from guong.meetings.services.planning import plan_meeting
from guong.meetings.services.signing import say_of_minutes
from guong.meetings.services.voting import Tally, note_vote
from guong.org.models import Post, Unit
from guong.papers.services import draft_minutes
from guong.plans import services as plans
from guong.plans.models import Delivery, Plan, Posting
from guong.privacy.services import asking
from guong.privacy.services.holding import ask_hold
from guong.reviews import services as reviews
from guong.reviews.models import SelfReview
from tests.access.more_viewers import add_viewers
from tests.access.org_things import org_things
from tests.access.rating_things import rating_things
from tests.access.review_things import review_things
from tests.access.url_drives import drive_things
from tests.access.url_library import library_things
from tests.access.url_rows_meetings import meeting_things
from tests.access.url_twins import add_twins
from tests.access.url_ward import conference_of, ward_level
from tests.cast import Cast
from tests.drives.factory import open_test_drive

THEMATIC = clock.local(2026, 3, 28, 19, 30)
REGULAR = clock.local(2026, 4, 2, 19, 30)
VISIT = clock.local(2026, 4, 2, 20)
LATER = date(2026, 4, 30)

KINDS = {  # column of the table → account of the cast
    "anonymous": None,
    "outsider": "outsider",
    "member": "member",
    "colleague": "member2",
    "secretary": "cell_secretary",
    "attender": "standing_member",
    "above": "chairman",
    "clerk": "clerk",
    "sibling": "sibling_secretary",
    "front": "monitor",
    "inspector": "inspector",
    "admin": "technician",
}


@dataclass(frozen=True)
class People:
    """The same parts in either cell. `more` has written a plan that waits for the committee, and is helped to type."""

    secretary: str
    second: str
    member: str
    colleague: str
    more: str
    head: str  # his plan is posted


CELL_1 = People("cell_secretary", "cell_deputy", "member", "member2", "cell_deputy", "ward_secretary")
CELL_2 = People("sibling_secretary", "s_deputy", "sibling_member", "s_colleague", "s_deputy", "chairman")


@dataclass
class World:
    cast: Cast
    own: dict[str, int | str]  # what cell 1 and the ward hold, by key
    foreign: dict[str, int | str]  # the twin of each


class Side:
    """Builds one cell's things. `mark` goes into every text written here: "o" for cell 1, "f" for its twin."""

    def __init__(self, cast: Cast, unit: Unit, people: People, drive: Drive, conference: Conference, mark: str) -> None:
        self.cast, self.unit, self.people, self.drive = cast, unit, people, drive
        self.conference, self.mark = conference, mark
        self.chair = cast.actor(people.secretary)
        self.ids: dict[str, int | str] = {"unit": unit.pk, "person": self.one("member").pk, "drive": drive.pk}
        self.ids |= {"person_colleague": self.one("colleague").pk, "person_head": self.one("head").pk}
        self.ids["person_more"] = self.one("more").pk

    def one(self, part: str):  # type: ignore[no-untyped-def]
        return self.cast.person(getattr(self.people, part))

    def actor(self, part: str):  # type: ignore[no-untyped-def]
        return self.cast.actor(getattr(self.people, part))

    def word(self, what: str) -> str:
        """Four words and more, the last of them the mark."""
        return f"Tháng 2 vắng hai buổi tổng vệ sinh {mark(self.mark, what)}"

    def act(self, what: str) -> str:
        """What will be done about it; a measure must not repeat the fault."""
        return f"Từ nay báo trước một ngày cho tổ trưởng {mark(self.mark, what)}"

    def build(self) -> dict[str, int | str]:
        with clock.at(clock.local(2026, 3, 15, 9)):
            self._reviews()
            self.ids |= review_things(self)
            self._register()
            drafts = {part: self._plan(part) for part in ("member", "more", "head")}
            self._plan("colleague", "plan_draft")
        with clock.at(THEMATIC):
            meeting = self._open(THEMATIC, "thematic")
            self.ids["closed"] = meeting.pk
        with clock.at(THEMATIC + timedelta(minutes=30)):
            self._plans(drafts, meeting)
            self._remarks(meeting)
            self._findings(meeting)
            evening.close_meeting(actor=self.chair, meeting=meeting, conclusion=self.word("conclusion"))
            minutes = draft_minutes(actor=self.chair, meeting=meeting)
            said = say_of_minutes(
                actor=self.actor("colleague"), minutes=minutes, word="seen", text=self.word("objection")
            )
            self.ids["opinion"] = said.pk
            shared = offer_lesson(
                actor=self.chair, meeting=Meeting.objects.get(pk=meeting.pk), course="Bảy bước, đúng giờ.",
                lessons="Gửi tài liệu trước ba ngày.",
            )  # fmt: skip
            self.ids["lesson"] = shared.pk
            self._recheck(meeting)
        with clock.at(REGULAR):
            meeting = self._open(REGULAR, "regular")
            self.ids |= {"meeting": meeting.pk, "step": meeting.steps.order_by("position")[1].pk}
            tally = Tally(given_out=3, in_favour=3, against=0, no_opinion=0)
            self.ids["vote"] = note_vote(
                actor=self.chair, meeting=meeting, title=self.word("vote"), way="hands", tally=tally
            ).pk
            content = DriveContent.objects.create(drive=self.drive, position=1, text="Quan điểm chỉ đạo")
            self.ids["content"] = content.pk
            self._posting()
            self._rest()
        return self.ids

    def _reviews(self) -> None:
        pairs = (("review", "member", "review"), ("review_draft", "colleague", "review_draft"))
        for key, part, what in pairs:
            review = reviews.start_review(actor=self.actor(part), drive=self.drive, person=self.one(part))
            content = {section["key"]: self.word(what) for section in review.template.sections}
            review = reviews.save_draft(actor=self.actor(part), review=review, content=content, stamp=review.stamp)
            self.ids |= {key: review.pk, "form": review.template_id}
        reviews.hand_in(actor=self.actor("member"), review=SelfReview.objects.get(pk=self.ids["review"]))
        typed = reviews.type_for(actor=self.chair, drive=self.drive, person=self.one("more"), content=content)
        typed_words = {section["key"]: self.word("review_typed") for section in typed.template.sections}
        typed = reviews.type_for(
            actor=self.chair, drive=self.drive, person=self.one("more"), content=typed_words, stamp=typed.stamp
        )
        self.ids["review_typed"] = typed.pk

    def _register(self) -> None:
        self.registration = register_meeting(
            actor=self.chair,
            drive=self.drive,
            unit=self.unit,
            starts_at=THEMATIC,
            place="Nhà văn hóa",
            mode="in_person",
        )
        self.ids["registration"] = self.registration.pk

    def _plan(self, part: str, what: str = "") -> Plan:
        what = what or f"plan_{part}"
        plan = plans.start_plan(actor=self.actor(part), drive=self.drive, person=self.one(part))
        item = {"shortcoming": self.word(what), "measure": self.act(what), "deadline": "2026-06-30", "finding": None}
        content = {"example": self.word(f"{what}_example"), "pledge": self.word(what), "items": [item]}
        plan = plans.save_plan(actor=self.actor(part), plan=plan, content=content, stamp=plan.stamp)
        self.ids[what] = plan.pk
        return plan

    def _open(self, when, kind: str) -> Meeting:  # type: ignore[no-untyped-def]
        thematic = kind == "thematic"
        with clock.at(when - timedelta(days=3)):
            meeting = plan_meeting(
                actor=self.chair, unit=self.unit, kind=kind, starts_at=when, place="Nhà văn hóa", mode="in_person",
                drive=self.drive if thematic else None, registration=self.registration if thematic else None,
                chair=self.one("secretary"), secretary=self.one("second"),
            )  # fmt: skip
        meeting = evening.open_meeting(actor=self.chair, meeting=meeting)
        waiting = roll(actor=self.chair, meeting=meeting).waiting
        evening.mark_attendance(
            actor=self.chair, meeting=meeting, marks=[(one.person.pk, "present", "") for one in waiting]
        )
        for step in meeting.steps.order_by("position")[:1]:
            evening.start_step(actor=self.chair, step=step)
            evening.finish_step(actor=self.chair, step=step)
        text = self.word("note_closed" if thematic else "note_open")
        evening.add_note(actor=self.chair, meeting=meeting, text=text, speaker=self.one("colleague"))
        return meeting

    def _plans(self, drafts: dict[str, Plan], meeting: Meeting) -> None:
        for part, plan in drafts.items():
            plan.refresh_from_db()
            plan = plans.present_plan(actor=self.chair, plan=plan, meeting=meeting)
            plan = plans.submit_plan(actor=self.actor(part), plan=plan)
            if part != "more":
                plans.accept_plan(actor=self.chair, plan=plan)
        sent = Delivery.objects.filter(plan_id=self.ids["plan_member"])
        self.ids |= {"copy_front": sent.get(route="front").pk, "copy_cell": sent.get(route="cell").pk}
        head = Delivery.objects.filter(plan_id=self.ids["plan_head"])
        self.ids["copy_committee"] = head.get(route="committee").pk

    def _remarks(self, meeting: Meeting) -> None:
        remark = reviews.make_remark(
            actor=self.actor("colleague"), drive=self.drive, unit=self.unit, addressee="person", person=self.one("member"),
            meeting=meeting, fact=self.word("remark"), judgement="",
        )  # fmt: skip
        self.ids["remark"] = remark.pk
        upward = reviews.make_remark(
            actor=self.actor("colleague"), drive=self.drive, unit=self.unit, addressee="higher", fact=self.word("upward"),
            unnamed=True,
        )  # fmt: skip
        self.ids["upward"] = upward.pk

    def _stated(self, meeting: Meeting, what: str, subject: str) -> Finding:
        person = self.one("member") if subject == "person" else None
        return corrections.state_finding(
            actor=self.chair, drive=self.drive, unit=self.unit, subject=subject, kind="people", fact=self.word(what),
            source="review", person=person, meeting=meeting,
        )  # fmt: skip

    def _findings(self, meeting: Meeting) -> None:
        finding, member = self._stated(meeting, "finding", "person"), self.actor("member")
        finding = corrections.answer_finding(actor=member, finding=finding, accept=True)
        action = corrections.set_measure(
            actor=member, finding=finding, measure=self.act("measure"), deadline=LATER, cause_kind="objective",
            cause=self.word("cause"),
        )  # fmt: skip
        asked = corrections.ask_extension(
            actor=member, action=action, to_day=LATER + timedelta(days=9), reason=self.word("later")
        )
        shown = corrections.add_evidence(
            actor=member, action=action, name="so-hop.txt", data=b"So hop ghi dung gio.", caption=self.word("caption")
        )
        self.ids |= {"extension": asked.pk, "evidence": shown.pk}
        fresh = self._stated(meeting, "finding_fresh", "person")
        contested = self._stated(meeting, "finding_contested", "person")
        corrections.answer_finding(actor=member, finding=contested, accept=False, text=self.word("contest"))
        self.ids["appeal"] = self._appealed(meeting)
        whole = self._stated(meeting, "finding_whole", "collective")
        parts = [
            ShareInput(self.one(part).pk, 5000, self.act("share_measure"), LATER) for part in ("member", "colleague")
        ]
        corrections.divide(actor=self.chair, finding=whole, shares=parts, stamp=whole.stamp)
        share = Share.objects.get(finding=whole, person=self.one("member"), removed_at=None)
        self.ids |= {
            "finding": finding.pk, "action": action.pk, "finding_fresh": fresh.pk, "finding_contested": contested.pk,
            "finding_whole": whole.pk, "share": share.pk,
        }  # fmt: skip

    def _appealed(self, meeting: Meeting) -> int:
        """An appeal that waits for three people to be named."""
        row = corrections.state_finding(
            actor=self.chair, drive=self.drive, unit=self.unit, subject="person", kind="people", fact="Một buổi quý I vắng.",
            source="review", person=self.one("member"), meeting=meeting,
        )  # fmt: skip
        row = corrections.answer_finding(actor=self.actor("member"), finding=row, accept=False, text="Hôm ấy tôi trực.")
        row = corrections.settle_contest(
            actor=self.chair, finding=row, uphold=True, text="Có sổ.", by=self.one("colleague")
        )
        return corrections.file_appeal(actor=self.actor("member"), finding=row, text="Sổ ghi nhầm ngày.").pk

    def _recheck(self, meeting: Meeting) -> None:
        recheck = corrections.open_recheck(actor=self.chair, meeting=meeting)
        assert recheck is not None
        item = RecheckItem.objects.filter(recheck=recheck).order_by("pk").first()
        assert item is not None
        self.ids |= {"recheck": recheck.pk, "item": item.pk}

    def _posting(self) -> None:
        plan = Plan.objects.get(pk=self.ids["plan_head"])
        posting: Posting = plans.post_plan(
            actor=self.cast.actor("clerk"), plan=plan, place="Trụ sở phường", from_on=clock.today(),
            until_on=clock.today() + timedelta(days=9), fields=("example",),
        )  # fmt: skip
        self.ids |= {"posting": posting.pk, "token": posting.token}

    def _rest(self) -> None:
        copy = Delivery.objects.get(pk=self.ids["copy_front"])
        said = plans.monitor_remark(actor=self.cast.actor(f"monitor{'2' if self.mark == 'f' else ''}"), delivery=copy,
                                    text=self.word("monitor_remark"))  # fmt: skip
        self.ids |= self._watched(copy)
        asked = asking.ask(actor=self.actor("member"), kind="correct", words=self.word("data_request"))
        hold = ask_hold(actor=self.cast.actor("clerk"), unit=self.unit, reason="Đang xem xét đơn", until=LATER)
        self.ids |= {"data_request": asked.pk, "hold": hold.pk}
        self.ids["indicator"] = define_indicator(
            actor=self.cast.actor("clerk"), unit=self.unit, code="VE-SINH", name="Buổi vệ sinh có đủ tổ", kind="ratio"
        ).pk
        makeup_id = MakeUp.objects.get(person=self.one("member")).pk
        secretary = self.cast.accounts[self.people.secretary]
        self.ids["visit"] = note_visit(
            actor=self.cast.actor("clerk"), drive=self.drive, unit=self.unit, kind="inspection", visited_on=date(2026, 3, 30),
            mode="in_person", found="Sổ sinh hoạt ghi đủ.", asked="Treo lịch ở nhà văn hóa.",
            people=[self.cast.person("standing_member")],
        ).pk  # fmt: skip
        assigned = assign_attender(
            actor=self.cast.actor("clerk"), drive=self.drive, unit=self.unit, person=self.cast.person("standing_member")
        )
        member = self.cast.accounts[self.people.member]
        opened = OpenSession.objects.create(account=member, key=f"key-{self.mark}", started_at=clock.now())
        key = Authenticator.objects.create(user=member, type="webauthn", data={"name": "Máy của tôi"})
        held = Grant.objects.get(
            role="monitor", account=self.cast.accounts[f"monitor{'2' if self.mark == 'f' else ''}"]
        )
        self.ids |= {
            "session": opened.pk, "factor": key.pk, "desk": held.unit_id, "held": held.account_id, "revoke": "thu-hoi-the",
            "reset": "cap-lai", "close": "dong", "reopen": "mo-lai", "link": "lien-ket", "unlink": "bo-lien-ket",
            "monitor_remark": said.pk, "makeup": makeup_id, "grant": Grant.objects.get(account=secretary).pk,
            **self._openings(), **drive_things(self.cast, self.drive, self.unit, self.people.member),
            **meeting_things(self.drive, self.unit),
            "post": Post.objects.get(person=self.one("secretary"), unit=self.unit).pk, "assignment": assigned.pk,
        }  # fmt: skip

    def _watched(self, copy: Delivery) -> dict[str, int | str]:
        """A line of the Front's plan of supervision, and what a meeting said of the member's plan."""
        assert copy.recipient is not None
        line = plans.plan_supervision(
            actor=self.cast.actor(f"monitor{'2' if self.mark == 'f' else ''}"), body=copy.recipient, drive=self.drive,
            cell=self.unit, what="Xem sổ hẹn dân.", due_on=clock.today(),
        )  # fmt: skip
        said = plans.Said(copy.plan_id, "kept", "Ba chiều thứ Sáu đều có mặt.")
        meeting = Meeting.objects.get(pk=self.ids["closed"])
        [assessment] = plans.assess_plans(actor=self.chair, meeting=meeting, said=[said])
        return {"line": line.pk, "assessment": assessment.pk}

    def _openings(self) -> dict[str, int | str]:
        """The member's file open for the inspection; the colleague's asked for."""
        inspector, until = self.cast.actor("inspector"), 3
        made = {}
        for key, part in (("opening", "member"), ("opening_asked", "colleague")):
            reason = "Theo Quyết định số 8 về kiểm tra"
            made[key] = ask_opening(
                actor=inspector, kind="inspection", person=self.one(part), reason=reason, days=until
            )
        approve_opening(actor=self.cast.actor("ward_secretary"), opening=made["opening"])
        return {key: opening.pk for key, opening in made.items()}


def mark(side: str, what: str) -> str:
    """The mark of a text: letters only, so that no page, file or script writes it otherwise."""
    return f"zq{side}{what.replace('_', '')}qz"


def build_world(cast: Cast) -> World:
    """Everything, as on the evening of 2 April 2026."""
    add_twins(cast)
    drive = open_test_drive(cast)
    conference = conference_of(cast, drive)
    own = Side(cast, cast.cell, CELL_1, drive, conference, "o").build()
    foreign = Side(cast, cast.sibling, CELL_2, drive, conference, "f").build()
    ward, other = ward_level(cast, drive, conference)
    with clock.at(VISIT):
        add_viewers(cast, VISIT.date())
        things, shelf = org_things(cast), library_things(cast)
        rated = rating_things(cast, _sides(cast), Unit.objects.get(pk=other["ward"]))
    return World(cast, own | ward | things[0] | shelf[0] | rated[0], foreign | other | things[1] | shelf[1] | rated[1])


def _sides(cast: Cast) -> list[tuple[Unit, People, Callable[[str], str]]]:
    """Both cells with their people and the maker of marked words."""
    return [
        (unit, people, lambda what, side=side: f"Việc được giao đều xong hạn {mark(side, what)}")
        for unit, people, side in ((cast.cell, CELL_1, "o"), (cast.sibling, CELL_2, "f"))
    ]
