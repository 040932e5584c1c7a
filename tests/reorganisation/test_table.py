"""Every relation with a unit says what happens to it when the unit ends."""

from __future__ import annotations

from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField

from guong.org.models import Membership, Post, Unit
from guong.reorganisation.enums import Fate
from guong.reorganisation.table import TABLE

WATCHED = (Unit, Membership, Post)


def relations() -> set[str]:
    """ "app.Model.field" of every relation with a unit, a membership or an office."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey | ManyToManyField) and field.related_model in WATCHED
    }


def test_every_relation_with_a_unit_has_its_line_in_the_table() -> None:
    missing = relations() - set(TABLE)
    assert missing == set(), "say in guong/reorganisation/table.py what happens to these rows when their unit ends"


def test_no_line_of_the_table_is_about_nothing() -> None:
    assert set(TABLE) - relations() == set()


def test_only_drives_in_preparation_follow_and_every_line_has_its_words() -> None:
    following = {key: line.only for key, line in TABLE.items() if line.fate == Fate.FOLLOWS}
    assert all(only == {"state": "draft"} for only in following.values())
    assert all(str(line.words) for line in TABLE.values())
