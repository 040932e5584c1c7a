"""A member moves: by the office, told to the member, with what goes along shown to the new cell (D29)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guong.corrections import services as corrections
from guong.kernel import clock
from guong.org import selectors as org
from guong.org.models import Person
from guong.reorganisation import selectors, services
from guong.reorganisation.models import Introduction, Transfer
from guong.reorganisation.perms import MANAGE
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.org_units import ReceiveForm, SendBackForm, TransferForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route

ROOM, JUDGE = "reorganisation", selectors.JUDGE
_BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(_BOTH)
def transfer_new(request: Request, person_id: int) -> HttpResponse:
    """Move a member to another cell of ours, or out."""
    facts = org.person_facts(actor=request.actor, person_id=person_id, on=clock.today(), perm=MANAGE)
    cells = [cell for cell in selectors.cells_for(actor=request.actor) if cell.pk != facts.unit.pk]
    form = TransferForm(cells, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        moved = _move(request, form, facts.person)
        if isinstance(moved, Introduction):
            flash.say(request, _("The other office reads it on its first page. You see here what becomes of it."))
            return redirect("introduction", introduction_id=moved.pk)
        if moved is not None:
            flash.say(request, _("%(name)s is moved, and is told what goes along.") % {"name": facts.person.full_name})
            return redirect("transfer", transfer_id=moved.pk)
    waiting = selectors.waiting_introduction(actor=request.actor, person=facts.person)
    context = {"nav": "units", "person": facts.person, "unit": facts.unit, "form": form, "waiting": waiting}
    return render(request, "transfers/new.html", context, status=422 if request.method == "POST" else 200)


def _move(request: Request, form: TransferForm, person: Person) -> Transfer | Introduction | None:
    data = form.cleaned_data
    if data["committee"]:
        return run(
            form, services.introduce_member, actor=request.actor, person=person, code=data["committee"],
            reason=data["reason"],
        )  # fmt: skip
    common = {"actor": request.actor, "person": person, "reason": data["reason"], "on": data["on"]}
    if data["to_unit"]:
        return run(form, services.transfer_member, to_unit=form.cells[data["to_unit"]], **common)
    return run(form, services.transfer_out, destination=data["destination"], **common)


@require_http_methods(_BOTH)
def introduction(request: Request, introduction_id: int) -> HttpResponse:
    """What one office wrote and the other answers: received into a cell from a day on, or sent back with words."""
    found = selectors.introduction(actor=request.actor, introduction_id=introduction_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    receive = ReceiveForm(found.cells, request.POST if act == "receive" else None)
    back = SendBackForm(request.POST if act == "back" else None)
    given: dict[str, Any] = {"actor": request.actor, "introduction": found.row}
    done: object = None
    if act == "receive" and receive.is_valid():
        cell = receive.cells[receive.cleaned_data["cell"]]
        done = run(receive, services.receive_member, cell=cell, on=receive.cleaned_data["on"], **given)
    elif act == "back" and back.is_valid():
        done = run(back, services.send_back, words=back.cleaned_data["words"], **given)
    elif act == "withdraw":
        done = services.withdraw_introduction(**given)
    if done is not None:
        flash.say(request, _("It is written down; both offices see it."))
        return redirect("introduction", introduction_id=introduction_id)
    context = {"nav": "units", "found": found, "row": found.row, "receive": receive, "back": back}
    return render(request, "transfers/introduction.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(_BOTH)
def transfer(request: Request, transfer_id: int) -> HttpResponse:
    """What goes along and what stays. The member confirms having read it."""
    found = selectors.move(actor=request.actor, transfer_id=transfer_id)
    if request.method == "POST":
        services.note_transfer_seen(actor=request.actor, transfer=found.transfer)
        flash.say(request, _("Thank you. This stands in your file."))
        return redirect("home")
    return render(request, "transfers/page.html", {"nav": "home", "move": found, "transfer": found.transfer})


@require_http_methods(_BOTH)
def brought(request: Request, unit_id: int) -> HttpResponse:
    """Measures that members brought from their former cell: what and by when, never what was said there."""
    unit = org.unit(actor=request.actor, unit_id=unit_id, perm=JUDGE)
    if request.method == "POST":
        number = request.POST.get("action", "")
        action = selectors.brought_action(
            actor=request.actor, unit=unit, action_id=int(number) if number.isdecimal() and len(number) < 15 else 0
        )
        corrections.confirm_action(actor=request.actor, action=action)
        flash.say(request, _("Confirmed. It is written in the former cell's book too."))
        return redirect("brought-along", unit_id=unit_id)
    rows = selectors.brought_along(actor=request.actor, unit=unit)
    return render(request, "transfers/brought.html", {"nav": "cell", "unit": unit, "rows": rows})


routes: list[URLPattern] = [
    route("dang-vien/<int:person_id>/chuyen/", transfer_new, name="transfer-new", room=ROOM, permission=MANAGE),
    route("gioi-thieu-chuyen/<int:introduction_id>/", introduction, name="introduction", room=ROOM, permission=MANAGE),
    route("chuyen-sinh-hoat/<int:transfer_id>/", transfer, name="transfer", room=ROOM, permission=SIGNED_IN),
    route("to-chuc/<int:unit_id>/viec-mang-theo/", brought, name="brought-along", room=ROOM, permission=JUDGE),
]
