"""The division of a collective's finding, and what the named people say about their shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _

from guong.corrections import rules, selectors, services
from guong.corrections.enums import ShareState
from guong.corrections.models import Share
from guong.corrections.perms import DIVIDE
from guong.kernel import clock, text
from guong.kernel.errors import Conflict, Forbidden, NotFound
from guong.web import flash
from guong.web.forms.corrections import AnswerForm
from guong.web.forms.division import DivisionForm, SettleShareForm, propose
from guong.web.forms.marking import ApproveForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route
from guong.web.views.corrections import ROOM, done, offer_judges

SPARE = 3
_LOOKS = {
    ShareState.CONFIRMED.value: "taken",
    ShareState.SILENT.value: "taken",
    ShareState.CONTESTED.value: "said",
    ShareState.PROPOSED.value: "wait",
}


@dataclass(frozen=True)
class Segment:
    """A piece of the bar: place and width as SVG lengths, what stands in it and what it means."""

    look: str  # taken, said, wait, none
    x: str
    width: str
    middle: str
    label: str


def _length(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def _given(share: Share) -> str:
    return text.given_name(share.person.full_name)


def bar(division: selectors.Division) -> list[Segment]:
    """Pieces from left to right; what nobody has comes last."""
    pieces = [
        (_LOOKS[part.share.state], part.share.hundredths, _("Collective") if part.share.as_such else _given(part.share))
        for part in division.parts
    ]
    if division.left > 0:
        pieces.append(("none", division.left, ""))
    drawn, start = [], 0
    for look, size, name in pieces:
        figure = f"{rules.format_percent(size)} %"
        label = f"{name} {figure}" if size >= 3300 and name else figure if size >= 700 else ""
        drawn.append(Segment(look, _length(start), _length(size), _length(start + size // 2), label))
        start += size
    return drawn


def divide(request: Request, finding_id: int) -> HttpResponse:
    """See the division; change it as a whole list (R21)."""
    shown = _current(request, finding_id)
    if request.method != "POST":
        return _page(request, shown, _form(shown))
    if not shown.may_divide:
        raise Forbidden
    form = DivisionForm(shown.people, shown.finding.stamp, [], request.POST)
    wish = request.POST.get("propose", "")
    if wish:
        return _page(request, shown, _proposal(shown, form, wish))
    status = 422
    try:
        if form.is_valid() and done(
            form, services.divide, actor=request.actor, finding=shown.finding, shares=form.shares(),
            stamp=form.cleaned_data["stamp"],
        ):  # fmt: skip
            flash.say(request, _("Divided to the end. Everybody named here is asked whether it is right."))
            return redirect("finding-divide", finding_id)
    except Conflict as error:
        form.add_error(None, str(error))
        status = 409
        form = _fresh_stamp(shown, form)
    return _page(request, shown, form, status=status)


def _current(request: Request, finding_id: int) -> selectors.Division:
    shown = selectors.division(actor=request.actor, finding_id=finding_id)
    if shown.may_divide and services.expire_shares(
        actor=request.actor, today=clock.today(), finding=shown.finding
    ):  # fmt: skip
        shown = selectors.division(actor=request.actor, finding_id=finding_id)
    return shown


def _fresh_stamp(shown: selectors.Division, form: DivisionForm) -> DivisionForm:
    """What was typed, on the present stamp: the page shows how it stands now, and saving again is a choice."""
    again = DivisionForm(shown.people, shown.finding.stamp, form.typed(), own=form.own_typed())
    again.said = [str(one) for one in form.non_field_errors()]
    return again


def _lines(shown: selectors.Division) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = [
        {
            "person": str(part.share.person_id), "percent": rules.format_percent(part.share.hundredths),
            "measure": part.action.measure, "deadline": part.action.deadline,
        }
        for part in shown.parts
        if not part.share.as_such
    ]  # fmt: skip
    return lines + [{} for _index in range(SPARE)]


def _form(shown: selectors.Division) -> DivisionForm:
    own = next((part for part in shown.parts if part.share.as_such), None)
    initial = {
        "person": str(own.share.person_id), "percent": rules.format_percent(own.share.hundredths),
        "measure": own.action.measure, "deadline": own.action.deadline, "reason": own.share.as_reason,
    } if own else {}  # fmt: skip
    return DivisionForm(shown.people, shown.finding.stamp, _lines(shown), own=initial)


def _proposal(shown: selectors.Division, form: DivisionForm, wish: str) -> DivisionForm:
    """Equal parts for those on the list, or for the offices that cover the kind: nothing is saved (S76)."""
    covering = _covering(shown) if wish == "office" else []
    everybody = [person.pk for person in shown.people]
    heads = covering or rules.portfolio("", shown.offices) or everybody
    typed = form.typed() if wish != "office" else [line for line in form.typed() if not line["person"]]
    return DivisionForm(
        shown.people, shown.finding.stamp, propose(typed, heads), own=form.own_typed() | {"percent": ""}
    )


def _covering(shown: selectors.Division) -> list[int]:
    """Whose field of work it is; where nobody's is, whose office covers it."""
    members = {person.pk for person in shown.people}
    by_field = [pk for pk in rules.field_owners(shown.finding.kind, shown.fields) if pk in members]
    return by_field or rules.portfolio(shown.finding.kind, shown.offices)


