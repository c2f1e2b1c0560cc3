"""Where requests go: the address that options and environment lead to, checked before any call."""

from __future__ import annotations

import ipaddress
import os
from urllib.parse import urlsplit

from summarizer.errors import SettingsError

AZURE = "AZURE_OPENAI_ENDPOINT"
LONGEST_ADDRESS = 2_000
"""Characters; proxies and servers take no more."""

_SOURCES = "--base-url or OPENAI_BASE_URL"


def is_azure(base_url: str | None) -> bool:
    """Whether the environment leads to Azure; a ``base_url`` goes before it."""
    return base_url is None and bool(os.environ.get(AZURE))


def address_named(base_url: str | None) -> str | None:
    """The address by ``base_url``, else by the environment; None is OpenAI's own.

    Raises SettingsError where it cannot be one.
    """
    if is_azure(base_url):
        return _checked(os.environ[AZURE], AZURE)
    named = base_url or os.environ.get("OPENAI_BASE_URL") or None
    return None if named is None else _checked(named, _SOURCES)


def is_openais(address: str | None) -> bool:
    """Whether the address is one of OpenAI's own hosts, as it is where none is named."""
    return address is None or (urlsplit(address).hostname or "").endswith(".openai.com")


def leaves_unencrypted(address: str) -> str | None:
    """The host that plain http to ``address`` goes to, None where it is this machine or encrypted.

    A name may lead anywhere: only ``localhost`` and the addresses of the loopback stay here.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme != "http" or host == "localhost":
        return None
    try:
        return None if ipaddress.ip_address(host).is_loopback else host
    except ValueError:
        return host


def no_address(address: str, source: str = _SOURCES) -> SettingsError:
    """Our error for what is no address; ``source`` is what names it."""
    shown = address if len(address) <= LONGEST_ADDRESS else f"{address[:60]}…"
    return SettingsError(
        f"The base URL {shown!r} is not an address.",
        fix=f"Give one such as http://127.0.0.1:8080/v1 with {source}.",
    )


def _checked(address: str, source: str) -> str:
    """The address, if it is an http(s) URL with a host that a name server would take."""
    try:
        parts = urlsplit(address)
        good = (
            (len(address) <= LONGEST_ADDRESS and address.isprintable() and " " not in address)
            and parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and parts.port != 0
        )
        (parts.hostname or "").encode("idna")  # fails on empty and on overlong labels
    except ValueError:
        good = False
    if not good:
        raise no_address(address, source)
    return address
