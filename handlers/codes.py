"""QR codes as pictures."""

from __future__ import annotations

from io import BytesIO

_MODULE, _QUIET = 12, 4
"""Pixels of a module, and modules of the quiet zone around (ISO/IEC 18004 asks for four)."""


def picture(address: str) -> bytes:
    """A PNG from which a phone's camera reads this address, also from a cracked display or a crumpled print."""
    # Rarely needed, and not to be in memory before.
    import segno

    file = BytesIO()
    # M mends 15 % of the picture; an address of the bot makes 33 modules then, large enough for any camera.
    segno.make_qr(address, error="m").save(file, kind="png", scale=_MODULE, border=_QUIET)
    return file.getvalue()
