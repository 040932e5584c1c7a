"""A device in a few words, from what its browser says of itself. Pure; neither address nor version is kept."""

from __future__ import annotations

_BROWSERS = (
    ("coc_coc_browser", "Cốc Cốc"), ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrom", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


def device_words(agent: str) -> str:
    """ "Chrome · Android"; "" when the browser says nothing known. The first word that fits counts."""
    parts = (next((name for word, name in table if word in agent), "") for table in (_BROWSERS, _SYSTEMS))
    return " · ".join(part for part in parts if part)
