"""Publishing timers and periods, and keeping the register of purposes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.kernel import clock, text
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.org.models import Unit
from guong.privacy import events, rulebook  # noqa: F401  # events registers the audit codes
from guong.privacy.enums import Ground
from guong.privacy.models import Purpose, Settings
from guong.privacy.perms import PUBLISH, REGISTER
from guong.privacy.purposes import SHIPPED

EDITED = ("title", "data", "seen_by", "kept", "ground", "ground_text", "confirmed")


@service
def publish_settings(*, actor: Actor, unit: Unit, values: dict[str, dict[str, Any]], note: str) -> Settings:
    """Publish a version for the subtree of `unit`: {key: {"value": number, "confirmed": bool}}. Invalid for a number out of its
    bounds, a missing note, or a version in which nothing differs."""
    actor.require(PUBLISH, unit.path)
    note = text.clean_line(note)
    if not note:
        raise Invalid(_("Say why the settings change, and which document says so."), field="note")
    Settings.objects.select_for_update().get(pk=rulebook.first().pk)  # two who publish at once wait for each other
    before, after = rulebook.current(unit.path), rulebook.checked(values)
    changes = {
        name: [before.values.get(name, {}).get("value"), entry["value"]]
        for name, entry in after.items()
        if before.values.get(name) != entry
    }
    if not changes:
        raise Invalid(_("Nothing was changed."))
    newest = Settings.objects.order_by("-version").values_list("version", flat=True)[0]
    made = Settings.objects.create(
        version=newest + 1, unit=unit, values=after, note=note, published_at=clock.now(), published_by_label=actor.label
    )
    record(actor, "privacy.settings.published", made, unit_path=unit.path, reason=note, changes=changes)
    return made


@service
def ensure_purposes(*, actor: Actor) -> None:
    """Bring in the purposes that are shipped, where they are not there yet. What an office changed stays."""
    known = set(Purpose.objects.values_list("code", flat=True))
    Purpose.objects.bulk_create(
        [
            Purpose(position=position, **entry)
            for position, entry in enumerate(SHIPPED, start=1)
            if entry["code"] not in known
        ],
        ignore_conflicts=True,
    )


@service
def change_purpose(*, actor: Actor, purpose: Purpose, unit: Unit, values: dict[str, Any]) -> Purpose:
    """Change an entry of the register; `values` holds the keys of EDITED. Invalid for an empty text or an unknown ground."""
    actor.require(REGISTER, unit.path)
    purpose = Purpose.objects.select_for_update().get(pk=purpose.pk)
    if values["ground"] not in Ground.values:
        raise Invalid(_("Choose a legal ground."), field="ground")
    cleaned = {
        key: values[key] if key in ("ground", "confirmed") else text.clean_line(str(values[key])) for key in EDITED
    }
    for key in ("title", "data", "ground_text"):
        if not cleaned[key]:
            raise Invalid(_("This line must not be empty: a member reads it."), field="which" if key == "data" else key)
    changes = {key: [getattr(purpose, key), new] for key, new in cleaned.items() if getattr(purpose, key) != new}
    if not changes:
        raise Invalid(_("Nothing was changed."))
    for key, new in cleaned.items():
        setattr(purpose, key, new)
    purpose.changed_at, purpose.changed_by_label = clock.now(), actor.label
    purpose.save()
    record(actor, "privacy.purpose.changed", purpose, unit_path=unit.path, changes=changes)
    return purpose
