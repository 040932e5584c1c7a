"""Erasing words whose time of keeping has ended, or that their owner asked to erase (D8, D23).

The row stays: who, when, which state. So figures and the chain of the log stay as they are; the log never held the words.
What an open finding, an unanswered request or a hold needs is kept, and counted on the certificate.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.deletion import ProtectedError

from guong.audit.work import record, service
from guong.corrections.enums import FindingState
from guong.corrections.models import Action, Finding, Share
from guong.drives.enums import DriveState
from guong.drives.models import Drive
from guong.files.models import StoredFile
from guong.files.services import path_of
from guong.kernel import clock
from guong.kernel.actor import Actor, SystemActor
from guong.kernel.errors import Forbidden
from guong.org.models import Unit
from guong.org.querysets import subtree_q
from guong.privacy import events, rulebook, rules  # noqa: F401  # events registers the audit codes
from guong.privacy.classes import CLASSES, ERASED, OUTSIDE, KeptClass, Part
from guong.privacy.enums import OPEN_REQUESTS
from guong.privacy.models import Certificate, Hold, Request, Settings
from guong.privacy.perms import ANSWER

_CLOSED = (FindingState.CLOSED.value, FindingState.DROPPED.value)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What must not be erased in one drive: people and bodies."""

    people: frozenset[int]
    paths: tuple[str, ...]
    busy_bodies: frozenset[str]  # exact paths with an open finding


@service
def erase_due(*, actor: Actor, today: date) -> list[Certificate]:
    """Erase every class of every drive whose time of keeping ended before `today`: for the program itself, by night."""
    if not isinstance(actor, SystemActor):
        raise Forbidden
    rows = Drive.objects.exclude(state=DriveState.DRAFT).filter(ends_on__lt=today).select_related("owner")
    made = []
    for drive in rows.order_by("pk"):
        settings = rulebook.current(drive.owner.path)
        due = [one for one in CLASSES if _until(drive, settings, one) < today]
        if due and (certificate := _erase(actor, drive, settings, due, today)) is not None:
            made.append(certificate)
    return made + _erase_outside(actor, today)


def _erase_outside(actor: Actor, today: date) -> list[Certificate]:
    """What hangs on no drive, committee by committee: each by the times that hold there, with a certificate of its own."""
    made = []
    for top, paths in sorted(_bodies_outside().items(), key=lambda item: item[0].path):
        settings, kept = rulebook.current(top.path), _kept(None, today)
        lines = [_outside_line(one, rulebook.value(settings, one.key), paths, kept, today) for one in OUTSIDE]
        if (certificate := _certified(actor, None, top, settings, lines)) is not None:
            made.append(certificate)
    return made


def _bodies_outside() -> dict[Unit, list[str]]:
    """{committee: paths of its bodies, itself among them} with any words that hang on no drive and were not erased."""
    paths: set[str] = set()
    for one in OUTSIDE:
        for part in one.parts:
            rows = part.model._default_manager.filter(_unerased(part), **_no_drive(part))
            paths |= set(rows.order_by().values_list(part.unit, flat=True).distinct())
    found: dict[Unit, list[str]] = {}
    for unit in Unit.objects.filter(path__in=sorted(paths)).select_related("parent"):
        found.setdefault(unit.parent if unit.is_cell and unit.parent else unit, []).append(unit.path)
    return found


def _no_drive(part: Part) -> dict[str, Any]:
    return {f"{part.drive}__isnull": True} if part.drive else {}


def _outside_line(one: KeptClass, years: int, paths: list[str], kept: _Kept, today: date) -> dict[str, Any]:
    """Counted from the day of each row: due is what lies before 1 January so many years ago."""
    first = date(max(today.year - years, 1), 1, 1)
    counts = []
    for part in one.parts:
        due = {**_no_drive(part), f"{part.unit}__in": sorted(paths), f"{part.day}__lt": first}
        counts.append(_erase_part(Q(**due), part, kept, None))
    return {
        "class": one.key, "until": date(today.year - 1, 12, 31).isoformat(),
        "texts": sum(texts for texts, _held in counts), "held": sum(held for _texts, held in counts),
    }  # fmt: skip


@service
def erase_for_request(*, actor: Actor, request: Request) -> list[Certificate]:
    """Erase what a person wrote, and what was said to that person, in drives that are over. Only for a request that was
    fulfilled by somebody else; what is open or held stays."""
    actor.require(ANSWER, request.unit.path)
    settings, today = rulebook.current(request.unit.path), clock.today()
    over = Drive.objects.filter(participants__person_id=request.person_id, ends_on__lt=today).order_by("pk")
    made = [_erase(actor, drive, settings, CLASSES, today, request=request) for drive in over]
    return [one for one in made if one is not None]


def _until(drive: Drive, settings: Settings, one: KeptClass) -> date:
    return rules.keep_until(drive.ends_on, rulebook.value(settings, one.key))


def _erase(
    actor: Actor, drive: Drive, settings: Settings, classes: Iterable[KeptClass], today: date, request: Request | None = None
) -> Certificate | None:  # fmt: skip
    """One certificate for one drive; None when nothing was left to erase."""
    kept = _kept(drive, today)
    lines = [_class_line(drive, settings, one, kept, request) for one in classes]
    return _certified(actor, drive, drive.owner, settings, lines, request)


