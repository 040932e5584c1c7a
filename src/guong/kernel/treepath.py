"""Paths of the tree of organisations (docs/mechanisms/tree-and-history.md).

A path is a row of segments of five digits without separators: the root is "00001", its third child "0000100003". Because
segments have one width and hold digits only, a subtree is a *range* of strings, `path >= p AND path < successor(p)`, and no
collation can return another unit's rows. Never use `startswith` on a path (law 6; architecture.md, Tree).
"""

from __future__ import annotations

WIDTH = 5
_TOP = 10**WIDTH - 1


def is_path(value: str) -> bool:
    """Whether `value` is a whole, non-empty path."""
    return bool(value) and len(value) % WIDTH == 0 and value.isascii() and value.isdigit()


def child(parent: str, number: int) -> str:
    """Path of the `number`-th child (1 ≤ number ≤ 99999) of `parent` ("" for a root). ValueError outside that range."""
    if not 1 <= number <= _TOP:
        raise ValueError(f"child number {number} is not in 1..{_TOP}")
    if parent and not is_path(parent):
        raise ValueError(f"not a path: {parent!r}")
    return f"{parent}{number:0{WIDTH}d}"


def successor(path: str) -> str:
    """The first string after every path of the subtree of `path`; the end of its half-open range."""
    if not is_path(path):
        raise ValueError(f"not a path: {path!r}")
    bumped = int(path) + 1
    if bumped >= 10 ** len(path):
        return ":"  # the character after "9": beyond every path
    return f"{bumped:0{len(path)}d}"


def parent(path: str) -> str:
    """Path of the parent; "" for a root."""
    return path[:-WIDTH]


def depth(path: str) -> int:
    """Number of segments: 1 for a root."""
    return len(path) // WIDTH


def ancestors(path: str) -> list[str]:
    """Paths above `path`, the root first, `path` itself left out."""
    return [path[:end] for end in range(WIDTH, len(path), WIDTH)]


def contains(top: str, path: str) -> bool:
    """Whether `path` lies in the subtree of `top` (a unit lies in its own subtree)."""
    return top <= path < successor(top)
