"""Common questions, asking, the desk on which questions lie, and answering many at once (S130, S144)."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guong.directives import selectors as register
from guong.directives.models import Directive
from guong.drives import selectors as drives
from guong.kernel.errors import NotFound
from guong.questions import perms, selectors, services
from guong.questions.enums import Topic
from guong.questions.models import Answer, Question
from guong.web import flash
from guong.web.forms.base import run
from guong.web.forms.questions import AnswerForm, AskForm
from guong.web.http import Request
from guong.web.routing import SIGNED_IN, route

ROOM = "questions"
SHOWN = 50  # a longer list asks for a word
DOCUMENTS = 200  # newest documents on which an answer may stand


@require_safe
def index(request: Request) -> HttpResponse:
    """Common questions, searched by word and by what they are about; under them one's own."""
    query, topic = request.GET.get("tim", "")[:100], request.GET.get("ve", "")
    rows = list(selectors.answers(actor=request.actor, query=query, topic=topic)[: SHOWN + 1])
    context = {
        "nav": "directives", "rows": rows[:SHOWN], "more": len(rows) > SHOWN, "query": query, "topic": topic,
        "topics": Topic.choices, "mine": selectors.my_questions(actor=request.actor),
        "asks": bool(selectors.askers(actor=request.actor)), "desk": selectors.answers_questions(actor=request.actor),
    }  # fmt: skip
    return render(request, "questions/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request) -> HttpResponse:
    """Ask. Alike answers are shown once before the question is sent."""
    units = selectors.askers(actor=request.actor)
    if not units:
        request.actor.require(perms.ASK, "")
    follows = _follows(request)
    form = AskForm(
        units, list(drives.drives(actor=request.actor)), request.POST or None, initial=_begun(request, follows)
    )
    context = {"nav": "directives", "form": form, "follows": follows}
    if request.method != "POST":
        return render(request, "questions/ask.html", context)
    if not form.is_valid():
        return render(request, "questions/ask.html", context, status=422)
    alike = [] if form.cleaned_data["sure"] else selectors.alike(actor=request.actor, words=form.cleaned_data["text"])
    if alike:
        return render(request, "questions/ask.html", {**context, "alike": alike})
    asked = run(form, services.ask, actor=request.actor, follows=follows, **form.facts())
    if asked is None:
        return render(request, "questions/ask.html", context, status=422)
    flash.say(
        request,
        _("The question is sent to %(unit)s. The answer will stand among your tasks.") % {"unit": asked.at.name},
    )
    return redirect("question", asked.pk)


def _follows(request: Request) -> Question | None:
    """The own question whose answer was not clear."""
    key = request.GET.get("sau", "") or request.POST.get("sau", "")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    found = selectors.question(actor=request.actor, question_id=int(key))
    if not selectors.is_own(actor=request.actor, question=found):
        raise NotFound
    return found


def _begun(request: Request, follows: Question | None) -> dict[str, str]:
    if follows is not None:
        return {"topic": follows.topic, "unit": str(follows.unit_id), "drive": str(follows.drive_id or "")}
    return {"topic": request.GET.get("ve", ""), "drive": request.GET.get("dot", "")}


@require_safe
def desk(request: Request) -> HttpResponse:
    """What waits for an answer here, alike questions together."""
    request.actor.require(perms.ANSWER, "") if not selectors.answers_questions(actor=request.actor) else None
    context = {
        "nav": "directives", "groups": [(one, _rows(request, one.all)) for one in selectors.desk(actor=request.actor)],
        "given": list(selectors.answers_of_desk(actor=request.actor)[:SHOWN]),
    }  # fmt: skip
    return render(request, "questions/desk.html", context)


def _rows(request: Request, questions: Sequence[Question]) -> list[tuple[Question, str]]:
    return [(one, selectors.asker(actor=request.actor, question=one)) for one in questions]


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: Request) -> HttpResponse:
    """One answer for all chosen questions; or one that is there already."""
    sent = request.POST if request.method == "POST" else request.GET
    ids = [int(key) for key in sent.getlist("cau") if key.isascii() and key.isdigit() and len(key) < 19]
    if not ids:
        flash.say(request, _("Choose at least one question."), tone="late")
        return redirect("questions-desk")
    rows = selectors.chosen(actor=request.actor, ids=ids)
    form = AnswerForm(_documents(request), request.POST if request.POST.get("act") == "new" else None)
    if request.method == "POST" and _answer(request, rows, form):
        flash.say(request, _("Answered. Whoever asked finds it among the tasks."))
        return redirect("questions-desk")
    words = " ".join(one.text for one in rows)
    context = {
        "nav": "directives", "rows": _rows(request, rows), "form": form,
        "alike": selectors.alike(actor=request.actor, words=words),
    }  # fmt: skip
    return render(request, "questions/give.html", context, status=422 if request.method == "POST" else 200)


