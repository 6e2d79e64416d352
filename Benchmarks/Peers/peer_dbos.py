"""dbos: a transition is a workflow with one step, whose result DBOS records.

DBOS calls SQLite its system database "for development and testing" and recommends PostgreSQL;
beside an embedded engine SQLite is the fair choice. It leaves both settings as SQLite has them,
so WAL and FULL are set on each connection that SQLAlchemy opens.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import sqlalchemy
from dbos import DBOS

from measuring import Caller, TransitionPeer, main
from order_life import following


@DBOS.step()
def decide(order: str, event: str, state: str) -> str:
    """Answers with the state that follows; its result is recorded once and for all."""
    return following(state, event)


@DBOS.workflow()
def move(order: str, event: str, state: str) -> str:
    """Moves an order on, and finishes after a crash what it began."""
    return decide(order, event, state)


def set_full(connection: Any, _: Any) -> None:
    """Sets WAL with synchronous=FULL on a connection that has just been opened."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


class DBOSPeer(TransitionPeer):
    """The durable transition with dbos."""

    name = "dbos"
    packages = ("dbos", "sqlalchemy")
    differs = (
        "There is no row of the order, the caller remembers its state; but there are three commits,"
        " for the workflow's begin, its step and its end; callers queue on the file lock, one"
        " writer at a time."
    )
    fastest = 3_000
    claims = (
        "SELECT count(*) FROM operation_outputs WHERE output IS NOT NULL",
        "SELECT count(*) FROM workflow_status WHERE status = 'SUCCESS'",
    )
    refusals = (sqlalchemy.exc.OperationalError,)

    def __init__(self, database: Path, settings: str):
        super().__init__(database, settings)
        if settings == "full":
            sqlalchemy.event.listen(sqlalchemy.Pool, "connect", set_full)
        self.dbos = DBOS(
            config={
                "name": "orders",
                "system_database_url": f"sqlite:///{database}",
                "log_level": "ERROR",
            }
        )
        DBOS.launch()

    def create_orders(self, count: int) -> Iterable[str]:
        return [f"ORDER-{number:08}" for number in range(count)]

    def caller(self) -> Caller:
        return DBOSCaller(self.dbos)

    def close(self) -> None:
        DBOS.destroy()


class DBOSCaller(Caller):
    """A thread that runs workflows itself, and remembers where its order stands."""

    def __init__(self, dbos: DBOS):
        self.dbos = dbos
        self.states: dict[str, str] = {}

    def advance(self, order: str, event: str) -> None:
        self.states[order] = move(order, event, self.states.get(order, "created"))

    def pragma(self, name: str) -> Any:
        with self.dbos._sys_db.engine.connect() as connection:
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


if __name__ == "__main__":
    main(DBOSPeer)
