"""The doors to questions and answers."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from guong.kernel import treepath
from guong.kernel.actor import Actor
from guong.org.querysets import scope_q
from guong.questions.models import Answer, Question
from guong.questions.perms import ANSWER, READ


def published(actor: Actor) -> QuerySet[Answer]:
    """Published answers of the actor's own bodies, of those above them, and of those below in scope."""
    rows = Answer.objects.filter(published_at__isnull=False)
    scope = actor.scope(READ)
    if scope.everything:
        return rows
    above = {path for own in scope.subtrees | scope.exact for path in treepath.ancestors(own)}
    return rows.filter(scope_q(scope) | Q(unit__path__in=sorted(above)))


def desk_q(actor: Actor, field: str) -> Q:
    """The very bodies for which the actor answers, never what lies below them (law 1)."""
    scope = actor.scope(ANSWER)
    return Q() if scope.everything else Q(**{f"{field}__in": sorted(scope.exact | scope.subtrees)})


def on_desk(actor: Actor) -> QuerySet[Question]:
    """Questions that lie with a body for which the actor answers."""
    return Question.objects.filter(desk_q(actor, "at__path"))


def own_q(actor: Actor) -> Q:
    """What the actor asked, as a member or for the body he or she speaks for."""
    mine = Q(pk__in=[]) if actor.person_id is None else Q(person_id=actor.person_id)
    return mine | (Q(person=None) & desk_q(actor, "unit__path"))
