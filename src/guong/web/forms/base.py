"""What every form view does with a service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms

from guong.kernel.errors import Conflict, Invalid

R = TypeVar("R")


def run(form: forms.Form, act: Callable[..., R], **kwargs: Any) -> R | None:
    """Call a service; a broken rule becomes the error of its field (what was typed stays) and None is returned.

    A Conflict is not an error of a field: it goes on to the view, which offers the choice.
    """
    try:
        return act(**kwargs)
    except Conflict:
        raise
    except Invalid as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return None
