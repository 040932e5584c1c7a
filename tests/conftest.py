"""What every test may use. The cast is in tests/cast.py."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.conf import settings

from tests.cast import Cast, build_cast


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test of PostgreSQL without one fails in words: whoever leaves it out says so (`-m "not postgres"`)."""
    if item.get_closest_marker("postgres") and not os.environ.get("GUONG_DATABASE_URL"):
        pytest.fail("needs PostgreSQL: `make test` starts one, `make fast` leaves these tests out", pytrace=False)


@pytest.fixture(autouse=True, scope="session")
def _client_may_force_login() -> Iterator[None]:
    """Sessions that `client.force_login` makes carry no door's mark; the product takes them for nobody's."""
    settings.UNMARKED_SESSIONS = True
    yield
    settings.UNMARKED_SESSIONS = False


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """`pytest --reuse-db` keeps an SQLite test database as a file: the migrations are a third of a short run."""
    default = settings.DATABASES["default"]
    if request.config.getoption("reuse_db") and default["ENGINE"].endswith("sqlite3"):
        default.setdefault("TEST", {})["NAME"] = str(settings.DATA / "reused.sqlite3")


@pytest.fixture
def cast(db: None) -> Cast:
    """A small ward with two cells, its Front, and one person per role (tests/cast.py)."""
    return build_cast()
