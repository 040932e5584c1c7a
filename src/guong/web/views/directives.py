"""The register of documents: list, one document, its chain, its file."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.access.selectors import own_unit
from guong.audit.work import unit_of_work
from guong.directives import perms, rules, selectors, services
from guong.directives.enums import AmendKind, DirectiveKind
from guong.directives.models import Directive
from guong.files.models import StoredFile
from guong.files.services import store_file
from guong.kernel import clock
from guong.kernel.errors import Invalid
from guong.org import selectors as org
from guong.web import flash
from guong.web.downloads import download
from guong.web.forms.directives import DirectiveForm, LinkForm, NewDirectiveForm
from guong.web.http import Request
from guong.web.routing import route

SHOWN = 200  # a longer list asks for a word to search


@require_safe
def directive_list(request: Request) -> HttpResponse:
    """Documents in sight, searched by number, issuer, title or short name."""
    query, kind = request.GET.get("tim", "")[:100], request.GET.get("loai", "")
    found = selectors.directives(actor=request.actor, query=query, kind=kind if kind in DirectiveKind.values else "")
    rows = list(found[: SHOWN + 1])
    context = {
        "nav": "directives", "rows": rows[:SHOWN], "more": len(rows) > SHOWN, "query": query, "kind": kind,
        "kinds": DirectiveKind.choices, "writes": bool(selectors.registers(actor=request.actor)),
        "own": own_unit(actor=request.actor),
    }  # fmt: skip
    return render(request, "directives/list.html", context)


@require_safe
def page(request: Request, directive_id: int) -> HttpResponse:
    """One document with what it implements and what implements it."""
    return _page(request, selectors.directive(actor=request.actor, directive_id=directive_id))


def _page(request: Request, found: Directive, link: LinkForm | None = None, status: int = 200) -> HttpResponse:
    chain = selectors.chain(actor=request.actor, directive=found)
    may_change = selectors.may_change(actor=request.actor, directive=found)
    context = {
        "nav": "directives", "directive": found, "chain": chain, "may_change": may_change,
        "link": link or (_link_form(request, found) if may_change else None), "today": clock.today(),
        **_standing(request, found),
    }  # fmt: skip
    return render(request, "directives/page.html", context, status=status)


def _standing(request: Request, found: Directive) -> dict[str, object]:
    """Whether it holds today, what it replaces and what replaces it, and for whom one may write under it."""
    up, down = selectors.amendments(actor=request.actor, directive=found)
    today = clock.today()
    replaced = next((one for one in down if one.kind == AmendKind.REPLACES and one.from_on <= today), None)
    start = found.valid_from or found.issued_on
    issuer = found.issuing_unit
    return {
        "lines": selectors.lines_of(actor=request.actor, directive=found, on=today),
        "amends": up, "amended_by": down, "starts": start,
        "holds": rules.in_force(today, start, found.valid_to, replaced.from_on if replaced else None),
        "writes_for": selectors.drafting_units(actor=request.actor)[:20],
        "unusual": issuer is not None and not selectors.usual(unit=issuer, kind=found.kind, on=found.issued_on),
    }  # fmt: skip


def _link_form(request: Request, found: Directive, data: object = None) -> LinkForm:
    above = {one.directive.pk for one in selectors.chain(actor=request.actor, directive=found).above}
    rows = selectors.directives(actor=request.actor).exclude(pk__in=[found.pk, *above])
    return LinkForm(list(rows), data)


@require_safe
def chain(request: Request, directive_id: int) -> HttpResponse:
    """The tree up and down (S25)."""
    found = selectors.directive(actor=request.actor, directive_id=directive_id)
    context = {
        "nav": "directives", "directive": found, "chain": selectors.chain(actor=request.actor, directive=found, whole=True),
    }  # fmt: skip
    return render(request, "directives/chain.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Enter a document."""
    units = selectors.registers(actor=request.actor)
    if not units:
        first = org.units(actor=request.actor).first()
        request.actor.require(perms.DIRECTIVE_WRITE, first.path if first else "")
    parents = list(selectors.directives(actor=request.actor))
    form = NewDirectiveForm(units, parents, request.POST or None, request.FILES or None)
    context = {"nav": "directives", "form": form}
    if request.method == "POST":
        made = _register(request, form) if form.is_valid() else None
        if isinstance(made, Directive):
            flash.say(request, _("The document stands in the register."))
            return redirect("directive", made.pk)
        return render(request, "directives/edit.html", {**context, "existing": made}, status=422)
    return render(request, "directives/edit.html", context)


