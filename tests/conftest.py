"""What every test may use. The cast is in tests/cast.py."""

from __future__ import annotations

import pytest

from tests.cast import Cast, build_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """A small ward with two cells, its Front, and one person per role (tests/cast.py)."""
    return build_cast()
