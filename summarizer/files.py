"""Files of others, read up to a size that no filing, bundle or label file comes near."""

from __future__ import annotations

import errno
from pathlib import Path

LARGEST = 200_000_000
"""Bytes: a filing with all its exhibits has some 30 million."""


def read_bytes(path: Path) -> bytes:
    """The file's bytes; OSError where it cannot be read, or has more than ``LARGEST``.

    No more is read than that: a device, or a pipe, may never end.
    """
    with path.open("rb") as file:
        raw = file.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise OSError(errno.EFBIG, f"it has more than {LARGEST / 1e6:g} MB", str(path))
    return raw
