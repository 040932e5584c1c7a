"""Registered codes `area.noun.past_verb`, each with its sentence. A code that is not registered cannot be written.

Every room registers its own codes in its `events.py`, once, at import.
"""

from __future__ import annotations

from typing import Any

REGISTRY: dict[str, Any] = {}


def register(codes: dict[str, Any]) -> None:
    """Add codes with their (lazily translated) sentences. ValueError for a code that exists with another sentence."""
    for code, sentence in codes.items():
        if code in REGISTRY and str(REGISTRY[code]) != str(sentence):
            raise ValueError(f"audit code {code} is registered twice")
        if code.count(".") < 2:
            raise ValueError(f"audit code {code} is not area.noun.verb")
        REGISTRY[code] = sentence


def sentence(code: str) -> str:
    """The sentence of a code in the reader's language; the code itself if its room is gone."""
    return str(REGISTRY.get(code, code))
