"""The frame of every page: languages, appearance, navigation, error pages, strict policy."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast

WHO = ["clerk", "ward_secretary", "standing_member", "cell_secretary", "member", "away", "helped", "monitor",
       "inspector", "technician", "outsider"]  # fmt: skip


def _home(client: Client, cast: Cast, who: str, **headers: str):  # type: ignore[no-untyped-def]
    client.force_login(cast.accounts[who])
    with cast.at():
        return client.get("/", headers=headers)


@pytest.mark.parametrize("who", WHO)
def test_everybody_lands_on_his_own_tasks(client: Client, cast: Cast, who: str) -> None:
    response = _home(client, cast, who)
    assert response.status_code == 200
    assert "Việc của tôi" in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"


def test_pages_are_vietnamese_first_and_english_complete(client: Client, cast: Cast) -> None:
    assert "Chào đồng chí Bường" in _home(client, cast, "member").content.decode()
    client.post(reverse("language"), {"language": "en"})
    page = _home(client, cast, "member").content.decode()
    assert '<html lang="en"' in page
    assert "Good day, comrade Bường" in page
    client.post(reverse("language"), {"language": "xx"})
    assert '<html lang="en"' in _home(client, cast, "member").content.decode()


def test_an_english_browser_does_not_make_the_page_english(client: Client, cast: Cast) -> None:
    assert "Chào đồng chí" in _home(client, cast, "member", **{"accept-language": "en-US,en;q=0.9"}).content.decode()


def test_light_and_large_type_are_kept_without_javascript(client: Client, cast: Cast) -> None:
    assert 'data-bs-theme="auto"' in client.get("/dang-nhap/").content.decode()
    assert client.post(reverse("appearance"), {"theme": "dark", "next": "/dang-nhap/"})["Location"] == "/dang-nhap/"
    client.post(reverse("appearance"), {"large": "1"})
    page = client.get("/dang-nhap/").content.decode()
    assert 'data-bs-theme="dark" class="chu-lon"' in page
    client.post(reverse("appearance"), {"theme": "pink", "large": "7"})
    assert 'data-bs-theme="dark" class="chu-lon"' in client.get("/dang-nhap/").content.decode()


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_forms_lead_only_to_this_site(client: Client, db: None, target: str) -> None:
    assert client.post(reverse("appearance"), {"theme": "light", "next": target})["Location"] == "/"


def test_policy_allows_neither_inline_scripts_nor_other_hosts(client: Client, db: None) -> None:
    policy = client.get("/dang-nhap/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def _tabs(client: Client, cast: Cast, who: str) -> set[str]:
    return {tab.key for tab in _home(client, cast, who).context["shell"].tabs}


def test_navigation_follows_the_role(client: Client, cast: Cast) -> None:
    assert {"home", "drives", "units", "roster", "directives"} <= _tabs(client, cast, "clerk")
    assert {"figures", "postings"} <= _tabs(client, cast, "clerk")
    assert not {"cell", "file"} & _tabs(client, cast, "clerk")
    assert {"home", "cell", "meetings", "file", "directives"} == _tabs(client, cast, "member")
    assert "drives" in _tabs(client, cast, "cell_secretary")
    assert "plans" in _tabs(client, cast, "monitor")
    assert _tabs(client, cast, "outsider") == set()


def test_every_tab_opens_for_whom_it_is_shown(client: Client, cast: Cast) -> None:
    for who in WHO:
        tabs = _home(client, cast, who).context["shell"].tabs
        for tab in tabs:
            with cast.at():
                assert client.get(tab.url, follow=True).status_code == 200, (who, tab.url)


def test_the_head_of_the_page_is_the_left_block_of_a_letter(client: Client, cast: Cast) -> None:
    shell = _home(client, cast, "member").context["shell"]
    assert (shell.unit_above, shell.unit) == ("Đảng ủy phường Mai Khê", "Chi bộ tổ dân phố 1")
    assert _home(client, cast, "clerk").context["shell"].unit == "Đảng ủy phường Mai Khê"


def test_foreign_and_absent_get_the_same_page(client: Client, cast: Cast) -> None:
    client.force_login(cast.accounts["member"])
    with cast.at():
        foreign = client.get(f"/to-chuc/{cast.sibling.pk}/")
        absent = client.get("/to-chuc/999999/")
    assert foreign.status_code == absent.status_code == 404

    def told(response) -> str:  # type: ignore[no-untyped-def]
        return response.content.decode().split("<main")[1].split("</main>")[0]

    assert told(foreign) == told(absent)


def test_a_form_without_its_seal_says_what_to_do(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(reverse("sign-in"), {"username": "x", "password": "y"})
    assert response.status_code == 403
    assert "tải lại trang" in response.content.decode()


def test_the_page_for_what_broke_needs_no_database() -> None:
    from guong.web.errors import broken

    response = broken(None)  # type: ignore[arg-type]
    assert response.status_code == 500
    assert "app.css" in response.content.decode()


def test_a_visitor_is_asked_to_sign_in_and_brought_back(client: Client, cast: Cast) -> None:
    response = client.get("/ho-so/?x=1")
    assert response["Location"] == "/dang-nhap/?next=/ho-so/%3Fx%3D1"
    cast.accounts["member"].set_password("bốn từ dễ nhớ")
    cast.accounts["member"].save()
    typed = {"username": "member", "password": "bốn từ dễ nhớ", "next": "/ho-so/?x=1"}
    assert client.post("/dang-nhap/", typed)["Location"] == "/ho-so/?x=1"
