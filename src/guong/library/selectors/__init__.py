"""Reads of the library, re-exported by name."""

from guong.library.selectors.packs import (
    CellReceipts,
    cells_of_pack,
    my_packs,
    my_receipt,
    on_shelf_for,
    owing_of_cell,
    pack,
    pack_of,
    packs_to_send,
    target_of_pack,
    things_of_pack,
)
from guong.library.selectors.shelf import (
    adaptable,
    film,
    frame,
    frames,
    item,
    item_file,
    item_stored,
    items,
    photo,
    photo_file,
    photos,
    reading_list,
    shelves,
    steps_for,
)

__all__ = [
    "CellReceipts", "adaptable", "cells_of_pack", "film", "frame", "frames", "item", "item_file", "item_stored", "items",
    "my_packs", "my_receipt", "on_shelf_for", "owing_of_cell", "pack", "pack_of", "packs_to_send", "photo", "photo_file", "photos", "reading_list",
    "shelves", "steps_for", "target_of_pack", "things_of_pack",
]  # fmt: skip
