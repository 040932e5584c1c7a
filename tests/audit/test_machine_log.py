"""What the machine's own log says: refusals, and a copy of every row for a machine that collects logs (ASVS V16)."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from django.test import Client

from guong.audit.models import Entry
from guong.org.services import create_unit
from guong.web.logs import OneLine
from tests.cast import SYSTEM, Cast


def test_V16_a_refusal_is_noted_with_the_account_and_without_what_was_typed(
    client: Client, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    client.force_login(cast.accounts["member"])
    with cast.at(), caplog.at_level(logging.WARNING, logger="guong.security"):
        client.get("/nhat-ky/?who=Nguyễn")
    (line,) = [record.getMessage() for record in caplog.records if record.name == "guong.security"]
    assert line == f"refused NotFound: GET /nhat-ky/, account {cast.accounts['member'].pk}"


def test_V16_every_row_goes_out_as_one_line_when_that_is_wanted(
    cast: Cast, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks
) -> None:  # type: ignore[no-untyped-def]
    with caplog.at_level(logging.INFO, logger="guong.audit.rows"), django_capture_on_commit_callbacks(execute=True):
        create_unit(actor=SYSTEM, code="X-3", name="Chi bộ\nX", kind="cell_other", parent=cast.ward)
    (line,) = [record.getMessage() for record in caplog.records if record.name == "guong.audit.rows"]
    newest = Entry.objects.order_by("-seq")[0]
    assert "\n" not in line
    assert (json.loads(line)["seq"], json.loads(line)["hash"]) == (newest.seq, newest.hash)


def test_V16_a_line_is_one_line_in_utc() -> None:
    record = logging.LogRecord("guong", logging.WARNING, "", 0, "x\nERROR forged %s", ("\x1b[31m",), None)
    record.created = 0
    assert OneLine().format(record) == "1970-01-01T00:00:00Z WARNING guong x\\nERROR forged \\x1b[31m"
    try:
        raise ValueError("y")
    except ValueError:
        record.exc_info = sys.exc_info()
    assert all(line.startswith(" ") for line in OneLine().format(record).splitlines()[1:])
