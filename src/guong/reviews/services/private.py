"""Writes of the owner's own book. The log learns that a book exists, never when or what is written in it (D7)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Conflict, Invalid, NotFound
from guong.org.models import Person, Unit
from guong.reviews import sealing
from guong.reviews.models import JournalEntry, MirrorCatalogue, MirrorTicks, PrivateLock
from guong.reviews.selectors.private import PUBLISH, my_entry, opens

SECRET_LETTERS = 8
TRIES, WAIT = 5, timedelta(minutes=5)
NOTE_LIMIT, NOTES_LIMIT, TICKS_LIMIT = 20_000, 5_000, 200
ITEMS_LIMIT = 200
_KEY = re.compile(r"^\d{1,2}\.\d{1,2}$")


def _me(actor: Actor) -> Person:
    person = Person.objects.filter(pk=actor.person_id).first() if actor.person_id is not None else None
    if person is None:
        raise NotFound
    return person


def _wrap(key: bytes, secret: str, person_id: int) -> tuple[bytes, bytes]:
    """(salt, wrapped key and a proof by which the key is known)."""
    salt = sealing.new_salt()
    wrapped = sealing.seal(sealing.key_of(secret, salt), key, sealing.place_of("lock", person_id))
    return salt, wrapped + sealing.seal(key, b"", sealing.place_of("proof", person_id))


def _unwrap(secret: str, salt: bytes | memoryview, wrapped: bytes | memoryview, person_id: int) -> bytes | None:
    made = sealing.key_of(secret, bytes(salt))
    return sealing.unseal(made, bytes(wrapped)[: sealing.PROOF], sealing.place_of("lock", person_id))


def _check_secret(secret: str) -> None:
    if len(secret) < SECRET_LETTERS:
        raise Invalid(
            _("At least %(n)s letters. A short sentence that only you know is best."),
            field="secret", params={"n": SECRET_LETTERS},
        )  # fmt: skip
    if len(secret) > 200:
        raise Invalid(_("At most 200 letters."), field="secret")


@service
def set_up_book(*, actor: Actor, secret: str) -> tuple[bytes, str]:
    """Begin one's own book: (key, spare code). The secret and the spare code are kept nowhere; whoever loses both loses the book."""
    person = _me(actor)
    _check_secret(secret)
    if PrivateLock.objects.filter(person=person).exists():
        raise Invalid(_("You have a private book already. Open it with your secret."))
    key, spare = sealing.new_key(), sealing.spare_code()
    salt, wrapped = _wrap(key, secret, person.pk)
    spare_salt, spare_wrapped = _wrap(key, spare, person.pk)
    lock = PrivateLock.objects.create(
        person=person,
        salt=salt,
        wrapped=wrapped,
        spare_salt=spare_salt,
        spare_wrapped=spare_wrapped,
        made_at=clock.now(),
    )
    record(actor, "reviews.book.set_up", lock, person_id=person.pk)
    return key, spare


@service
def open_book(*, actor: Actor, secret: str) -> bytes | None:
    """The key of the actor's book, by the secret or the spare code; None when it is wrong. Five wrong tries wait five minutes."""
    lock = PrivateLock.objects.select_for_update().filter(person=_me(actor)).first()
    if lock is None:
        raise NotFound
    if lock.failures >= TRIES and lock.failed_at is not None and clock.now() < lock.failed_at + WAIT:
        raise Invalid(_("Too many wrong tries. Wait five minutes, then try again."), field="secret")
    typed = secret[:200]
    key = _unwrap(typed, lock.salt, lock.wrapped, lock.person_id)
    if key is None:
        spare = text.clean_line(typed).upper().replace(" ", "")
        key = _unwrap(spare, lock.spare_salt, lock.spare_wrapped, lock.person_id)
    again = lock.failures if lock.failures < TRIES else 0
    lock.failures, lock.failed_at = (0, None) if key is not None else (again + 1, clock.now())
    lock.save(update_fields=["failures", "failed_at"])
    return key


@service
def change_secret(*, actor: Actor, key: bytes, secret: str) -> None:
    """Another secret for an open book; the spare code stays."""
    _require_key(actor, key)
    _check_secret(secret)
    lock = PrivateLock.objects.select_for_update().get(person=_me(actor))
    lock.salt, lock.wrapped = _wrap(key, secret, lock.person_id)
    lock.save(update_fields=["salt", "wrapped"])
    record(actor, "reviews.book.secret_changed", lock, person_id=lock.person_id)


def _require_key(actor: Actor, key: bytes) -> None:
    if not opens(actor=actor, key=key):
        raise NotFound


