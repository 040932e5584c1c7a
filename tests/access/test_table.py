"""The one table of who may see what, and what the code holds against it (docs/mechanisms/access.md)."""

from __future__ import annotations

import re
from pathlib import Path

from django.apps import apps
from django.db import models

from guong.access.fieldclasses import (
    OBJECTS,
    RULES,
    STATES,
    FieldClass,
    Party,
    facts_of,
    read_by,
    rights,
    words_of,
)
from guong.access.fields import FIELDS, class_of
from guong.access.roles import ALL_PERMS, GIVEN_ROLES, OPENED_PERMS, OVERSIGHT_ROLES, ROLE_PERMS, SUBTREE_ROLES, Role

PAGE = Path(__file__).resolve().parents[2] / "docs" / "mechanisms" / "access.md"
WORDS = {FieldClass.PERSONAL, FieldClass.DRAFT, FieldClass.SEALED}


def text_fields() -> dict[str, list[str]]:
    """Every field of free text of our own rooms, by model."""
    kinds = (models.CharField, models.TextField, models.JSONField)
    found = {}
    for model in apps.get_models():
        names = [f.name for f in model._meta.concrete_fields if isinstance(f, kinds) and not f.choices]
        if model.__module__.startswith("guong.") and names:
            found[model._meta.label] = names
    return found


def test_every_field_of_text_has_a_class() -> None:
    """A field without one fails here: say in src/guong/access/fields.py how far its words may go."""
    fields = text_fields()
    unsaid = [f"{model}.{name}" for model, names in fields.items() for name in names if class_of(model, name) is None]
    known = {model._meta.label: {f.name for f in model._meta.concrete_fields} for model in apps.get_models()}
    gone = [f"{model}.{name}" for model, said in FIELDS.items() for name in said if name not in known.get(model, ())]
    assert unsaid == []
    assert gone == [], "classes of fields that do not exist"


def test_no_draft_and_no_word_of_a_person_is_called_a_fact() -> None:
    """Whatever is named like words that people write is personal or a draft."""
    writes = re.compile(r"^(draft|body|content|fact|judgement|cause|answer|evidence|measure|conclusion|.*_text|words)$")
    rooms = {"reviews", "meetings", "corrections", "plans", "ratings"}
    wrong = {
        f"{model}.{name}": class_of(model, name)
        for model, names in text_fields().items()
        for name in names
        if model.split(".")[0] in rooms and writes.match(name) and class_of(model, name) not in WORDS
    }
    assert wrong == {}


def test_the_code_holds_exactly_the_rights_of_the_table() -> None:
    """Both ways: every permission of a role stands in the table with that role, and nothing stands there that nobody holds."""
    said: dict[str, set[str]] = {}
    for right in rights():
        said.setdefault(right.perm, set()).update(role.value for role in right.roles)
    held = {perm: {str(role) for role, perms in ROLE_PERMS.items() if perm in perms} for perm in ALL_PERMS}
    differ = {perm: (said.get(perm), held.get(perm)) for perm in {*said, *held} if said.get(perm) != held.get(perm)}
    assert differ == {}, "permission: (the table, access/roles.py)"


def test_D7_a_draft_is_its_authors_and_what_is_typed_for_somebody_his_helpers() -> None:
    for rule in RULES:
        if rule.field_class is FieldClass.DRAFT:
            assert rule.reading == rule.writing == {Party.OWNER}
            roles = {role for right in rule.readers for role in right.roles}
            assert roles == ({Role.SECRETARY} if rule.state == "typed" else set())


def test_law_1_no_role_over_a_subtree_reads_words_but_copies_sent_to_it() -> None:
    for rule in RULES:
        if rule.field_class in WORDS and rule.what not in {
            "plan_copy",
            "data_request",
            "remark_up",
            "question",
            "suggestion",  # the office's own words, and the answer that those asked send back to it
            "suggestion_body",
            "rating_sent",  # proposed to this very body, which decides (R37)
            "promise_given",  # what the very office wrote down when it gave an office
        }:  # each sent there by its owner
            roles = {role for right in rule.readers for role in right.roles}
            assert not roles & SUBTREE_ROLES, rule.what
    assert [rule.what for rule in RULES if rule.here] == [
        "suggestion", "suggestion_body", "promise_given", "remark_up", "plan_copy", "rating_sent", "question",
    ]  # fmt: skip


def test_Z2_R43_the_technical_administrator_holds_nothing_that_reads_content() -> None:
    assert words_of(Role.TECHNICIAN) == []
    assert {rule.what for rule in read_by(Role.TECHNICIAN)} == {"unit", "machine", "log"}
    assert Role.TECHNICIAN not in GIVEN_ROLES
    assert not ROLE_PERMS[Role.TECHNICIAN] & OPENED_PERMS


def test_D27_an_opening_reads_what_the_table_says_and_no_draft() -> None:
    opened = [rule for rule in RULES if Party.OPENED in rule.reading]
    assert {rule.what for rule in opened} == {"self_review", "remark", "finding", "plan"}
    assert {rule.field_class for rule in opened} == {FieldClass.PERSONAL}
    assert {right.perm for rule in opened for right in rule.readers} == OPENED_PERMS


def test_who_looks_from_outside_reads_no_word_of_a_cell() -> None:
    assert {role: [str(one) for one in words_of(role)] for role in OVERSIGHT_ROLES - {Role.MONITOR}} == {
        Role.INSPECTOR: [],
        Role.ADVISER: [],
    }
    assert words_of(Role.MONITOR) == [OBJECTS["plan_copy"]]


def test_every_object_and_state_of_the_table_has_its_words() -> None:
    assert {rule.what for rule in RULES} == set(OBJECTS)
    assert {rule.state for rule in RULES} == set(STATES)
    assert all(facts_of(role) for role in Role)


def table_lines() -> list[str]:
    """The table of docs/mechanisms/access.md as the code says it."""
    lines = ["| what | class | state | read by right | read by standing | written by |", "|---|---|---|---|---|---|"]
    for rule in RULES:
        cells = [
            rule.what, rule.field_class.value, rule.state or "any",
            _roles({role for right in rule.readers for role in right.roles}) + (" (here only)" if rule.here else ""),
            _names({party.value for party in rule.reading}),
            _names({r.value for right in rule.writers for r in right.roles} | {p.value for p in rule.writing}),
        ]  # fmt: skip
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def _roles(roles: set[Role]) -> str:
    return _names({role.value for role in roles})


def _names(names: set[str]) -> str:
    return " ".join(sorted(names)) or "–"


def test_the_page_shows_the_table_of_the_code() -> None:
    """docs/mechanisms/access.md holds the table as the code says it, line by line."""
    page = PAGE.read_text(encoding="utf-8").splitlines()
    assert [line for line in page if line.startswith("| ") and line.count(" | ") == 5] == [
        line for line in table_lines() if line.startswith("| ")
    ]
