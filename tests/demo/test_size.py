"""The drive that is poured at the size of a province: what it counts while it writes is what the rows say."""

from __future__ import annotations

import pytest

from guong.accounts.models import Account
from guong.corrections.models import Finding
from guong.demo.size.pouring import pour
from guong.demo.size.sizes import SIZES, Size, headcounts, spread
from guong.drives.models import DriveUnit, Tally
from guong.figures.checks import drift
from guong.figures.summaries import summary_drift
from guong.kernel.errors import Invalid
from guong.org.models import Membership
from tests.cast import SYSTEM

TINY = Size("tiny", 0, 2, 24, 240, postgres=False)


@pytest.mark.django_db
def test_every_count_of_what_is_poured_is_its_recount_and_nothing_is_poured_twice() -> None:
    said: list[str] = []
    pour(actor=SYSTEM, size=TINY, progress=said.append)
    assert DriveUnit.objects.filter(is_cell=True).count() == TINY.cells
    assert Membership.objects.count() == TINY.members
    assert Account.objects.filter(username="bithu-cb7").exists()
    assert drift(actor=SYSTEM) == []
    assert list(summary_drift(actor=SYSTEM)) == []
    counted = Tally.objects.filter(findings_judged_1m__gt=0, actions_on_time__gt=0, plans_accepted__gt=0)
    assert counted.exists()  # there is something to count
    assert Finding.objects.exists()
    assert said[-1].startswith("Xong")
    with pytest.raises(Invalid, match="trống"):
        pour(actor=SYSTEM, size=TINY, progress=said.append)


@pytest.mark.parametrize("size", SIZES.values(), ids=lambda size: size.name)
def test_the_members_of_a_size_are_spread_over_its_cells_with_none_left(size: Size) -> None:
    heads = list(headcounts(size))
    assert (len(heads), sum(heads)) == (size.cells, size.members)
    assert min(heads) >= 3
    assert sum(spread(size.cells, size.communes)) == size.cells
