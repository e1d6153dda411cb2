"""Proxies, as the environment names them."""

from collections.abc import Mapping
from urllib.request import getproxies, proxy_bypass_environment  # type: ignore[attr-defined]

from yarl import URL

from bot.transport.errors import NotSent

_KINDS = ("http", "https", "all")
_HERE = ("localhost", "127.", "::1")


class Proxies:
    """`HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`, in either case, read once.

    A server on this machine is always spoken to directly.
    """

    def __init__(self, named: Mapping[str, str] | None = None) -> None:
        """`named`: "http", "https", "all" and "no" to their values; left out, what the environment says."""
        given = getproxies() if named is None else named
        self._by_scheme = {kind: given[kind] for kind in _KINDS if given.get(kind)}
        self._without = {"no": given.get("no", "")}
        self._known: dict[tuple[str, str], URL | None] = {}

    def between(self, url: URL) -> URL | None:
        """The proxy to use for a URL, None for the straight way; NotSent where the proxy named is no HTTP proxy."""
        if not self._by_scheme:
            return None
        place = (url.scheme, url.authority)
        if place not in self._known:
            self._known[place] = self._chosen(url)
        return self._known[place]

    def _chosen(self, url: URL) -> URL | None:
        named = self._by_scheme.get(url.scheme) or self._by_scheme.get("all")
        straight = (url.host or "").startswith(_HERE) or proxy_bypass_environment(
            f"{url.host}:{url.port}", self._without
        )
        return None if straight or named is None else _checked(named)


def _checked(text: str) -> URL:
    url = URL(text if "://" in text else f"http://{text}")
    if url.scheme not in {"http", "https"} or not url.host:
        raise NotSent(
            f"The environment names a proxy of the kind '{url.scheme}'; only http and https proxies work."
        )
    return url
