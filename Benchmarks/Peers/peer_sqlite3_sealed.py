"""The standard library's sqlite3 with a sealed history: what is written by hand to get as much.

Each history row has its place among those of its order, and a hash over itself and the row before
it; orders are found by state as well.
"""

import hashlib
import json
import time

from measuring import Caller, main
from order_life import following
from peer_sqlite3 import HandWritten, HandWrittenCaller

SCHEMA = """
    CREATE TABLE orders (
        number TEXT PRIMARY KEY, state TEXT NOT NULL,
        revision INTEGER NOT NULL DEFAULT 0, head BLOB NOT NULL DEFAULT (zeroblob(32))
    ) WITHOUT ROWID;
    CREATE INDEX orders_by_state ON orders (state, number);
    CREATE TABLE history (
        id INTEGER PRIMARY KEY, number TEXT NOT NULL, revision INTEGER NOT NULL,
        event TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, actor TEXT NOT NULL,
        at REAL NOT NULL, previous BLOB NOT NULL, hash BLOB NOT NULL, UNIQUE (number, revision)
    );
    CREATE TRIGGER history_no_update BEFORE UPDATE ON history
    BEGIN SELECT RAISE(ABORT, 'the history is only ever added to'); END;
    CREATE TRIGGER history_no_delete BEFORE DELETE ON history
    BEGIN SELECT RAISE(ABORT, 'the history is only ever added to'); END;
"""


class HandSealed(HandWritten):
    """The durable transition with hand-written SQL and a chain of hashes."""

    name = "sqlite3, sealed"
    differs = (
        "The same rows, indexes and hashes, but no checkpoints, and nothing recorded is read back"
        " to see what it means; one writer at a time, as with sqlite3."
    )
    schema = SCHEMA

    def caller(self) -> Caller:
        return HandSealedCaller(self.connect(), self.turn)


class HandSealedCaller(HandWrittenCaller):
    """A connection, and the statements of one sealed transition on it."""

    def store(self, order: str, event: str) -> None:
        execute = self.connection.execute
        state, revision, previous = execute(
            "SELECT state, revision, head FROM orders WHERE number = ?", (order,)
        ).fetchone()
        target = following(state, event)
        row = (order, revision + 1, event, state, target, "clerk", time.time())
        sealed = hashlib.sha256(previous + json.dumps(row).encode()).digest()
        execute(
            "INSERT INTO history (number, revision, event, source, target, actor, at,"
            " previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*row, previous, sealed),
        )
        execute(
            "UPDATE orders SET state = ?, revision = ?, head = ? WHERE number = ?",
            (target, revision + 1, sealed, order),
        )


if __name__ == "__main__":
    main(HandSealed)
