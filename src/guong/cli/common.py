"""What every command needs: starting Django late, bilingual sentences, exit codes (0 fine, 1 found wrong, 2 used wrongly)."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click
import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connection

from guong.kernel.actor import SystemActor
from guong.kernel.errors import Conflict, GuongError, NotFound

FOUND_WRONG = 1
USED_WRONGLY = 2


def start(*, demo: bool = False) -> None:
    """Load the settings and the rooms; a wrong setting is said in one sentence. Only `demo` opens the demonstration door."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guong.web.settings")
    if demo:
        os.environ["GUONG_DEMO"] = "1"
    try:
        django.setup()
    except ImproperlyConfigured as error:
        fail(str(error), code=USED_WRONGLY)
    except OSError as error:  # the folder holds the secret: without it nothing starts
        fail(
            "Không dùng được thư mục dữ liệu; đặt GUONG_DATA vào một thư mục ghi được. / "
            f"The data folder cannot be used; point GUONG_DATA to a folder that can be written. [{error}]",
            code=USED_WRONGLY,
        )
    except ValueError as error:  # an address that dj_database_url cannot read
        fail(
            "GUONG_DATABASE_URL không phải địa chỉ PostgreSQL. / GUONG_DATABASE_URL is not an address of PostgreSQL: "
            f"postgres://user:password@host:5432/name [{error}]",
            code=USED_WRONGLY,
        )


def migrate() -> None:
    """Bring the database to the present form, quietly."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)


def system(reason: str) -> SystemActor:
    """The actor of a command."""
    return SystemActor(f"guong: {reason}")


def show(data: Any) -> None:
    """Print a report as JSON."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def fail(message: str, *, code: int = FOUND_WRONG) -> NoReturn:
    """Say what is wrong and stop."""
    click.echo(message, err=True)
    sys.exit(code)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Rules and an absent database become sentences and exit codes instead of a trace."""
    try:
        yield
    except NotFound:
        fail("Không tìm thấy. / Not found.", code=USED_WRONGLY)
    except Conflict as error:
        fail(str(error), code=FOUND_WRONG)
    except GuongError as error:
        fail(str(error) or type(error).__name__, code=FOUND_WRONG)
    except DatabaseError as error:  # absent, out of date, refusing, or a file that is no database
        fail(
            "Chưa mở được cơ sở dữ liệu; chạy `guong init` (hoặc `guong doctor` để xem vì sao). / "
            f"The database cannot be used yet; run `guong init` (or `guong doctor` to see why). [{error}]",
            code=USED_WRONGLY,
        )


def is_empty() -> bool:
    """Whether no office has been set up yet (or the tables do not exist)."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if "org_unit" not in tables:
            return True
        cursor.execute("SELECT 1 FROM org_unit LIMIT 1")
        return cursor.fetchone() is None
