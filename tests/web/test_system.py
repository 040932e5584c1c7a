"""The page of whoever looks after the machine: health without content (R43)."""

from __future__ import annotations

from django.test import Client

from guong.audit.models import Entry
from guong.web import health
from tests.cast import Cast


def test_R43_the_keeper_of_the_machine_sees_its_health_and_nobody_else_does(client: Client, cast: Cast) -> None:
    for who, status in [("technician", 200), ("clerk", 404), ("member", 404), ("outsider", 404)]:
        client.force_login(cast.accounts[who])
        with cast.at():
            assert client.get("/may-chu/").status_code == status, who


def test_a_changed_log_is_shown_as_late_with_what_to_do(client: Client, cast: Cast, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    assert Entry.objects.exists()
    monkeypatch.setattr(health, "verify", lambda: (7, ["seq 3: changed after it was written"]))
    client.force_login(cast.accounts["technician"])
    with cast.at():
        page = client.get("/may-chu/").content.decode()
    assert "d-late" in page
    assert "guong audit verify" in page
