"""eventsourcing: an order is an aggregate, which is got, moved and saved as one more event.

The library turns WAL on by itself and leaves `synchronous` as SQLite was built, which is FULL
everywhere but on a few systems. It has no setting for either, so at "full" only its patience
differs from its defaults; what is in force is read back.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event as records
from eventsourcing.persistence import OperationalError

from measuring import Caller, TransitionPeer, main
from order_life import following

# So many aggregates are created in one commit when the stock is laid in.
ORDERS_A_COMMIT = 500


class Order(Aggregate):
    """An order whose state is the sum of its events."""

    @records("Created")
    def __init__(self) -> None:
        self.state = "created"

    def advance(self, event: str) -> None:
        """Records that an event happened, if it may."""
        self._advanced(event=event, state=following(self.state, event))

    @records("Advanced")
    def _advanced(self, event: str, state: str) -> None:
        self.state = state


class EventSourcing(TransitionPeer):
    """The durable transition with eventsourcing."""

    name = "eventsourcing"
    packages = ("eventsourcing",)
    differs = (
        "There is no row of the order to update: its events are read and replayed at each get, and"
        " no hash seals them; one writer at a time: callers queue for the pool's only connection"
        " that may write."
    )
    fastest = 12_000
    claims = ("SELECT count(*) FROM stored_events WHERE originator_version > 1",)
    refusals = (OperationalError,)

    def __init__(self, database: Path, settings: str):
        super().__init__(database, settings)
        patience = {} if settings == "defaults" else {"SQLITE_LOCK_TIMEOUT": "60"}
        self.application = Application[UUID](
            env={
                "PERSISTENCE_MODULE": "eventsourcing.sqlite",
                "SQLITE_DBNAME": str(database),
                **patience,
            }
        )

    def create_orders(self, count: int) -> Iterable[UUID]:
        orders = [Order() for _ in range(count)]
        for first in range(0, count, ORDERS_A_COMMIT):
            self.application.save(*orders[first : first + ORDERS_A_COMMIT])
        return [order.id for order in orders]

    def caller(self) -> Caller:
        return EventSourcingCaller(self.application)

    def close(self) -> None:
        self.application.close()


class EventSourcingCaller(Caller):
    """A user of the one application, whose connections are pooled."""

    def __init__(self, application: Application[UUID]):
        self.application = application

    def advance(self, order: UUID, event: str) -> None:
        aggregate: Order = self.application.repository.get(order)
        aggregate.advance(event)
        self.application.save(aggregate)

    def pragma(self, name: str) -> Any:
        datastore = self.application.factory.datastore
        with datastore.get_connection(commit=True) as connection, connection.cursor() as cursor:
            return cursor.execute(f"PRAGMA {name}").fetchone()[0]


if __name__ == "__main__":
    main(EventSourcing)
