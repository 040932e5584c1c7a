"""What is put on a shelf, and taken from it (S42, S113, S122, S128)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guong.audit.work import record, service
from guong.directives.models import Directive
from guong.drives.models import Drive
from guong.files import sniff
from guong.files.models import StoredFile
from guong.kernel import clock, text, treepath
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid, NotFound
from guong.library import events  # noqa: F401  # registers the audit codes
from guong.library.enums import ItemKind
from guong.library.models import Item
from guong.library.perms import WRITE
from guong.library.querysets import items_seen
from guong.org.models import Unit


@service
def put_item(
    *, actor: Actor, unit: Unit, kind: str, title: str, about: str = "", drive: Drive | None = None, required: bool = False,
    file: StoredFile | None = None, directive: Directive | None = None, adapted_from: Item | None = None,
) -> Item:  # fmt: skip
    """Put a file, or a document of the register, on the shelf of `unit`; all below it find it there.

    `adapted_from`: the form from above of which this is the own version. Invalid without a title, with neither or both of file
    and document, for a film that is none, for an adaptation of something that is no form or is not handed down to `unit`.
    """
    actor.require(WRITE, unit.path)
    title = text.clean_line(title)
    if not title:
        raise Invalid(_("Give it a title: what will people look for?"), field="title")
    if kind not in ItemKind.values:
        raise Invalid(_("Choose what kind of thing it is."), field="kind")
    if (file is None) == (directive is None):
        raise Invalid(_("Add a file, or choose a document of the register: exactly one of the two."), field="file")
    if (kind == ItemKind.VIDEO) != (file is not None and file.media_type in sniff.VIDEOS):
        raise Invalid(_("A film is an MP4 or WebM file, and only a film is."), field="file")
    if adapted_from is not None:
        _check_adaptation(actor, unit, kind, adapted_from)
    about = text.clean_text(about)[:4000]
    row = Item.objects.create(
        unit=unit, kind=kind, drive=drive, title=title[:300], about=about, required=required, file=file, directive=directive,
        adapted_from=adapted_from, search_text=text.fold(f"{title} {about}"), put_at=clock.now(), by_label=actor.label[:200],
    )  # fmt: skip
    record(actor, "library.item.put", row, unit_path=unit.path, changes={"kind": kind, "required": required})
    return row


def _check_adaptation(actor: Actor, unit: Unit, kind: str, above: Item) -> None:
    if not items_seen(actor).filter(pk=above.pk).exists():
        raise NotFound
    if above.kind != ItemKind.FORM or kind != ItemKind.FORM:
        raise Invalid(_("Only a form is adapted. Put other things on the shelf as they are."), field="kind")
    if not treepath.contains(above.unit.path, unit.path) or unit.pk == above.unit_id:
        raise Invalid(_("A form is adapted by those below whoever handed it down."), field="unit")


@service
def withdraw_item(*, actor: Actor, item: Item) -> Item:
    """Take something from the shelf; packs that were sent with it keep it."""
    row = Item.objects.select_for_update(of=("self",)).select_related("unit").get(pk=item.pk)
    actor.require(WRITE, row.unit.path)
    if row.withdrawn_at is not None:
        raise Invalid(_("It has been taken from the shelf already."))
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    record(actor, "library.item.withdrawn", row, unit_path=row.unit.path)
    return row
