"""What the ledger knows of batches: noted before they are begun, so that none is begun twice."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from summarizer.calling.ledger import Ledger, check_time
from summarizer.errors import OutputError
from summarizer.records import Engine

REFUSED = "refused"
"""How a batch ended that the server did not begin."""

_TABLES = (
    """
CREATE TABLE IF NOT EXISTS batches (
  number INTEGER PRIMARY KEY AUTOINCREMENT, created REAL NOT NULL, endpoint TEXT NOT NULL,
  asked TEXT NOT NULL, file TEXT NOT NULL, batch TEXT, ended TEXT, answered INTEGER
)
""",
    """
CREATE TABLE IF NOT EXISTS batch_keys (
  number INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY (number, key)
) WITHOUT ROWID
""",
)
_ADD = "INSERT INTO batches (created, endpoint, asked, file) VALUES (?, ?, ?, ?)"
_ADD_KEY = "INSERT INTO batch_keys VALUES (?, ?)"
_BEGUN = "UPDATE batches SET batch = ? WHERE number = ?"
_ENDED = "UPDATE batches SET ended = ?, answered = ? WHERE number = ?"
_FORGET = "DELETE FROM batches WHERE created < ? AND ended IS NOT NULL"
_FORGET_KEYS = "DELETE FROM batch_keys WHERE number NOT IN (SELECT number FROM batches)"
_ALL = "SELECT * FROM batches ORDER BY number"
_KEYS = "SELECT key FROM batch_keys WHERE number = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchNote:
    """A batch that was sent: when (seconds since 1970), where, of which model, with which keys.

    ``file`` is the id of the file with its requests, ``batch`` its own id, None where it was not
    begun yet, ``ended`` the state in which its results were taken in, None while they are not, and
    ``answered`` how many answers there were among them.
    """

    number: int
    created: float
    endpoint: str
    asked: str
    file: str
    batch: str | None
    ended: str | None
    answered: int | None
    keys: frozenset[str]


class BatchNotes:
    """The notes in a ledger; raises OutputError where they cannot be kept or read."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        with self._connection() as connection:
            for table in _TABLES:
                connection.execute(table)

    def add(self, engine: Engine, file: str, keys: Iterable[str]) -> BatchNote:
        """Notes that these requests went up in a file, and are about to become a batch."""
        endpoint = str(engine.settings.get("endpoint", ""))
        with self._connection() as connection:
            row = (time.time(), endpoint, engine.name, file)
            number = connection.execute(_ADD, row).lastrowid
            connection.executemany(_ADD_KEY, ((number, key) for key in keys))
        return next(note for note in self.all() if note.number == number)

    def begun(self, note: BatchNote, batch: str) -> BatchNote:
        """Notes the batch's id."""
        return self._changed(note, _BEGUN, (batch,))

    def ended(self, note: BatchNote, state: str, answered: int) -> BatchNote:
        """Notes that all that the batch brought is taken in."""
        return self._changed(note, _ENDED, (state, answered))

    def all(self) -> tuple[BatchNote, ...]:
        """Every batch noted, the oldest first."""
        with self._connection() as connection:
            return tuple(
                _note(row, [key for (key,) in connection.execute(_KEYS, row[:1])])
                for row in connection.execute(_ALL).fetchall()
            )

    def holding(self, engine: Engine, keys: Iterable[str]) -> tuple[BatchNote, ...]:
        """The batches at this engine's endpoint that some of the keys went out in."""
        endpoint, wanted = engine.settings.get("endpoint", ""), frozenset(keys)
        return tuple(
            note
            for note in self.all()
            if note.endpoint == endpoint and note.ended != REFUSED and note.keys & wanted
        )

    def forget(self, before: float) -> None:
        """Deletes the notes of batches that have ended and were sent before this time."""
        with self._connection() as connection:
            connection.execute(_FORGET, (before,))
            connection.execute(_FORGET_KEYS)

    def _changed(self, note: BatchNote, change: str, values: tuple[object, ...]) -> BatchNote:
        with self._connection() as connection:
            connection.execute(change, (*values, note.number))
        return next(one for one in self.all() if one.number == note.number)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """The ledger's connection, in a transaction of its own."""
        try:
            with self._ledger.lock, self._ledger.connection:
                yield self._ledger.connection
        except sqlite3.Error as error:
            raise OutputError(
                f"The ledger {self._ledger.path} cannot be used for batches ({error}).",
                fix="Name another with --ledger, or leave --batch out.",
            ) from error


def _note(row: Sequence[Any], keys: Sequence[Any]) -> BatchNote:
    """What a row and its keys say; raises sqlite3.DataError where they are not as ``add`` wrote."""
    number, created, endpoint, asked, file, batch, ended, answered = row
    check_time(created)
    texts = [endpoint, asked, file, *keys, *(one for one in (batch, ended) if one is not None)]
    count = answered is None or isinstance(answered, int)
    if not count or not all(isinstance(one, str) for one in texts):
        raise sqlite3.DataError(f"the note {number!r:.20} is damaged")
    return BatchNote(
        number=number,
        created=created,
        endpoint=endpoint,
        asked=asked,
        file=file,
        batch=batch,
        ended=ended,
        answered=answered,
        keys=frozenset(keys),
    )
