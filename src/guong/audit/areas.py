"""The log in the words of its readers: areas, things and facts. What has no word here is not shown."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from guong.audit.codes import sentence
from guong.audit.models import Entry

AREAS: dict[str, Any] = {
    "org": _("Organisations and members"),
    "access": _("Rights"),
    "accounts": _("Accounts and sign-in"),
    "directives": _("Directives"),
    "drives": _("Drives and registration"),
    "meetings": _("Meetings and study"),
    "plans": _("Plans and the notice board"),
    "figures": _("Figures"),
    "exchange": _("Lists brought in"),
    "papers": _("Papers made"),
    "files": _("Files"),
    "privacy": _("Personal data"),
    "jobs": _("Nightly work"),
    "audit": _("The log itself"),
}
"""Areas that an office reads. Words of people (reviews, remarks, findings) are not among them: those lines are read by the
person whom they concern."""

ABOUT_PEOPLE = ("org", "access", "accounts", "exchange")
"""Areas in which an office reads also the lines about one person: they are its own work."""

NAMED: dict[str, Any] = {
    "org.Unit": _("organisation"), "org.Person": _("member"), "accounts.Account": _("account"),
    "directives.Directive": _("directive"), "drives.Drive": _("drive"), "meetings.Conference": _("study conference"),
    "meetings.Meeting": _("meeting"), "files.StoredFile": _("file"), "audit.DailyHead": _("head of a day"),
}  # fmt: skip
"""Things that are called by their name."""

NUMBERED: dict[str, Any] = {
    "access.Grant": _("right"), "drives.Registration": _("registration"), "drives.Assignment": _("assignment"),
    "drives.RuleSet": _("version of the rules"), "drives.Reminder": _("reminder"), "org.Post": _("office"),
    "org.Membership": _("membership"), "org.Standing": _("standing"), "meetings.MakeUp": _("make-up study"),
    "meetings.Minutes": _("minutes"), "meetings.Invitation": _("invitation"), "meetings.Note": _("note"),
    "meetings.AgendaStep": _("step of the agenda"), "reviews.SelfReview": _("self-review"), "reviews.Remark": _("remark"),
    "ratings.Rating": _("rating"), "ratings.Petition": _("petition"), "ratings.Opinion": _("opinion"),
    "ratings.Publication": _("published list"), "ratings.Scheme": _("scheme of rating"), "ratings.Campaign": _("year-end rating"),
    "ratings.Ballot": _("tally of a vote"), "ratings.CapGrounds": _("grounds"),
    "reviews.Reply": _("reply"), "corrections.Finding": _("finding"), "corrections.Share": _("share"),
    "corrections.Action": _("measure"), "corrections.Recheck": _("re-check"), "corrections.RecheckItem": _("line of a re-check"),
    "plans.Plan": _("personal plan"), "plans.Delivery": _("copy of a plan"), "plans.Posting": _("posting"),
    "plans.RouteTable": _("table of where copies go"), "plans.Assessment": _("assessment of a plan"),
    "plans.Supervision": _("line of supervision"), "plans.Programme": _("action programme"),
    "plans.MonitorRemark": _("remark of the Front"), "exchange.PendingImport": _("list waiting"), "audit.Entry": _("row of the log"),
    "privacy.Request": _("request about personal data"), "privacy.Hold": _("hold on erasing"),
    "privacy.Certificate": _("certificate of erasing"), "privacy.Settings": _("version of the settings"),
    "privacy.Purpose": _("purpose of processing"), "jobs.Check": _("nightly check"),
    "corrections.Appeal": _("appeal"), "corrections.AppealJudge": _("word on an appeal"),
    "corrections.Extension": _("request for a later day"), "corrections.Indicator": _("indicator"),
    "corrections.IndicatorValue": _("value of an indicator"), "corrections.TagCatalogue": _("list of fields"),
    "corrections.Target": _("target"), "drives.BlockGate": _("opening of a block"), "drives.BodyTask": _("task of a body"),
    "drives.Milestone": _("milestone"), "drives.OwnDocument": _("document for the drive"), "drives.Pilot": _("pilot"),
    "drives.Relay": _("passing on of documents"), "drives.TaskOrder": _("task"), "drives.Visit": _("visit"),
    "drives.WorkingGroup": _("working group"), "gates.PhaseGate": _("closing of a phase"), "library.Frame": _("model agenda"),
    "library.Item": _("thing on the shelf"), "library.Pack": _("materials sent ahead"), "meetings.Guest": _("guest"),
    "meetings.Lesson": _("lessons of a meeting"), "org.StandingRequest": _("request of a member"),
    "questions.Answer": _("answer to a question"), "questions.Question": _("question"),
    "reorganisation.Reorganisation": _("reorganisation"), "reviews.CollectiveReport": _("report of a body"),
    "reviews.ReviewTemplate": _("form of self-review"), "reviews.Suggestion": _("suggestion"),
}  # fmt: skip
"""Things that are called by their number."""

_DAY = re.compile(r"^(\d{4})-(\d\d)-(\d\d)(?:T\d\d:\d\d\S*)?$")
FACTS: dict[str, Any] = {
    "name": _("name"), "code": _("code"), "account": _("account"), "standing": _("standing"),
    "units": _("organisations"), "cells": _("cells"), "rules": _("version of the rules"), "rows": _("rows"),
    "symbol": _("number"), "title": _("title"), "created": _("new ones"), "updated": _("changed"), "unchanged": _("as before"),
    "starts_at": _("begins"), "place": _("place"), "until_on": _("last day"), "from_on": _("first day"), "seq": _("row"),
    "size": _("bytes"), "total": _("in all"), "due_on": _("due"), "part": _("part"), "people": _("people"),
}  # fmt: skip
PARTS: dict[str, Any] = {
    "finding": _("finding"), "plan": _("personal plan"), "rating": _("rating"), "remarks": _("remarks"),
    "self_review": _("self-review"), "standing": _("standing"),
}  # fmt: skip
"""The words of `audit.reads.log_read` for a part of a file."""


def what(entry: Entry) -> str:
    """The sentence of what was done, in the reader's language."""
    return sentence(entry.code)


def which(entry: Entry) -> str:
    """To which thing: a name where the thing has one, else its kind and number; the kind as stored if nobody knows it."""
    if entry.target_type in NAMED:
        return f"{NAMED[entry.target_type]} {entry.target_label}"
    kind = NUMBERED.get(entry.target_type, entry.target_type)
    return f"{kind} {entry.target_id}" if entry.target_id is not None else str(kind)


def facts(entry: Entry) -> str:
    """The changed facts that have a word (codes such as a role have none here, so they stay out): "name: A → B; code: X"."""
    changes = {
        key: PARTS.get(value, value) if key == "part" and isinstance(value, str) else value
        for key, value in entry.changes.items()
    }
    known = [(FACTS[key], value) for key, value in changes.items() if key in FACTS]
    return "; ".join(f"{word}: {shown}" for word, value in known if (shown := _value(value)))


def _value(value: Any) -> str:
    if isinstance(value, list) and len(value) == 2:
        return f"{_plain(value[0]) or '–'} → {_plain(value[1]) or '–'}"
    return _plain(value)


def _plain(value: Any) -> str:
    """Numbers and short words; nested values are left out."""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, str) and (day := _DAY.match(value)):
        if "T" in value:
            return f"{localtime(datetime.fromisoformat(value)):%H:%M %d/%m/%Y}"
        return "/".join(reversed(day.groups()))
    return str(value)[:120] if isinstance(value, str | int | Promise) else ""