def _page(request: Request, shown: selectors.Division, form: DivisionForm, status: int = 200) -> HttpResponse:
    by_person = {str(part.share.person_id): part for part in shown.parts if not part.share.as_such}
    rows = [(row, by_person.get(str(row["person"].value() or ""))) for row in form.rows]
    context = {
        "nav": "cell", "division": shown, "finding": shown.finding, "form": form, "rows": rows, "bar": bar(shown),
        "own": next((part for part in shown.parts if part.share.as_such), None),
        "editable": shown.may_divide and shown.finding.state in {"stated", "accepted", "planned", "in_progress"},
    }  # fmt: skip
    return render(request, "corrections/division.html", context, status=status)


def answer(request: Request, share_id: int) -> HttpResponse:
    """Accept a share or have a say (D17): by the named person, or typed by the secretary."""
    share = selectors.share(actor=request.actor, share_id=share_id)
    if share.as_such:
        return redirect("share-approve", share_id)
    own = share.person_id == request.actor.person_id
    if not own and not request.actor.can(DIVIDE, share.finding.unit.path):
        raise NotFound
    form = AnswerForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid() and done(
            form, services.answer_share, actor=request.actor, share=share,
            accept=form.cleaned_data["accept"] == "yes", text=form.cleaned_data["text"], by=None if own else share.person,
        ):  # fmt: skip
            flash.say(
                request, _("The answer is kept. A share you have a say about does not count until it is decided.")
            )
            return redirect("finding", share.finding_id)
        status = 422
    return _share_page(request, "corrections/share_answer.html", share, form, own, status)


def _share_page(request: Request, template: str, share: Share, form: Any, own: bool, status: int) -> HttpResponse:
    context = {"nav": "cell", "share": share, "finding": share.finding, "form": form, "own": own}
    return render(request, template, context, status=status)


def approve(request: Request, share_id: int) -> HttpResponse:
    """Whether the collective as a whole carries a part: neither its person nor whoever proposed it decides."""
    share = selectors.share(actor=request.actor, share_id=share_id)
    if not share.as_such or not selectors.may_judge(actor=request.actor, unit=share.finding.unit):
        raise NotFound
    form, status = ApproveForm(request.POST or None), 200
    people = selectors.people_of(actor=request.actor, unit=share.finding.unit)
    offer_judges(
        form, request.actor.person_id, [one for one in people if one.pk != share.proposed_by_id], share.person_id
    )
    if request.method == "POST":
        if form.is_valid() and done(
            form, services.approve_share, actor=request.actor, share=share,
            approve=form.cleaned_data["approve"] == "yes", text=form.cleaned_data["text"], by=form.chosen("by"),
        ):  # fmt: skip
            flash.say(request, _("Decided. It stands with the division."))
            return redirect("finding-divide", share.finding_id)
        status = 422
    own = request.actor.person_id in {share.person_id, share.proposed_by_id}
    return _share_page(request, "corrections/share_approve.html", share, form, own, status)


def settle(request: Request, share_id: int) -> HttpResponse:
    """Decide what was said about a share, keeping the sum at exactly 100 %."""
    share = selectors.share(actor=request.actor, share_id=share_id)
    shown = selectors.division(actor=request.actor, finding_id=share.finding_id)
    if not shown.may_divide or share.person_id == request.actor.person_id:
        raise NotFound
    form = SettleShareForm([part.share for part in shown.parts], request.POST or None)
    offer_judges(form, request.actor.person_id, shown.people, share.person_id)
    status = 200
    if request.method == "POST":
        if form.is_valid() and done(
            form, services.settle_share, actor=request.actor, share=share, hundredths=form.parts(),
            text=form.cleaned_data["text"], by=form.chosen("by"),
        ):  # fmt: skip
            flash.say(request, _("Decided. The comrade reads the reason; whose share changed is asked anew."))
            return redirect("finding-divide", share.finding_id)
        status = 422
    return _share_page(request, "corrections/share_settle.html", share, form, False, status)


routes: list[URLPattern] = [
    route("khuyet-diem/<int:finding_id>/chia/", divide, name="finding-divide", room=ROOM, permission=SIGNED_IN),
    route("phan/<int:share_id>/tra-loi/", answer, name="share-answer", room=ROOM, permission=SIGNED_IN),
    route("phan/<int:share_id>/duyet/", approve, name="share-approve", room=ROOM, permission=SIGNED_IN),
    route("phan/<int:share_id>/quyet-dinh/", settle, name="share-settle", room=ROOM, permission=DIVIDE),
]
