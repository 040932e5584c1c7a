"""What the writes of this room share: whether anybody is rated at all, what was typed, and who acts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record
from guong.drives.enums import DriveMode, DriveState
from guong.drives.models import Drive
from guong.kernel import clock, text
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import Invalid, NotFound
from guong.kernel.machine import step
from guong.org.models import Person, Post
from guong.org.querysets import valid_on
from guong.ratings import events, rules  # noqa: F401  # events registers the audit codes
from guong.ratings.enums import IN_FORCE, RATING_TABLE, Level, RatingState, Stage, Subject
from guong.ratings.evidence import evidence
from guong.ratings.models import Campaign, Judgement, Rating
from guong.ratings.schemebook import Book

LIMIT = 4000
LEVEL_WANTED = _("Choose one of the four levels.")


def require_year_end(drive: Drive) -> None:
    """Invalid in the mode “sinh hoạt chính trị”: there nobody is rated (R29)."""
    if drive.mode != DriveMode.YEAR_END:
        raise Invalid(_("This drive is a political activity: nobody is rated in it."))


def require_open(campaign: Campaign) -> None:
    """Invalid unless the drive is of the year-end mode and under way."""
    require_year_end(campaign.drive)
    if campaign.drive.state != DriveState.OPEN:
        raise Invalid(_("This drive is not under way, so its ratings are no longer changed."))


def locked(rating: Rating) -> Rating:
    """The rating as it is now, locked until the transaction ends."""
    rows = Rating.objects.select_for_update(of=("self",))
    return rows.select_related("campaign__drive", "campaign__scheme", "unit", "person", "decided_in").get(pk=rating.pk)


def advance(rating: Rating, event: str) -> None:
    """The next state by the table, or the sentence of why not."""
    message = _("This step does not fit where the rating stands now. Open its page again to see what is next.")
    rating.state = step(RATING_TABLE, rating.state, event, message=message)


def words(typed: str, field: str, *, limit: int = LIMIT) -> str:
    """What was typed, cleaned; Invalid for too much."""
    cleaned = text.clean_text(typed)
    if len(cleaned) > limit:
        raise Invalid(_("This is too long: at most %(limit)s letters fit."), field=field, params={"limit": limit})
    return cleaned


def needed(typed: str, field: str, message: Any) -> str:
    """The same; Invalid(message) for nothing."""
    cleaned = words(typed, field)
    if not cleaned:
        raise Invalid(message, field=field)
    return cleaned


def level_of(typed: str) -> str:
    """A level of the list; Invalid for anything else."""
    if typed not in Level.values:
        raise Invalid(LEVEL_WANTED, field="level")
    return typed


def tidy(rating: Rating, content: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed into the form, as it is kept. Points that are no number, and more than a line gives, are refused with the
    field of the line; lines and conditions that the frozen scheme does not have are refused too."""
    book = Book(rating.campaign.scheme)
    lines = {str(line["key"]): line for line in book.lines(rating.subject)}
    points: dict[str, int] = {}
    for key, typed in dict(content.get("points") or {}).items():
        if str(typed).strip():
            points[_known(key, lines)] = _tenths(key, str(typed))
    over = rules.too_many(lines.values(), points)
    if over:
        key = next(str(line["key"]) for line in lines.values() if line["name"] == over[0])
        most = rules.show_points(int(lines[key]["points"]))
        raise Invalid(_("This line gives at most %(most)s points."), field=f"points-{key}", params={"most": most})
    grounds = {
        _known(key, lines): cleaned
        for key, typed in dict(content.get("grounds") or {}).items()
        if (cleaned := words(str(typed), f"grounds-{key}"))
    }
    known = {
        str(one["key"]) for row in book.levels for one in rules.conditions(book.levels, row["code"], rating.subject)
    }
    met = sorted({str(one) for one in content.get("met") or []})
    if set(met) - known:
        raise Invalid(_("Tick conditions of the list only."), field="met")
    level = str(content.get("level") or "")
    if level:
        level_of(level)
    return {"points": points, "grounds": grounds, "met": met, "tasks": _percent(content.get("tasks")), "level": level}


def tidy_kept(rating: Rating) -> dict[str, Any]:
    """The kept draft with every part that a form has, also when nothing was typed yet."""
    return {"points": {}, "grounds": {}, "met": [], "tasks": None, "level": "", **rating.draft}


def _known(key: Any, lines: Mapping[str, Any]) -> str:
    if str(key) not in lines:
        raise Invalid(_("This line is not in the form of this drive."))
    return str(key)


def _tenths(key: str, typed: str) -> int:
    found = rules.parse_points(typed)
    if found is None:
        raise Invalid(_("Type points as a number, for example 7 or 7,5."), field=f"points-{key}")
    return found


def _percent(typed: Any) -> int | None:
    if typed in (None, ""):
        return None
    value = str(typed).strip()
    if not (value.isascii() and value.isdigit()) or len(value) > 3 or int(value) > 100:
        raise Invalid(_("Type a whole percent from 0 to 100."), field="tasks")
    return int(value)


