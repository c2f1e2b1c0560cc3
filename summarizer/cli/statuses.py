"""The exit statuses, which scripts may rest on."""

from __future__ import annotations

DONE, ERROR, USAGE, GAPS = 0, 1, 2, 3
INTERRUPTED = 130
"""As shells report it: 128 and the number of SIGINT."""
