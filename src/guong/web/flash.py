"""One sentence after a change, kept in the session until the next page shows it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

KEY = "said"


def say(request: HttpRequest, sentence: Any, *, tone: str = "pen") -> None:
    """Show `sentence` on the next page. `tone`: pen (done), wait (look at this), late (wrong)."""
    request.session[KEY] = [*request.session.get(KEY, []), {"text": str(sentence), "tone": tone}][-3:]


def take(request: HttpRequest) -> list[dict[str, str]]:
    """The sentences, once."""
    return request.session.pop(KEY, []) if request.session.get(KEY) else []
