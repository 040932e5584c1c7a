"""Indicators as drawings (R31, S72, S73): the figures decide the places, the table says the same."""

from __future__ import annotations

from guong.web.drawn import HEIGHT, WIDTH, draw


def test_S72_a_better_place_stands_higher() -> None:
    drawing = draw("rank", [("12/19", 17, 21), ("12/20", 9, 21)])
    assert drawing is not None
    before, after = drawing.marks
    assert after.y < before.y
    assert (before.said, after.said) == ("17/21", "9/21")
    assert drawing.line == f"{before.x},{before.y} {after.x},{after.y}"


def test_S73_a_count_is_bars_and_a_ratio_a_line_in_percent() -> None:
    bars = draw("count", [("12/21", 11, None), ("05/22", 7, None)])
    assert bars is not None
    assert bars.line == ""
    assert bars.marks[0].height > bars.marks[1].height > 0
    ratio = draw("ratio", [("1", 0, 4), ("2", 551, 551), ("3", 538, 551)])
    assert ratio is not None
    assert [one.said for one in ratio.marks] == ["0 %", "100 %", "98 %"]


def test_R31_everything_lies_within_the_frame_and_one_value_is_no_movement() -> None:
    assert draw("rank", [("1", 1, 1)]) is None
    for kind, of in (("rank", 50), ("ratio", 50), ("count", None)):
        drawing = draw(kind, [(str(n), n % 50 + 1, of) for n in range(60)])
        assert drawing is not None
        assert len(drawing.marks) == 24
        assert all(0 < one.x < WIDTH and 0 < one.y < HEIGHT for one in drawing.marks)
        assert drawing.marks[-1].said
    zeros = draw("count", [("1", 0, None), ("2", 0, None)])
    assert zeros is not None
    assert {one.height for one in zeros.marks} == {0}
