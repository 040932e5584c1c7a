"""What applies to a unit, validity, who may issue what, and drafting a document under the one above."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.audit.work import unit_of_work
from guong.directives import perms, rules, selectors, services
from guong.directives.enums import Body, DirectiveKind
from guong.directives.models import Directive, Draft
from guong.files.services import store_file
from guong.kernel import clock
from guong.kernel.dates import parse_vietnamese
from guong.kernel.errors import Conflict
from guong.org.models import Unit
from guong.papers import exports
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.drafting import (
    AmendForm,
    AuthorityForm,
    DraftForm,
    IssueDraftForm,
    StartForm,
    TermForm,
    ValidityForm,
)
from guong.web.http import Request
from guong.web.routing import route

ROOM = "directives"
EARLIER = 300
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def applies(request: Request, unit_id: int) -> HttpResponse:
    """Everything that applies to a unit on a day, register by register."""
    unit = selectors.unit_to_read(actor=request.actor, unit_id=unit_id)
    on, wrong = _day(request.GET.get("ngay", ""))
    registers = selectors.applies_to(actor=request.actor, unit=unit, on=on)
    context = {
        "nav": "directives", "unit": unit, "on": on, "wrong": wrong, "typed": request.GET.get("ngay", "")[:20],
        "registers": [
            (register, [one for one in rows if one.holds], [one for one in rows if not one.holds])
            for register, rows in registers
        ],
        "n": sum(one.holds for _register, rows in registers for one in rows),
    }  # fmt: skip
    return render(request, "directives/applies.html", context, status=422 if wrong else 200)


def _day(typed: str) -> tuple[date, str]:
    """(day, sentence of what is wrong with it)."""
    if not typed.strip():
        return clock.today(), ""
    try:
        return parse_vietnamese(typed.strip()[:20]), ""
    except ValueError:
        return clock.today(), _("This is not a date. Type it like 22/04/2026.")


@require_http_methods(["GET", "HEAD", "POST"])
def validity(request: Request, directive_id: int) -> HttpResponse:
    """When a document holds, and what it replaces or amends."""
    found = selectors.directive(actor=request.actor, directive_id=directive_id, perm=perms.DIRECTIVE_WRITE)
    earlier = selectors.directives(actor=request.actor).filter(issued_on__lte=found.issued_on).exclude(pk=found.pk)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    days = ValidityForm(
        request.POST if act == "days" else None, initial={"valid_from": found.valid_from, "valid_to": found.valid_to}
    )
    ties = AmendForm(list(earlier[:EARLIER]), request.POST if act == "amend" else None)
    if act == "days" and days.is_valid() and _keep_days(request, found, days):
        flash.say(request, _("The days are kept."))
        return redirect("directive", found.pk)
    if act == "amend" and ties.is_valid() and _tie(request, found, ties):
        flash.say(request, _("Noted; it stands on both documents."))
        return redirect("directive", found.pk)
    context = {"nav": "directives", "directive": found, "days": days, "ties": ties}
    return render(request, "directives/validity.html", context, status=422 if request.method == "POST" else 200)


def _keep_days(request: Request, found: Directive, form: ValidityForm) -> bool:
    days = form.cleaned_data
    return run(form, services.set_validity, actor=request.actor, directive=found, **days) is not None


def _tie(request: Request, found: Directive, form: AmendForm) -> bool:
    return run(form, services.amend, actor=request.actor, newer=found, **form.facts()) is not None


@require_http_methods(["GET", "HEAD", "POST"])
def authority(request: Request, unit_id: int) -> HttpResponse:
    """Who may issue what here; POST publishes a version."""
    unit = selectors.unit_to_read(actor=request.actor, unit_id=unit_id)
    table = selectors.authority(unit=unit, on=clock.today())
    form = None
    if request.actor.can(perms.DIRECTIVE_WRITE, unit.path) and not unit.is_cell:
        begun = {"valid_from": clock.today()}
        form = AuthorityForm(table.values, request.POST if request.method == "POST" else None, initial=begun)
    if request.method == "POST":
        request.actor.require(perms.DIRECTIVE_WRITE, unit.path)
        if form is not None and form.is_valid():
            made = run(form, services.publish_authority, actor=request.actor, unit=unit, **form.facts())
            if made is not None:
                flash.say(request, _("Published. It holds here and below from its day."))
                return redirect("directive-authority", unit.pk)
    rows = [
        (DirectiveKind(kind).label, letters, [kind in table.values.get(body, ()) for body in Body.values])
        for kind, letters in rules.LETTERS.items()
    ]
    context = {
        "nav": "directives", "unit": unit, "table": table, "rows": rows, "form": form,
        "bodies": [Body(body).label for body in Body.values],
    }  # fmt: skip
    return render(request, "directives/authority.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def numbers(request: Request, unit_id: int) -> HttpResponse:
    """The term and the next numbers; what is being written; POST begins a term."""
    unit = _written(request, unit_id)
    form = TermForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _open(request, unit, form):
        flash.say(request, _("The term is open; numbers begin at 01."))
        return redirect("directive-numbers", unit.pk)
    known = selectors.numbering(unit=unit, on=clock.today())
    letters = list(dict.fromkeys(rules.LETTERS[kind] for kind in rules.WRITTEN))
    next_ones = [rules.symbol_of(known.next_of(one), one, rules.organisation_of(unit.kind)) for one in letters]
    context = {
        "nav": "directives", "unit": unit, "known": known, "next_ones": next_ones, "form": form,
        "drafts": list(selectors.drafts(actor=request.actor).filter(unit=unit)),
        "start": StartForm(selectors.offered_kinds(unit=unit, on=clock.today())),
    }  # fmt: skip
    return render(request, "directives/numbers.html", context, status=422 if request.method == "POST" else 200)


def _open(request: Request, unit: Unit, form: TermForm) -> bool:
    return run(form, services.open_term, actor=request.actor, unit=unit, **form.cleaned_data) is not None


def _written(request: Request, unit_id: int) -> Unit:
    unit = selectors.unit_to_read(actor=request.actor, unit_id=unit_id)
    request.actor.require(perms.DIRECTIVE_WRITE, unit.path)
    return unit


@require_POST
def start(request: Request, unit_id: int) -> HttpResponse:
    """Begin a document; `tren` names the one above that it carries out."""
    unit = _written(request, unit_id)
    form = StartForm(selectors.offered_kinds(unit=unit, on=clock.today()), request.POST)
    parent = _parent(request)
    if form.is_valid():
        made = run(form, services.start_draft, actor=request.actor, unit=unit, parent=parent, **form.facts())
        if made is not None:
            return redirect("draft", made.pk)
    context = {"nav": "directives", "unit": unit, "form": form, "parent": parent}
    return render(request, "directives/start.html", context, status=422)


def _parent(request: Request) -> Directive | None:
    key = request.POST.get("tren", "")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    return selectors.directive(actor=request.actor, directive_id=int(key))


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: Request, draft_id: int) -> HttpResponse:
    """Write it; save; see it as printed; issue it."""
    found = selectors.draft(actor=request.actor, draft_id=draft_id)
    if found.directive_id is not None:
        return redirect("directive", found.directive_id)
    form = DraftForm(request.POST if request.method == "POST" else None, initial=_initial(found))
    status, conflict = 200, ""
    if request.method == "POST":
        status = 422
        try:
            saved = form.is_valid() and _save(request, found, form)
        except Conflict as error:
            saved, status, conflict = False, 409, str(error)
        if saved:
            flash.say(request, _("Saved."))
            return redirect("draft", found.pk)
    return _page(request, found, form, IssueDraftForm(initial={"issued_on": clock.today()}), status, conflict)


def _save(request: Request, found: Draft, form: DraftForm) -> bool:
    return run(form, services.save_draft, actor=request.actor, draft=found, **form.facts()) is not None


def _page(
    request: Request, found: Draft, form: DraftForm, issue: IssueDraftForm, status: int, conflict: str = ""
) -> HttpResponse:
    known = selectors.numbering(unit=found.unit, on=clock.today())
    letters = rules.LETTERS[found.kind]
    context = {
        "nav": "directives", "draft": found, "form": form, "issue": issue, "conflict": conflict, "term": known.term,
        "symbol": rules.symbol_of(known.next_of(letters), letters, rules.organisation_of(found.unit.kind)),
    }  # fmt: skip
    return render(request, "directives/draft.html", context, status=status)


def _initial(found: Draft) -> dict[str, Any]:
    begun: dict[str, Any] = {
        "title": found.title, "opening": found.opening, "recipients": "\n".join(found.recipients), "stamp": found.stamp,
    }  # fmt: skip
    for n, one in enumerate(found.sections):
        begun |= {f"heading{n}": one["heading"], f"text{n}": one["text"]}
    return begun


@require_safe
def draft_docx(request: Request, draft_id: int) -> HttpResponse:
    found = selectors.draft(actor=request.actor, draft_id=draft_id)
    response = HttpResponse(exports.draft_docx(actor=request.actor, draft=found), content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="van-ban-{found.pk}.docx"'
    return response


@require_safe
def draft_pdf(request: Request, draft_id: int) -> HttpResponse:
    found = selectors.draft(actor=request.actor, draft_id=draft_id)
    response = HttpResponse(exports.draft_pdf(actor=request.actor, draft=found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="van-ban-{found.pk}.pdf"'
    return response


@require_POST
def issue(request: Request, draft_id: int) -> HttpResponse:
    """Give it its number and enter it in the register, with its file."""
    found = selectors.draft(actor=request.actor, draft_id=draft_id)
    form = IssueDraftForm(request.POST)
    made = run(form, lambda: _issue(request, found, form.day())) if form.is_valid() else None
    if made is None:
        return _page(request, found, DraftForm(initial=_initial(found)), form, 422)
    flash.say(request, _("Issued as %(symbol)s; it stands in the register.") % {"symbol": made.symbol})
    return redirect("directive", made.pk)


def _issue(request: Request, found: Draft, day: date) -> Directive:
    with unit_of_work():
        made = services.issue_draft(actor=request.actor, draft=found, issued_on=day)
        fresh = selectors.draft(actor=request.actor, draft_id=found.pk)
        data = exports.draft_docx(actor=request.actor, draft=fresh)
        name = f"{made.symbol.replace('/', '-')}.docx"
        file = store_file(actor=request.actor, unit_path=found.unit.path, name=name, data=data, purpose="document")
        return services.attach_file(actor=request.actor, directive=made, file=file)


READ, WRITE = perms.DIRECTIVE_READ, perms.DIRECTIVE_WRITE
routes: list[URLPattern] = [
    route("van-ban/ap-dung/<int:unit_id>/", applies, name="directive-applies", room=ROOM, permission=READ),
    route("van-ban/tham-quyen/<int:unit_id>/", authority, name="directive-authority", room=ROOM, permission=READ),
    route("van-ban/so/<int:unit_id>/", numbers, name="directive-numbers", room=ROOM, permission=WRITE),
    route("van-ban/soan/<int:unit_id>/", start, name="draft-start", room=ROOM, permission=WRITE),
    route("van-ban/<int:directive_id>/hieu-luc/", validity, name="directive-validity", room=ROOM, permission=WRITE),
    route("du-thao/<int:draft_id>/", draft, name="draft", room=ROOM, permission=WRITE),
    route("du-thao/<int:draft_id>/docx/", draft_docx, name="draft-docx", room=ROOM, permission=WRITE),
    route("du-thao/<int:draft_id>/pdf/", draft_pdf, name="draft-pdf", room=ROOM, permission=WRITE),
    route("du-thao/<int:draft_id>/ban-hanh/", issue, name="draft-issue", room=ROOM, permission=WRITE),
]