def _documents(request: Request) -> list[Directive]:
    return list(register.directives(actor=request.actor)[:DOCUMENTS])


def _answer(request: Request, rows: Sequence[Question], form: AnswerForm) -> bool:
    """Give a new answer, or the one whose button was pressed; whether it was done."""
    known = request.POST.get("cu", "")
    if known.isascii() and known.isdigit() and len(known) < 19:
        answer = selectors.answer(actor=request.actor, answer_id=int(known))
        services.answer_with(actor=request.actor, questions=rows, answer=answer)
        return True
    if not form.is_valid():
        return False
    return run(form, services.give_answer, actor=request.actor, questions=rows, **form.facts()) is not None


@require_safe
def question(request: Request, question_id: int) -> HttpResponse:
    """One question and what became of it."""
    found = selectors.question(actor=request.actor, question_id=question_id)
    own = selectors.is_own(actor=request.actor, question=found)
    context = {
        "nav": "directives", "question": found, "own": own, "asker": selectors.asker(actor=request.actor, question=found),
        "answers_it": not own and found.state == "asked",
    }  # fmt: skip
    return render(request, "questions/question.html", context)


@require_POST
def act(request: Request, question_id: int, move: str) -> HttpResponse:
    """Pass on, take back, or say that the answer is clear."""
    found = selectors.question(actor=request.actor, question_id=question_id)
    if move == "chuyen":
        services.pass_on(actor=request.actor, question=found)
        flash.say(request, _("Passed on to the committee above, as the question of the cell."))
        return redirect("questions-desk")
    if move == "rut":
        services.withdraw(actor=request.actor, question=found)
        flash.say(request, _("The question is taken back."))
    elif move == "ro":
        services.close(actor=request.actor, question=found)
        flash.say(request, _("Thank you. The question is closed."))
    else:
        raise NotFound
    return redirect("question", found.pk)


@require_safe
def answer(request: Request, answer_id: int) -> HttpResponse:
    """One answer on its own page."""
    found = selectors.answer(actor=request.actor, answer_id=answer_id)
    context = {
        "nav": "directives",
        "answer": found,
        "may_change": selectors.may_change(actor=request.actor, answer=found),
    }
    return render(request, "questions/answer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, answer_id: int) -> HttpResponse:
    """Put an answer better; publish it or take it down."""
    found = selectors.answer_to_change(actor=request.actor, answer_id=answer_id)
    form = AnswerForm(_documents(request), request.POST if request.method == "POST" else None, initial=_initial(found))
    if request.method == "POST" and form.is_valid() and _change(request, found, form):
        flash.say(request, _("The answer is changed."))
        return redirect("answer", found.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "questions/edit.html", {"nav": "directives", "answer": found, "form": form}, status=status)


def _change(request: Request, found: Answer, form: AnswerForm) -> bool:
    return run(form, services.change_answer, actor=request.actor, answer=found, **form.facts()) is not None


def _initial(found: Answer) -> dict[str, str]:
    return {
        "heading": found.heading, "words": found.text, "basis": str(found.basis_id or ""),
        "publish": "yes" if found.published_at else "no",
    }  # fmt: skip


routes: list[URLPattern] = [
    route("hoi-dap/", index, name="questions", room=ROOM, permission=SIGNED_IN),
    route("hoi-dap/hoi/", ask, name="question-ask", room=ROOM, permission=perms.ASK),
    route("hoi-dap/can-tra-loi/", desk, name="questions-desk", room=ROOM, permission=perms.ANSWER),
    route("hoi-dap/tra-loi/", give, name="questions-give", room=ROOM, permission=perms.ANSWER),
    route("hoi-dap/cau-hoi/<int:question_id>/", question, name="question", room=ROOM, permission=SIGNED_IN),
    route("hoi-dap/cau-hoi/<int:question_id>/<slug:move>/", act, name="question-act", room=ROOM, permission=SIGNED_IN),
    route("hoi-dap/<int:answer_id>/", answer, name="answer", room=ROOM, permission=SIGNED_IN),
    route("hoi-dap/<int:answer_id>/sua/", edit, name="answer-edit", room=ROOM, permission=perms.ANSWER),
]
