"""Which addresses Telegram takes for a link, and the form it gives them."""

import re
from urllib.parse import urlsplit, urlunsplit

_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:")
_HOST = re.compile(r"^(?:[\w-]+\.)+[\w-]{2,}\.?$")
_PORT = re.compile(r"^\d{1,5}$")
_USER = re.compile(r"^tg://(?:user\?id=|openmessage\?user_id=)([0-9]{1,18})$", re.IGNORECASE)
_OWN_SCHEMES = ("tg://", "ton://", "tonsite://")


def mentioned_user(url: str) -> int | None:
    """The user a `tg://user?id=` link names."""
    found = _USER.match(url)
    return int(found.group(1)) if found else None


def checked_link(url: str) -> str | None:
    """The link in the form Telegram keeps it, or None for what is no link."""
    url = url.strip()
    if url.lower().startswith(_OWN_SCHEMES):
        return url
    if not _SCHEME.match(url) or not re.match(r"^[a-zA-Z]+://", url):
        url = "http://" + url.removeprefix("//")
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if (
        parts.scheme not in ("http", "https", "ftp")
        or re.search(r"\s", url)
        or not _host_is_public(parts.netloc)
    ):
        return None
    credentials, at, host = parts.netloc.rpartition("@")
    return urlunsplit(
        (parts.scheme, credentials + at + host.lower(), parts.path or "/", parts.query, parts.fragment)
    )


def _host_is_public(netloc: str) -> bool:
    host, colon, port = netloc.rpartition("@")[2].partition(":")
    return bool(_HOST.match(host)) and (not colon or bool(_PORT.match(port)))
