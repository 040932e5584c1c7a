"""Photos are drawn anew: no place, no device, no date of the camera remains (S94, D25)."""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

PIXELS_LIMIT = 60_000_000
LONG_SIDE = 2560  # pixels kept


class BadPhoto(ValueError):
    """A picture that cannot be read or is too large to open."""


def redraw(data: bytes) -> tuple[bytes, str]:
    """(bytes, media type) of the same picture turned upright, at most LONG_SIDE pixels wide or high, with no metadata."""
    try:
        with Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "WEBP"]) as opened:
            if opened.width * opened.height > PIXELS_LIMIT:
                raise BadPhoto("too many pixels")
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONG_SIDE, LONG_SIDE))
            clear = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
            pixels = upright.convert("RGBA" if clear else "RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise BadPhoto(str(error)) from error
    clean = Image.new(pixels.mode, pixels.size)
    clean.paste(pixels)
    out = io.BytesIO()
    if clear:
        clean.save(out, "PNG", optimize=True)
        return out.getvalue(), "image/png"
    clean.save(out, "JPEG", quality=85)
    return out.getvalue(), "image/jpeg"
