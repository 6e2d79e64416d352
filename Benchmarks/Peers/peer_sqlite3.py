"""The standard library's sqlite3: what is written by hand when nothing is installed.

Each caller has its own connection. At "full" callers also queue for a lock in the process, which
a careful hand writes: it is about twice as fast as SQLite's waiting, which sleeps and asks again.
"""

import sqlite3
import threading
import time
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, ClassVar

from measuring import Caller, TransitionPeer, main
from order_life import following, transitions_behind

SCHEMA = """
    CREATE TABLE orders (number TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE history (
        id INTEGER PRIMARY KEY, number TEXT NOT NULL, event TEXT NOT NULL,
        source TEXT NOT NULL, target TEXT NOT NULL, actor TEXT NOT NULL, at REAL NOT NULL
    );
    CREATE INDEX history_of_order ON history (number);
"""


class HandWritten(TransitionPeer):
    """The durable transition with hand-written SQL."""

    name = "sqlite3"
    packages = ()
    differs = (
        "The same two rows, but no hash seals the history; one writer at a time: callers queue for"
        " a lock in the process, at the defaults for the file lock."
    )
    fastest = 60_000
    claims = (
        "SELECT count(*) FROM history",
        f"SELECT {transitions_behind('state')} FROM orders",
    )
    refusals = (sqlite3.OperationalError,)
    schema: ClassVar[str] = SCHEMA

    @classmethod
    def version(cls) -> str:
        return f"SQLite {sqlite3.sqlite_version}"

    def __init__(self, database: Path, settings: str):
        super().__init__(database, settings)
        self.turn = threading.Lock() if settings == "full" else nullcontext()
        connection = self.connect()
        connection.executescript(self.schema)
        connection.close()

    def connect(self) -> sqlite3.Connection:
        """Opens a connection; at its defaults it gives up after five seconds at a lock."""
        if self.settings == "defaults":
            return sqlite3.connect(self.database, isolation_level=None)
        connection = sqlite3.connect(self.database, isolation_level=None, timeout=60)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    def create_orders(self, count: int) -> Iterable[str]:
        numbers = [f"ORDER-{number:08}" for number in range(count)]
        connection = self.connect()
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO orders (number, state) VALUES (?, 'created')",
            ((number,) for number in numbers),
        )
        connection.execute("COMMIT")
        connection.close()
        return numbers

    def caller(self) -> Caller:
        return HandWrittenCaller(self.connect(), self.turn)


class HandWrittenCaller(Caller):
    """A connection, and the statements of one transition on it."""

    def __init__(self, connection: sqlite3.Connection, turn: AbstractContextManager[Any]):
        self.connection = connection
        self.turn = turn

    def advance(self, order: str, event: str) -> None:
        with self.turn:
            self.commit(order, event)

    def commit(self, order: str, event: str) -> None:
        """Makes one transition in one transaction."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            self.store(order, event)
            self.connection.execute("COMMIT")
        except BaseException:
            self.connection.rollback()
            raise

    def store(self, order: str, event: str) -> None:
        """Reads, checks, records and updates."""
        execute = self.connection.execute
        (state,) = execute("SELECT state FROM orders WHERE number = ?", (order,)).fetchone()
        target = following(state, event)
        execute(
            "INSERT INTO history (number, event, source, target, actor, at)"
            " VALUES (?, ?, ?, ?, 'clerk', ?)",
            (order, event, state, target, time.time()),
        )
        execute("UPDATE orders SET state = ? WHERE number = ?", (target, order))

    def pragma(self, name: str) -> Any:
        return self.connection.execute(f"PRAGMA {name}").fetchone()[0]

    def close(self) -> None:
        self.connection.close()


if __name__ == "__main__":
    main(HandWritten)
