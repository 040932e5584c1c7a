"""What every test may use. The cast is in tests/cast.py."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection

from tests import ready
from tests.cast import Cast, build_cast


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test of PostgreSQL without one fails in words: whoever leaves it out says so (`-m "not postgres"`)."""
    if item.get_closest_marker("postgres") and not os.environ.get("GUONG_DATABASE_URL"):
        pytest.fail("needs PostgreSQL: `make test` starts one, `make fast` leaves these tests out", pytrace=False)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what asks a database is asked again; the rest was answered beside SQLite."""
    if not os.environ.get("GUONG_DATABASE_URL"):
        return
    asking = [item for item in items if _asks_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
    items[:] = asking


def _asks_a_database(item: pytest.Item) -> bool:
    names = getattr(item, "fixturenames", ())
    return any(item.get_closest_marker(name) for name in ("django_db", "postgres")) or "db" in names


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
    """The test database begins as a copy of one that is migrated already (tests/ready.py).

    `pytest --reuse-db` keeps an SQLite test database as a file. On PostgreSQL the copy is made from GUONG_TEST_TEMPLATE.
    """
    default = settings.DATABASES["default"]
    test = default.setdefault("TEST", {})
    if not default["ENGINE"].endswith("sqlite3"):
        test["TEMPLATE"] = os.environ.get("GUONG_TEST_TEMPLATE")
        return
    if request.config.getoption("reuse_db"):
        test["NAME"] = str(settings.DATA / "reused.sqlite3")
    ready.begin_with_tables(connection)


@pytest.fixture
def cast(db: None) -> Cast:
    """A small ward with two cells, its Front, and one person per role (tests/cast.py)."""
    return build_cast()
