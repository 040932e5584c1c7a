"""Tags and filters: shapes, dates, numbers, fields."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from guong.kernel import clock
from guong.kernel.numbers import Ratio
from guong.web.components import LoopStep
from guong.web.tasks import Task
from guong.web.todo import order
from guong.web.views.home import days_word, row_of

DAY = date(2026, 4, 22)


def draw(source: str, **values: object) -> str:
    return Template(source).render(Context(values))


def test_dates_and_hours_as_offices_write_them() -> None:
    values = {"day": DAY, "moment": datetime(2026, 4, 22, 12, 30, tzinfo=UTC)}
    assert draw("{{ day|vn_date }} {{ day|vn_weekday }} {{ moment|vn_time }}", **values) == (
        "22/04/2026 Thứ Tư, 22/4/2026 19 giờ 30"
    )
    with override("en"):
        assert draw("{{ day|vn_weekday }} {{ moment|vn_time }}", **values) == "Wednesday, 22/4/2026 19:30"
    assert draw("{{ nothing|vn_date }}{{ nothing|vn_weekday }}{{ nothing|vn_time }}", nothing=None) == ""


def test_a_late_evening_in_utc_is_the_next_day_in_viet_nam() -> None:
    assert draw("{{ m|vn_date }}", m=datetime(2026, 4, 21, 18, 0, tzinfo=UTC)) == "22/04/2026"


def test_S92_ratio_says_n_of_first_and_percent_second() -> None:
    assert '538/551 <small class="mut">98 %</small>' in draw("{% ratio 538 551 %}")
    assert draw("{% ratio r %}", r=Ratio(538, 551)) == draw("{% ratio 538 551 %}")
    assert "%" not in draw("{% ratio 0 0 %}")
    assert "1.234/2.000" in draw("{% ratio 1234 2000 %}")


@pytest.mark.parametrize("state", ["tick", "ok", "go", "no", "late", "say"])
def test_status_is_a_shape_and_a_word_and_words_are_escaped(state: str) -> None:
    drawn = draw("{% dau state text %}", state=state, text="<b>trễ</b>")
    assert "<svg" in drawn
    assert "&lt;b&gt;trễ" in drawn


def test_the_tile_names_today() -> None:
    with clock.at(clock.local(2026, 4, 22, 9)):
        assert "Hôm nay" in draw('{% bloc day "now" %}', day=DAY)
        assert "Thứ Năm" in draw("{% bloc day %}", day=date(2026, 4, 23))


def test_the_loop_tells_on_a_phone_where_it_stopped() -> None:
    steps = [LoopStep("Văn bản", "ok", "4"), LoopStep("Soi lại", "late", "3/5", "hạn 20/4", "/x", True)]
    drawn = draw("{% loop steps %}", steps=steps)
    assert "Bước 2 trong 2: Soi lại" in drawn
    assert "Dừng ở đây" in drawn


class Sample(forms.Form):
    name = forms.CharField(label="Tên", help_text="Gợi ý")
    answer = forms.ChoiceField(label="Trả lời", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    note = forms.CharField(label="Ghi", required=False)
    sure = forms.BooleanField(label="Chắc")


def test_a_field_ties_its_hint_and_its_error_to_the_control() -> None:
    drawn = draw("{% errors form %}{% field form.name %}{% field form.note %}{% field form.sure %}", form=Sample({}))
    assert 'aria-describedby="id_name-hint id_name-error"' in drawn
    assert 'id="id_name-error"' in drawn
    assert 'href="#id_name"' in drawn
    assert "(có thể để trống)" in drawn


def test_answers_have_equal_weight_and_none_is_chosen() -> None:
    for source in ("{% choices form.answer %}", "{% field form.answer %}"):
        drawn = draw(source, form=Sample())
        assert drawn.count('type="radio"') == 2
        assert "checked" not in drawn


def test_tasks_stand_late_first_then_by_day_with_the_days_counted() -> None:
    late = Task(date(2026, 4, 20), "b", "", "", "Ghi", "/", late=True)
    soon = Task(date(2026, 4, 24), "a", "", "", "Đọc", "/")
    free = Task(None, "c", "", "", "Viết", "/")
    assert sorted([free, soon, late], key=order) == [late, soon, free]
    assert days_word(date(2026, 4, 20), DAY) == "trễ 2 ngày"
    assert days_word(DAY, DAY) == "hôm nay"
    assert row_of(soon, DAY).word == "còn 2 ngày"
    assert row_of(late, DAY).tile == "late"
    assert row_of(free, DAY).word == ""