def require_whole(rating: Rating, content: Mapping[str, Any]) -> tuple[int, str]:
    """(tenths, level) of a form that is complete and whose level its points and conditions give (R33); Invalid otherwise."""
    book = Book(rating.campaign.scheme)
    lines = book.lines(rating.subject)
    empty = rules.unfilled(lines, content["points"])
    if empty:
        key = next(str(line["key"]) for line in lines if line["name"] == empty[0])
        raise Invalid(_("Points are missing: “%(line)s”."), field=f"points-{key}", params={"line": empty[0]})
    level = level_of(content["level"])
    require_granted(rating, content, level)
    return rules.total(lines, content["points"]), level


def require_granted(rating: Rating, content: Mapping[str, Any], level: str) -> None:
    """Invalid when the points, the conditions, or the rules for heads do not give the level (R33, R35, R36)."""
    book = Book(rating.campaign.scheme)
    barred = set()
    if book.number("excellent_needs_fixed") and not evidence(rating, clock.today()).all_fixed:
        barred.add(Level.EXCELLENT.value)
    tenths = rules.total(book.lines(rating.subject), content["points"])
    highest = rules.granted(book.levels, tenths, content["met"], rating.subject, barred=barred)
    if rules.higher(level, highest):
        raise Invalid(
            _("%(points)s points and the ticked conditions give at most “%(level)s”."), field="level",
            params={"points": rules.show_points(tenths), "level": Level(highest).label},
        )  # fmt: skip
    if problem := head_problem(rating, level):
        raise Invalid(_HEAD[problem], field="level")


_HEAD = {
    "above": _("A head is not rated above the body that he or she heads."),
    "floor": _("The body did too few of its tasks: its head has not completed the tasks."),
}


def head_problem(rating: Rating, level: str) -> str:
    """What stands against this level for the head of a body that is rated in the same drive; "" for nothing (R35)."""
    book = Book(rating.campaign.scheme)
    if not rating.head or not book.number("head_rule"):
        return ""
    posts = Post.objects.filter(
        valid_on(clock.today()), person_id=rating.person_id or 0, kind__in=sorted(rules.HEAD_POSTS)
    )
    bodies = Rating.objects.filter(
        campaign=rating.campaign_id, subject=Subject.BODY, unit_id__in=posts.values("unit_id")
    )
    for body in bodies.exclude(state=RatingState.DRAFT):
        newest = body.judgements.exclude(stage=Stage.SELF).order_by("-number").first()
        if newest is not None:
            tasks = newest.content.get("tasks")
            problem = rules.head_problem(level, newest.level, tasks, book.number("floor_percent"))
            if problem:
                return problem
    return ""


def newest(rating: Rating, stage: Stage | None = None) -> Judgement | None:
    """The last judgement, or the last of one step."""
    rows = rating.judgements.filter(stage=stage) if stage else rating.judgements.all()
    return rows.order_by("-number").first()


def judge(
    actor: Actor, rating: Rating, stage: Stage, level: str, content: Mapping[str, Any], *, why: str = "",
    by: Person | None,
) -> Judgement:  # fmt: skip
    """Keep one judgement with the counts of its day."""
    before = newest(rating)
    return Judgement.objects.create(
        rating=rating, stage=stage, number=before.number + 1 if before else 1, level=level, content=dict(content), why=why,
        evidence=evidence(rating, clock.today()).as_json(), about_id=rating.person_id, by=by,
        by_label=by.full_name if by else actor.label, made_at=clock.now(),
    )  # fmt: skip


def acting(actor: Actor, rating: Rating, by: Person | None) -> Person | None:
    """Who judges: the actor's own person; `by` only when the program itself acts. Invalid for the one who is rated (R42)."""
    person_id = by.pk if by is not None and isinstance(actor, SystemActor) else actor.person_id
    if person_id is not None and person_id == rating.person_id:
        raise Invalid(_("Nobody rates himself or herself. Let another comrade of the committee do it."))
    return Person.objects.filter(pk=person_id).first() if person_id is not None else None


def owns(actor: Actor, rating: Rating) -> bool:
    """Whether the rating is the actor's own; the program acts for whoever it has to."""
    return isinstance(actor, SystemActor) or (actor.person_id is not None and actor.person_id == rating.person_id)


def require_own(actor: Actor, rating: Rating) -> None:
    """NotFound for everybody but the comrade whose rating it is (D7)."""
    if not owns(actor, rating):
        raise NotFound


def note(actor: Actor, code: str, rating: Rating, changes: Mapping[str, Any] | None = None) -> None:
    """One audit row about a rating; never its words, points or level."""
    record(actor, code, rating, unit_path=rating.unit.path, person_id=rating.person_id, changes=changes)


def has_level(rating: Rating) -> bool:
    """Whether a level was decided."""
    return rating.state in IN_FORCE
