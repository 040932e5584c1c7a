"""Fields as a published catalogue and free words (S75), what comes first (S71), targets (S85), who supervised (S70, S77)."""

from __future__ import annotations

from datetime import date

import pytest

from guong.corrections import catalogue, selectors, services
from guong.corrections.models import Tag
from guong.kernel.errors import Forbidden, Invalid, NotFound
from guong.org.enums import PostKind
from guong.org.services import give_post
from tests.cast import SYSTEM, Cast
from tests.corrections import stage


def _tags(path: str, *names: str) -> list[int]:
    return [catalogue.in_force(path).tags.get(name=name).pk for name in names]


def test_S75_a_finding_belongs_to_fields_of_the_catalogue_and_to_free_words(cast: Cast) -> None:
    with cast.at():
        finding, secretary = stage.collective(cast, stage.open_drive(cast)), cast.actor("cell_secretary")
        chosen = _tags(cast.cell.path, "Đất đai", "Trật tự đô thị")
        services.mark_finding(actor=secretary, finding=finding, tags=chosen, free=["Chợ tạm", " Chợ  tạm ", ""])
        shown = selectors.marks_of(actor=cast.actor("member"), finding=finding)
        assert [one.name for one in shown.fields] == ["Đất đai", "Trật tự đô thị", "Chợ tạm"]
        unit = cast.cell
        assert [one.pk for one in selectors.findings_of_unit(actor=secretary, unit=unit, field="dat-dai")] == [
            finding.pk
        ]
        assert selectors.findings_of_unit(actor=secretary, unit=unit, field="y-te-dan-so") == []
        services.mark_finding(actor=secretary, finding=finding)
        assert selectors.marks_of(actor=secretary, finding=finding).fields == []
        with pytest.raises(Forbidden):
            services.mark_finding(actor=cast.actor("member"), finding=finding, tags=chosen)
        with pytest.raises(NotFound):
            services.mark_finding(actor=cast.actor("sibling_secretary"), finding=finding, tags=chosen)
        for free in (["x" * 61], list("abcdef")):
            with pytest.raises(Invalid):
                services.mark_finding(actor=secretary, finding=finding, free=free)


def test_S75_the_catalogue_is_published_in_versions_and_findings_keep_theirs(cast: Cast) -> None:
    with cast.at():
        finding, secretary = stage.collective(cast, stage.open_drive(cast)), cast.actor("cell_secretary")
        old = _tags(cast.cell.path, "Đất đai")
        services.mark_finding(actor=secretary, finding=finding, tags=old)
        with pytest.raises(Forbidden):
            services.publish_tags(actor=secretary, unit=cast.cell, names=["Đất đai"])
        made = services.publish_tags(
            actor=cast.actor("clerk"), unit=cast.ward, names=["Đất đai", "Chợ dân sinh", "Đất đai"]
        )
        assert made.version == 1
        assert [one.name for one in catalogue.in_force(cast.cell.path).tags.all()] == ["Đất đai", "Chợ dân sinh"]
        assert catalogue.in_force(cast.district.path).unit is None
        new = _tags(cast.cell.path, "Chợ dân sinh")
        services.mark_finding(actor=secretary, finding=finding, tags=[*old, *new])  # what stands may stay
        assert len(selectors.findings_of_unit(actor=secretary, unit=cast.cell, field="dat-dai")) == 1
        strange = Tag.objects.filter(catalogue__unit=None, code="xay-dung").get().pk
        with pytest.raises(NotFound):
            services.mark_finding(actor=secretary, finding=finding, tags=[strange])
        for names in ([], ["***"], ["Đất đai", "dat dai"], ["x" * 81]):
            with pytest.raises(Invalid):
                services.publish_tags(actor=cast.actor("clerk"), unit=cast.ward, names=names)


def test_S71_what_others_grow_from_comes_first_with_its_reason(cast: Cast) -> None:
    with cast.at():
        drive, secretary = stage.open_drive(cast), cast.actor("cell_secretary")
        first, second = stage.collective(cast, drive), stage.collective(cast, drive)
        services.mark_finding(actor=secretary, finding=second, priority_why="Từ đây sinh ra các việc chậm khác.")
        listed = selectors.findings_of_unit(actor=secretary, unit=cast.cell)
    assert [one.pk for one in listed] == [second.pk, first.pk]
    assert listed[0].priority


def test_S85_a_finding_stands_against_a_target_of_the_year_or_of_the_term(cast: Cast) -> None:
    with cast.at():
        finding, secretary = stage.collective(cast, stage.open_drive(cast)), cast.actor("cell_secretary")
        term = services.add_target(
            actor=cast.actor("clerk"), unit=cast.ward, scope="term", name="Phường đạt chuẩn văn minh đô thị", from_year=2025,
            to_year=2030, source="Nghị quyết đại hội",
        )  # fmt: skip
        own = services.add_target(
            actor=secretary, unit=cast.cell, scope="year", name="100 % kiến nghị trả lời đúng hạn", from_year=2026,
            to_year=2026, source="Nghị quyết chi bộ",
        )  # fmt: skip
        assert [one.pk for one in selectors.targets(actor=secretary, unit=cast.cell)] == [term.pk, own.pk]
        services.mark_finding(actor=secretary, finding=finding, target=term)
        assert selectors.marks_of(actor=secretary, finding=finding).target == term
        foreign = services.add_target(
            actor=SYSTEM, unit=cast.sibling, scope="year", name="Khác", from_year=2026, to_year=2026, source="NQ"
        )
        with pytest.raises(NotFound):
            services.mark_finding(actor=secretary, finding=finding, target=foreign)
        for values, field in (
            ({"scope": "week"}, "scope"), ({"name": " "}, "name"), ({"source": ""}, "source"),
            ({"to_year": 2027}, "to_year"), ({"from_year": 1, "to_year": 1}, "to_year"),
        ):  # fmt: skip
            kind = {"scope": "year", "name": "A", "from_year": 2026, "to_year": 2026, "source": "NQ"} | values
            with pytest.raises(Invalid) as error:
                services.add_target(actor=secretary, unit=cast.cell, **kind)  # type: ignore[arg-type]
            assert error.value.field == field


def test_S70_a_finding_of_supervision_names_one_of_the_five(cast: Cast) -> None:
    with cast.at():
        drive = stage.open_drive(cast)
        made = stage.collective(cast, drive, source="inspection", raised_by=cast.inspection)
        assert made.raised_by == cast.inspection
        for values in (
            {"source": "self", "raised_by": cast.inspection},
            {"source": "monitor", "raised_by": cast.sibling},
        ):
            with pytest.raises(Invalid):
                stage.collective(cast, drive, **values)


def test_S77_those_who_supervise_can_be_the_subject_too(cast: Cast) -> None:
    with cast.at():
        drive = stage.open_drive(cast)
        give_post(
            actor=SYSTEM, person=cast.person("member2"), unit=cast.inspection, kind=PostKind.COMMITTEE_MEMBER,
            since=date(2026, 1, 1),
        )  # fmt: skip
        made = services.state_finding(
            actor=SYSTEM, drive=drive, unit=cast.inspection, subject="collective", kind="leadership",
            fact="Năm 2025 chưa giám sát chuyên đề nào theo kế hoạch.", source="review",
        )  # fmt: skip
        stage.split(cast, made, stage.part(cast.person("member2"), 10_000), actor=SYSTEM)  # type: ignore[arg-type]
    made.refresh_from_db()
    assert made.state == "planned"
