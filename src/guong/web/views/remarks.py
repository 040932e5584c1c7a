"""Saying something to a comrade, to the cell committee, or upward; and answering what was said."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guong.kernel import clock
from guong.reviews import selectors, services
from guong.reviews.enums import Addressee, ReplyKind
from guong.reviews.models import Remark
from guong.reviews.perms import ANSWER, REMARKS
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.remarks import RemarkForm, ReplyForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route

SPEAK = "reviews.remark:write"
RUN = "meetings.meeting:run"


def new(request: Request, unit_id: int, drive_id: int) -> HttpResponse:
    """The remark form, outside of a meeting too."""
    place = selectors.place(actor=request.actor, drive_id=drive_id, unit_id=unit_id, perm=SPEAK)
    people = selectors.people_to_address(actor=request.actor, drive=place.drive, unit=place.unit)
    speakers = people if request.actor.can(RUN, place.unit.path) else []
    if speakers and request.actor.person is not None:
        people = sorted([*people, request.actor.person], key=lambda person: (person.name_key, person.pk))
    if request.method != "POST":
        form = RemarkForm(people, speakers, initial={"person": request.GET.get("dong-chi", "")})
        return _new_page(request, place, form)
    form = RemarkForm(people, speakers, request.POST)
    if not form.is_valid() or not _make(request, place, form):
        return _new_page(request, place, form, status=422)
    return _made(request, place, form)


def _made(request: Request, place: selectors.Place, form: RemarkForm) -> HttpResponse:
    """Where it goes on: to one's own remarks, or to the desk of what is typed for others."""
    by = form.chosen("by")
    if by is None or by.pk == request.actor.person_id:
        flash.say(request, _("Your remark is handed in. The person addressed sees it and may answer."))
        return redirect("remarks-mine")
    if form.cleaned_data["signed"]:
        flash.say(
            request, _("Handed in for %(name)s. Keep the signed sheet with the papers of the cell.") % {"name": by}
        )
    else:
        flash.say(request, _("Kept. It now waits for the yes of %(name)s.") % {"name": by})
    return redirect("remarks-afar", place.unit.pk, place.drive.pk)


def _make(request: Request, place: selectors.Place, form: RemarkForm) -> bool:
    """Hand the remark in, or keep what was typed for its author's yes; whether it went in. Otherwise the form says why."""
    given, by = form.cleaned_data, form.chosen("by")
    said = {
        "actor": request.actor, "drive": place.drive, "unit": place.unit, "addressee": given["addressee"],
        "fact": given["fact"], "judgement": given["judgement"], "topic": given["topic"],
        "person": form.chosen("person") if given["addressee"] == Addressee.PERSON else None,
        "is_strength": given["what"] == "strength", "by": by,
    }  # fmt: skip
    if by is None or by.pk == request.actor.person_id:
        return run(form, services.make_remark, **said, unnamed=given["unnamed"]) is not None
    if given["unnamed"]:
        form.add_error("unnamed", _("What is typed for somebody else bears that person's name."))
        return False
    if given["signed"]:
        return run(form, services.make_remark, **said, signed_paper=True) is not None
    return run(form, services.type_remark, **said, came_by=given["came_by"]) is not None


def _new_page(request: Request, place: selectors.Place, form: RemarkForm, status: int = 200) -> HttpResponse:
    return render(request, "remarks/new.html", {"nav": "file", "place": place, "form": form}, status=status)


@require_safe
def mine(request: Request) -> HttpResponse:
    """What I said to others, with their answers, and where I may say something."""
    upward = selectors.upward_by_me(actor=request.actor)
    apart = {one.pk for one in upward}
    context = {
        "nav": "file",
        "upward": upward,
        "today": clock.today(),
        "answers": bool(request.actor.scope(REMARKS) or request.actor.scope(ANSWER)),
        "remarks": [one for one in selectors.remarks_by_me(actor=request.actor) if one.pk not in apart],
        "typed": selectors.typed_for_me(actor=request.actor),
        "places": selectors.places_to_speak(actor=request.actor),
    }
    return render(request, "remarks/mine.html", context)


def reply(request: Request, remark_id: int) -> HttpResponse:
    """Three answers of equal weight, none preselected (R27)."""
    remark = selectors.remark_to_answer(actor=request.actor, remark_id=remark_id)
    if remark.person_id == request.actor.person_id and remark.read_at is None:
        services.note_remarks_shown(actor=request.actor, remarks=[remark])
    if request.method != "POST":
        chosen = request.GET.get("tra-loi", "")  # the button that was pressed on the page before
        form = ReplyForm(initial={"kind": chosen} if chosen in ReplyKind.values else {})
        return _reply_page(request, remark, form)
    form = ReplyForm(request.POST)
    given = form.cleaned_data if form.is_valid() else None
    answer = services.reply_to_remark
    if given is None or not run(
        form, answer, actor=request.actor, remark=remark, kind=given["kind"], text=given["text"]
    ):
        return _reply_page(request, remark, form, status=422)
    flash.say(request, _("Your answer is kept and stands under the remark from now on."))
    return redirect(f"{reverse('my-file')}#gop-y-{remark.pk}" if remark.person_id else reverse("my-file"))


def _reply_page(request: Request, remark: Remark, form: ReplyForm, status: int = 200) -> HttpResponse:
    return render(request, "remarks/reply.html", {"nav": "file", "remark": remark, "form": form}, status=status)


routes: list[URLPattern] = [
    route("gop-y/", mine, name="remarks-mine", room="reviews", permission=SIGNED_IN),
    route("gop-y/<int:remark_id>/tra-loi/", reply, name="remark-reply", room="reviews", permission=SIGNED_IN),
    route("chi-bo/<int:unit_id>/dot/<int:drive_id>/gop-y/", new, name="remark-new", room="reviews", permission=SPEAK),
]
