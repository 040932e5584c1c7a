""" "Việc của tôi": one thing that somebody owes. Each area tells its own in `tasks_<area>.py`; web.todo gathers them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from guong.access.actors import AccountActor


@dataclass(frozen=True, slots=True)
class Task:
    """A task of the home page. `due` is its day (None: whenever); `status` is a word such as "trễ 2 ngày", or empty for
    the usual count of days; `label` and `url` are its one button. `late` puts it first."""

    due: date | None
    title: Any
    line: Any
    status: Any
    label: Any
    url: str
    late: bool = False


Provider = Callable[[AccountActor, date], list[Task]]
