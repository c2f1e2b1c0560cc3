"""No more is read of a file than anything of ours can have."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from summarizer import files

Run = Callable[..., tuple[int, str, str]]

ENDLESS = Path("/dev/zero")


def test_a_file_of_the_largest_size_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST", 5)
    (tmp_path / "file").write_bytes(b"12345")
    assert files.read_bytes(tmp_path / "file") == b"12345"


@pytest.mark.skipif(not ENDLESS.exists() or os.name == "nt", reason="no endless file here")
@pytest.mark.parametrize("command", ["risks", "eval"])
def test_a_file_without_end_is_an_error(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(files, "LARGEST", 1_000_000)
    status, out, err = run(command, ENDLESS)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "it has more than 1 MB" in err
