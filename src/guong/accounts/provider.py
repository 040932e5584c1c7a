"""Coming in through a provider of the office (OpenID Connect, code flow with PKCE): off unless the operator named one.

allauth speaks with the provider; what is accepted is decided here: an ID token signed by the provider's own key, for this
installation, for this very trip. The provider says *who*, by its subject and nothing else; whether that is anybody here is a
link that the office made (`services/identities.py`). No mail address, name or right is ever taken from it.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from guong.accounts.rules import SURE
from guong.kernel import clock
from guong.kernel.errors import Invalid

SIGNATURES = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"})
REMEMBERED = 600  # seconds for which the provider's description of itself is kept
LONGEST_SUBJECT = 191  # characters; OpenID Connect allows 255, known providers use at most 36
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_BROKEN = (OAuth2Error, OSError, jwt.PyJWTError, KeyError, TypeError, ValueError, AttributeError)


@dataclass(frozen=True, slots=True)
class Provider:
    """The provider that the operator named. `name` stands on the button; `issuer` is its address, without a slash at the end."""

    name: str
    issuer: str
    client_id: str
    secret: str


def provider() -> Provider | None:
    """The provider of this installation; None as long as the operator named none."""
    return Provider(**settings.OIDC) if settings.OIDC else None


def depart(who: Provider, callback: str, *, fresh: bool) -> tuple[str, dict[str, Any]]:
    """Where to send the browser, and what its session must keep until it is back. `fresh`: the provider asks who it is anew.

    Invalid when the provider does not answer.
    """
    challenge = generate_code_challenge()
    trip = {
        "state": secrets.token_urlsafe(32), "nonce": secrets.token_urlsafe(32),
        "verifier": challenge.pop("code_verifier"), "fresh": fresh,
    }  # fmt: skip
    extra = {"nonce": trip["nonce"], **challenge, **({"max_age": "0", "prompt": "login"} if fresh else {})}
    try:
        described = _described(who)
        client = _client(who, described, callback)
        client.state = trip["state"]
        return str(client.get_redirect_url(described["authorization_endpoint"], ["openid"], extra)), trip
    except _BROKEN:
        raise _not_reached(who) from None


def arrive(who: Provider, callback: str, trip: Mapping[str, Any], given: Mapping[str, str]) -> str:
    """The subject that the provider vouches for, after the browser came back with `given` (its query). Invalid otherwise."""
    if (
        not constant_time_compare(given.get("state", ""), trip["state"])
        or given.get("iss", who.issuer).rstrip("/") != who.issuer
    ):
        raise _not_finished(who)
    if "error" in given or not given.get("code"):
        raise Invalid(
            _("%(name)s did not let you in. Try once more, or sign in by password."), params={"name": who.name}
        )
    try:
        described = _described(who)
        answer = _client(who, described, callback).get_access_token(given["code"], pkce_code_verifier=trip["verifier"])
        claims = _claims(who, described, answer["id_token"])
    except _BROKEN:
        raise _not_finished(who) from None
    return _subject(who, claims, trip)


def _claims(who: Provider, described: dict[str, Any], token: str) -> dict[str, Any]:
    """What the ID token says, after its signature, issuer, audience and time were looked at."""
    if jwt.get_unverified_header(token).get("alg") not in SIGNATURES:
        raise OAuth2Error
    found: dict[str, Any] = jwtkit.verify_and_decode(
        credential=token, keys_url=described["jwks_uri"], issuer=described["issuer"], audience=who.client_id,
        lookup_kid=jwtkit.lookup_kid_jwk,
    )  # fmt: skip
    return found


def _subject(who: Provider, claims: dict[str, Any], trip: Mapping[str, Any]) -> str:
    subject, said = claims.get("sub"), claims.get("auth_time")
    several = isinstance(claims.get("aud"), list) and len(claims["aud"]) > 1
    old = trip["fresh"] and not (isinstance(said, int) and clock.now().timestamp() - said < SURE)
    fits = constant_time_compare(str(claims.get("nonce", "")), trip["nonce"])
    if not fits or old or "exp" not in claims or (several and claims.get("azp") != who.client_id):
        raise _not_finished(who)
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise _not_finished(who)
    return subject


def _not_reached(who: Provider) -> Invalid:
    return Invalid(
        _("%(name)s cannot be reached now. Sign in by password, or try again later."), params={"name": who.name}
    )


def _not_finished(who: Provider) -> Invalid:
    return Invalid(
        _("Signing in by %(name)s did not finish. Begin once more from this page."), params={"name": who.name}
    )


def _client(who: Provider, described: dict[str, Any], callback: str) -> Any:
    methods = described.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return OAuth2Client(
        None, who.client_id, who.secret, "POST", described["token_endpoint"], callback,
        basic_auth="client_secret_post" not in methods,
    )  # fmt: skip


def _described(who: Provider) -> dict[str, Any]:
    """What the provider says of itself: its own, and with no address that is less guarded than the issuer's."""
    key = f"provider:{who.issuer}"
    found: dict[str, Any] | None = cache.get(key)
    if found is None:
        with get_adapter().get_requests_session() as session:
            answer = session.get(f"{who.issuer}/.well-known/openid-configuration")
            answer.raise_for_status()
            found = dict(answer.json())
        if found["issuer"].rstrip("/") != who.issuer or any(not _guarded(who, found[name]) for name in _ENDPOINTS):
            raise OAuth2Error
        cache.set(key, found, REMEMBERED)
    return found


def _guarded(who: Provider, address: str) -> bool:
    return urlsplit(address).scheme in {"https", urlsplit(who.issuer).scheme}