@service
def write_note(
    *, actor: Actor, key: bytes, words: str, entry: JournalEntry | None = None, stamp: int = 0
) -> JournalEntry:
    """Keep a note, sealed. Conflict on an old stamp; Invalid when it is empty or too long."""
    _require_key(actor, key)
    cleaned = text.clean_text(words)
    if not cleaned:
        raise Invalid(_("Write a few words first."), field="words")
    if len(cleaned) > NOTE_LIMIT:
        raise Invalid(_("Too long: at most %(limit)s characters."), field="words", params={"limit": NOTE_LIMIT})
    person_id = _me(actor).pk
    if entry is None:
        if JournalEntry.objects.filter(person_id=person_id).count() >= NOTES_LIMIT:
            raise Invalid(_("The book is full. Erase a few old notes first."), field="words")
        return JournalEntry.objects.create(person_id=person_id, sealed=_sealed_note(key, cleaned, "", person_id))
    row, held = my_entry(actor=actor, key=key, entry_id=entry.pk)
    row = JournalEntry.objects.select_for_update().get(pk=row.pk)
    if row.stamp != stamp:
        raise Conflict(_("This note was changed in another window after you opened it."))
    row.sealed, row.stamp = _sealed_note(key, cleaned, held.written_at.isoformat(), person_id), row.stamp + 1
    row.save(update_fields=["sealed", "stamp"])
    return row


def _sealed_note(key: bytes, words: str, written_at: str, person_id: int) -> bytes:
    held = {"text": words, "at": written_at or clock.now().isoformat()}
    return sealing.seal(key, json.dumps(held, ensure_ascii=False).encode(), sealing.place_of("note", person_id))


@service
def erase_note(*, actor: Actor, key: bytes, entry: JournalEntry) -> None:
    """Erase a note for good: it is the owner's alone, so is its end."""
    row, _held = my_entry(actor=actor, key=key, entry_id=entry.pk)
    JournalEntry.objects.filter(pk=row.pk).delete()


@service
def keep_ticks(*, actor: Actor, key: bytes, ticks: Iterable[str]) -> None:
    """Keep what the owner ticked, sealed; what was ticked before is gone. No figure is ever made of it (D24)."""
    _require_key(actor, key)
    kept = sorted({one for one in ticks if _KEY.match(one)})[:TICKS_LIMIT]
    person_id = _me(actor).pk
    sealed = sealing.seal(key, json.dumps(kept).encode(), sealing.place_of("ticks", person_id))
    MirrorTicks.objects.update_or_create(person_id=person_id, defaults={"sealed": sealed})


@service
def publish_catalogue(
    *, actor: Actor, unit: Unit, source: str, words: str, is_example: bool = False
) -> MirrorCatalogue:
    """Enter the manifestations from the official copy, as a new version for this office and what lies below it.

    `words`: a line that begins with "#" is a group, every other line one manifestation. Invalid without a group, an item or
    a source.
    """
    actor.require(PUBLISH, unit.path)
    cited = text.clean_line(source)
    if not cited or len(cited) > 300:
        raise Invalid(_("Name the document: number, date and who issued it."), field="source")
    groups = _groups(words)
    last = MirrorCatalogue.objects.select_for_update().filter(unit=unit).order_by("-version").first()
    if last is not None and (last.groups, last.source) == (groups, cited):
        return last
    made = MirrorCatalogue.objects.create(
        unit=unit, version=last.version + 1 if last else 1, source=cited, groups=groups, is_example=is_example,
        published_at=clock.now(), published_by_label=actor.label[:200],
    )  # fmt: skip
    record(
        actor, "reviews.mirror.published", made, unit_path=unit.path,
        changes={"version": made.version, "items": sum(len(group["items"]) for group in groups)},
    )  # fmt: skip
    return made


def _groups(words: str) -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = []
    for line in (text.clean_line(one) for one in text.clean_text(words).split("\n")):
        if line.startswith("#"):
            groups.append({"title": line.lstrip("# ")[:300], "items": []})
        elif line:
            if not groups:
                raise Invalid(_("Begin with a group: a line that starts with #."), field="words")
            items = groups[-1]["items"]
            items.append({"key": f"{len(groups)}.{len(items) + 1}", "text": line[:2000]})
    total = sum(len(group["items"]) for group in groups)
    if not total or total > ITEMS_LIMIT or len(groups) > 20 or any(len(group["items"]) > 60 for group in groups):
        raise Invalid(
            _("Enter between 1 and %(n)s manifestations, one a line, under their groups."),
            field="words",
            params={"n": ITEMS_LIMIT},
        )
    return groups
