"""How long wrong passwords wait."""

from guong.accounts.rules import LONGEST_WAIT, wait_after


def test_the_first_five_are_free_then_it_doubles_up_to_a_quarter_of_an_hour() -> None:
    assert [wait_after(n) for n in (0, 4, 5, 6, 7)] == [0, 0, 5, 10, 20]
    assert wait_after(500) == LONGEST_WAIT == 900
