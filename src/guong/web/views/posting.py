"""The notice board: posting heads' plans, their sheets and proofs; and the one public page (D13, D21)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guong.audit.work import unit_of_work
from guong.files.selectors import open_file
from guong.files.services import store_file
from guong.kernel import clock
from guong.kernel.errors import NotFound
from guong.papers.letterhead import posts_line
from guong.plans import selectors, services
from guong.plans.models import Posting
from guong.plans.perms import POST
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.plans import PhotoForm, PostingForm
from guong.web.http import Request
from guong.web.plan_view import FIELD_WORDS, shown
from guong.web.routing import PUBLIC, route


@require_safe
def board(request: Request) -> HttpResponse:
    """What hangs, what was taken down, and which heads' plans wait to be posted."""
    if not request.actor.scope(POST):
        raise NotFound
    context = {
        "nav": "postings", "today": clock.today(), "waiting": selectors.waiting_to_post(actor=request.actor),
        "postings": selectors.postings(actor=request.actor),
    }  # fmt: skip
    return render(request, "posting/board.html", context)


def post(request: Request, plan_id: int) -> HttpResponse:
    """Choose parts, place and days, with the plan beside the form."""
    delivery, last = selectors.to_post(actor=request.actor, plan_id=plan_id)
    place = delivery.recipient.name if delivery.recipient else ""
    form = PostingForm(
        request.POST if request.method == "POST" else None, first=clock.today(), last=last,
        place=_("Office of %(unit)s") % {"unit": place},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        posting = run(
            form, services.post_plan, actor=request.actor, plan=delivery.plan, place=chosen["place"],
            from_on=chosen["from_on"], until_on=chosen["until_on"], fields=chosen["fields_shown"],
        )  # fmt: skip
        if posting is not None:
            flash.say(request, _("Posted. Print the sheet and hang it up."))
            return redirect("posting", posting_id=posting.pk)
    context = {
        "nav": "postings", "form": form, "plan": delivery.plan, "content": shown(delivery.revision.content), "last": last,
    }  # fmt: skip
    return render(request, "posting/new.html", context, status=422 if form.errors else 200)


@require_safe
def sheet(request: Request, posting_id: int) -> HttpResponse:
    return _sheet(request, selectors.posting(actor=request.actor, posting_id=posting_id), PhotoForm())


def _sheet(request: Request, posting: Posting, form: PhotoForm, status: int = 200) -> HttpResponse:
    parts = [FIELD_WORDS[name] for name in posting.fields]
    context = {"nav": "postings", "posting": posting, "form": form, "parts": parts, "today": clock.today()}
    return render(request, "posting/sheet.html", context, status=status)


@require_POST
def take_down(request: Request, posting_id: int) -> HttpResponse:
    posting = selectors.posting(actor=request.actor, posting_id=posting_id)
    services.take_down(actor=request.actor, posting=posting)
    flash.say(request, _("Taken down: its public page is gone. Take the sheet off the board too."))
    return redirect("posting", posting_id=posting.pk)


def proof(request: Request, posting_id: int) -> HttpResponse:
    """GET: the photograph. POST: a new one."""
    posting = selectors.posting(actor=request.actor, posting_id=posting_id)
    if request.method == "POST":
        return _add_proof(request, posting)
    if posting.proof is None:
        raise NotFound
    return HttpResponse(
        open_file(posting.proof), content_type=posting.proof.media_type, headers={"X-Content-Type-Options": "nosniff"}
    )


def _add_proof(request: Request, posting: Posting) -> HttpResponse:
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]

        def keep() -> Posting:
            with unit_of_work():
                file = store_file(
                    actor=request.actor,
                    unit_path=posting.unit.path,
                    name=upload.name,
                    data=upload.read(),
                    purpose="photo",
                )
                return services.add_posting_proof(actor=request.actor, posting=posting, file=file)

        if run(form, keep) is not None:
            flash.say(request, _("The photograph is kept with the posting."))
            return redirect("posting", posting_id=posting.pk)
    return _sheet(request, posting, form, status=422)


@require_safe
def public(request: Request, token: str) -> HttpResponse:
    """The sheet for anybody who scans its code: chosen parts only, never indexed, gone when it is taken down (D21)."""
    page = selectors.public_posting(actor=request.actor, token=token)
    with translation.override("vi"):  # it stands for a Vietnamese sheet of paper, whoever reads it
        context = {"page": page, "posts": posts_line(page.posts), "parts": shown(page.parts)}
        answer = render(request, "posting/public.html", context)
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


routes: list[URLPattern] = [
    route("niem-yet/", board, name="postings", room="plans", permission=POST),
    route("niem-yet/ke-hoach/<int:plan_id>/", post, name="posting-new", room="plans", permission=POST),
    route("niem-yet/to/<int:posting_id>/", sheet, name="posting", room="plans", permission=POST),
    route("niem-yet/to/<int:posting_id>/go/", take_down, name="posting-take-down", room="plans", permission=POST),
    route("niem-yet/to/<int:posting_id>/anh/", proof, name="posting-proof", room="plans", permission=POST),
    route("niem-yet/<str:token>/", public, name="posting-public", room="plans", permission=PUBLIC),
]