def _certified(
    actor: Actor, drive: Drive | None, unit: Unit, settings: Settings, lines: list[dict[str, Any]],
    request: Request | None = None,
) -> Certificate | None:  # fmt: skip
    """The certificate of what was erased just now; None when nothing was."""
    lines = [line for line in lines if line["texts"] or line["held"]]
    texts = sum(line["texts"] for line in lines)
    if not texts:
        return None
    made = Certificate.objects.create(
        drive=drive, unit=unit, request=request, settings=settings, made_at=clock.now(),
        made_by_label=actor.label, lines=lines, texts=texts, held=sum(line["held"] for line in lines),
    )  # fmt: skip
    record(
        actor, "privacy.texts.erased", made, unit_path=unit.path,
        person_id=request.person_id if request else None, changes={"drive": drive.code if drive else "", "total": texts},
    )  # fmt: skip
    return made


def _class_line(
    drive: Drive, settings: Settings, one: KeptClass, kept: _Kept, request: Request | None
) -> dict[str, Any]:
    counts = [_erase_part(Q(**{part.drive: drive}), part, kept, request) for part in one.parts]
    return {
        "class": one.key, "until": _until(drive, settings, one).isoformat(),
        "texts": sum(texts for texts, _held in counts), "held": sum(held for _texts, held in counts),
    }  # fmt: skip


def _erase_part(due: Q, part: Part, kept: _Kept, request: Request | None) -> tuple[int, int]:
    """(texts erased, rows kept back) of one table."""
    rows: QuerySet[Any] = part.model._default_manager.filter(due).filter(_unerased(part))
    if request is not None:
        if part.body or not part.people:
            return 0, 0
        rows = rows.filter(_any_of(part.people, [request.person_id]))
    rows = part.model._default_manager.filter(pk__in=rows.values("pk"))  # joined tables left behind
    stays = part.model._default_manager.filter(_stays(part, kept)).values("pk")
    free = rows.exclude(pk__in=stays)
    held = rows.filter(pk__in=stays).count()
    ids = list(free.values_list("pk", flat=True))
    return sum(_empty(part, ids[start : start + 500]) for start in range(0, len(ids), 500)), held


def _empty(part: Part, ids: list[int]) -> int:
    rows = part.model._default_manager.filter(pk__in=ids)
    done = 0
    for name in part.texts:
        done += rows.exclude(**{name: ""}).exclude(**{name: ERASED}).update(**{name: ERASED})
    for name in part.documents:
        done += rows.exclude(**{name: part.blank}).update(**{name: part.blank})
    if part.file:
        files = [pk for pk in rows.values_list(f"{part.file}_id", flat=True) if pk is not None]
        rows.update(**{part.file: None})
        done += sum(_forget_file(pk) for pk in files)
    return done


def _forget_file(pk: int) -> int:
    """Take a stored file away, its bytes after the transaction; another record that uses it keeps it."""
    stored = StoredFile.objects.get(pk=pk)
    digest = stored.sha256
    try:
        stored.delete()
    except ProtectedError:
        return 0
    if not StoredFile.objects.filter(sha256=digest).exists():
        transaction.on_commit(lambda: path_of(digest).unlink(missing_ok=True))
    return 1


def _unerased(part: Part) -> Q:
    condition = Q(pk__in=[])
    for name in part.texts:
        condition |= ~Q(**{f"{name}__in": ("", ERASED)})
    for name in part.documents:
        condition |= ~Q(**{name: part.blank})
    return condition | Q(**{f"{part.file}__isnull": False}) if part.file else condition


def _stays(part: Part, kept: _Kept) -> Q:
    """Rows that something still needs."""
    condition = _any_of(part.people, kept.people) if part.people else Q(pk__in=[])
    for path in kept.paths:
        condition |= subtree_q(path, part.unit)
    if part.body:
        condition |= Q(**{f"{part.unit}__in": sorted(kept.busy_bodies)})
    if part.model is Finding or part.finding:
        condition |= ~Q(**{f"{part.finding}state__in": _CLOSED})
    return condition


def _any_of(lookups: Collection[str], people: Collection[int]) -> Q:
    condition = Q(pk__in=[])
    for lookup in lookups:
        condition |= Q(**{f"{lookup}__in": sorted(people)})
    return condition


def _kept(drive: Drive | None, today: date) -> _Kept:
    """People with an open finding (of one drive, or of any) or an unanswered request, and what is held, as of today."""
    opened = Finding.objects.filter(**({"drive": drive} if drive else {})).exclude(state__in=_CLOSED)
    people = {pk for pk in opened.values_list("person_id", flat=True) if pk is not None}
    people |= set(Share.objects.filter(finding__in=opened, removed_at=None).values_list("person_id", flat=True))
    people |= set(Action.objects.filter(finding__in=opened).values_list("owner_id", flat=True))
    people |= set(Request.objects.filter(state__in=OPEN_REQUESTS).values_list("person_id", flat=True))
    holds = [one for one in Hold.objects.filter(lifted_at=None).select_related("unit") if stands(one, today)]
    people |= {one.person_id for one in holds if one.person_id is not None}
    return _Kept(
        frozenset(people), tuple(one.unit.path for one in holds if one.person_id is None),
        frozenset(opened.values_list("unit__path", flat=True)),
    )  # fmt: skip


def stands(hold: Hold, today: date) -> bool:
    """Whether a hold stops the erasing today."""
    return rules.hold_stands(
        from_on=hold.from_on, until_on=hold.until_on, lapses_on=hold.lapses_on, confirmed=hold.confirmed_at is not None,
        lifted=hold.lifted_at is not None, today=today,
    )  # fmt: skip