def _register(request: Request, form: NewDirectiveForm) -> Directive | int | None:
    """The new document; the id of the one that is there already; None for any other error, noted in the form."""
    unit = form.unit_chosen()
    try:
        with unit_of_work():  # a refused entry leaves no file behind
            return services.register_directive(
                actor=request.actor, unit=unit, file=_stored(request, form, unit.path), implements=form.parents(),
                secrecy=form.cleaned_data["secrecy"], **form.facts(),
            )  # fmt: skip
    except Invalid as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        existing: int | None = error.params.get("existing")
        return existing


def _stored(request: Request, form: DirectiveForm, unit_path: str) -> StoredFile | None:
    given = form.cleaned_data.get("file")
    if not given:
        return None
    return store_file(
        actor=request.actor, unit_path=unit_path, name=given.name or "", data=given.read(), purpose="document"
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, directive_id: int) -> HttpResponse:
    """Correct an entry; the log keeps what it said."""
    found = selectors.directive(actor=request.actor, directive_id=directive_id, perm=perms.DIRECTIVE_WRITE)
    initial = {name: getattr(found, name) for name in ("symbol", "issued_on", "issuer", "kind", "title", "short_name")}
    form = DirectiveForm(request.POST or None, request.FILES or None, initial=initial)
    status = 200
    if request.method == "POST":
        if form.is_valid() and _change(request, form, found) is not None:
            flash.say(request, _("The entry is corrected."))
            return redirect("directive", found.pk)
        status = 422
    context = {"nav": "directives", "form": form, "directive": found}
    return render(request, "directives/edit.html", context, status=status)


def _change(request: Request, form: DirectiveForm, found: Directive) -> Directive | None:
    try:
        with unit_of_work():
            stored = _stored(request, form, found.registered_in.path)
            return services.change_directive(actor=request.actor, directive=found, file=stored, **form.facts())
    except Invalid as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return None


@require_POST
def link(request: Request, directive_id: int) -> HttpResponse:
    """Say that this document implements another."""
    found = selectors.directive(actor=request.actor, directive_id=directive_id, perm=perms.DIRECTIVE_WRITE)
    form = _link_form(request, found, request.POST)
    if form.is_valid():
        try:
            services.link_implements(actor=request.actor, child=found, parent=form.chosen())
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            flash.say(request, _("The two documents are tied."))
            return redirect("directive", found.pk)
    return _page(request, found, form, 422)


@require_safe
def file(request: Request, directive_id: int) -> HttpResponse:
    """The file of a document."""
    return download(*selectors.file_of(actor=request.actor, directive_id=directive_id))


READ, WRITE = perms.DIRECTIVE_READ, perms.DIRECTIVE_WRITE
routes: list[URLPattern] = [
    route("van-ban/", directive_list, name="directives", room="directives", permission=READ),
    route("van-ban/moi/", new, name="directive-new", room="directives", permission=WRITE),
    route("van-ban/<int:directive_id>/", page, name="directive", room="directives", permission=READ),
    route("van-ban/<int:directive_id>/chuoi/", chain, name="directive-chain", room="directives", permission=READ),
    route("van-ban/<int:directive_id>/sua/", edit, name="directive-edit", room="directives", permission=WRITE),
    route("van-ban/<int:directive_id>/noi/", link, name="directive-link", room="directives", permission=WRITE),
    route("van-ban/<int:directive_id>/tep/", file, name="directive-file", room="directives", permission=READ),
]
