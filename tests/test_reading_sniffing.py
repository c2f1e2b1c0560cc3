"""What cannot be read is a clear error with a way out, whatever the file is called."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest

from summarizer.errors import FilingError
from summarizer.reading import read_filing

UNREADABLE = {
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "ZIP": b"PK\x03\x04\x14\x00word/document.xml",
    "gzip": b"\x1f\x8b\x08\x00\x00",
    "image": b"\x89PNG\r\n\x1a\n",
    "control": bytes(range(256)) * 8,
    "empty": b" \n\t",
    "no text": b"<html><head></head><body><p></p><div></div><p> </p></body></html>",
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_text_is_refused_with_a_fix(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "filing.txt"
    path.write_bytes(content)
    with pytest.raises(FilingError) as error:
        read_filing(path)
    assert error.value.fix


def test_a_missing_file_and_a_directory_are_errors_of_their_own(tmp_path: Path) -> None:
    with pytest.raises(FilingError, match="no file"):
        read_filing(tmp_path / "absent.htm")
    with pytest.raises(FilingError, match="directory"):
        read_filing(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_told_by_the_bytes(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "filing"
    path.write_bytes("The company’s “pumps” cost £9.".encode(encoding))
    assert read_filing(path).text == "The company’s “pumps” cost £9."


HOSTILE = {
    "blanks": "x" + " " * 500_000 + "y",
    "empty lines": "x" + "\n" * 500_000 + "y",
    "tags": "<html><body><p>" + "<div>" * 100_000,
    "tables": "<html><body><p>" + "<table><tr><td>" * 5_000 + "x",
    "full stops": "." * 500_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_ends_within_seconds(tmp_path: Path, text: str) -> None:
    path = tmp_path / "filing"
    path.write_text(text, encoding="utf-8")
    start = time.perf_counter()
    with contextlib.suppress(FilingError):
        read_filing(path)
    assert time.perf_counter() - start < 5
