"""django-fsm-2 with django-fsm-log: a model's transition and its log entry, saved in one atomic.

The order is read first and moved and saved in `transaction.atomic`, as django-fsm-2 recommends
with its `ConcurrentTransitionMixin`. The log entry is then the first statement of the
transaction, so that a second writer waits; had the transaction begun with a read, it would be
refused at once.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import django
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import OperationalError, connection, transaction

from measuring import Caller, TransitionPeer, main
from order_life import transitions_behind

# WAL with synchronous=FULL, a transaction that takes the write lock first, and patience.
FULL = {
    "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL",
    "transaction_mode": "IMMEDIATE",
    "timeout": 60,
}


class DjangoFSM(TransitionPeer):
    """The durable transition with django-fsm-2 and django-fsm-log."""

    name = "django-fsm-log"
    packages = ("django-fsm-log", "django-fsm-2", "django")
    differs = (
        "The ORM builds each statement anew, and no hash seals the log entry; each thread has its"
        " own connection, and callers queue on the file lock, one writer at a time."
    )
    fastest = 6_000
    claims = (
        "SELECT count(*) FROM django_fsm_log_statelog",
        f"SELECT {transitions_behind('state')} FROM orders_order",
    )
    refusals = (OperationalError,)

    def __init__(self, database: Path, settings: str):
        super().__init__(database, settings)
        django_settings.configure(
            DATABASES={
                "default": {
                    "ENGINE": "django.db.backends.sqlite3",
                    "NAME": database,
                    "OPTIONS": FULL if settings == "full" else {},
                }
            },
            INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django_fsm_log"],
            DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
            USE_TZ=True,
        )
        django.setup()
        from django_orders import Order

        self.model = Order
        call_command("migrate", verbosity=0)
        with connection.schema_editor() as editor:
            editor.create_model(Order)

    def create_orders(self, count: int) -> Iterable[int]:
        orders = self.model.objects.bulk_create(self.model() for _ in range(count))
        return [order.pk for order in orders]

    def caller(self) -> Caller:
        return DjangoFSMCaller(self.model)

    def close(self) -> None:
        connection.close()


class DjangoFSMCaller(Caller):
    """A thread, to which Django gives a connection of its own."""

    def __init__(self, model: Any):
        self.model = model

    def advance(self, order: int, event: str) -> None:
        row = self.model.objects.get(pk=order)
        with transaction.atomic():
            getattr(row, event)()
            row.save()

    def pragma(self, name: str) -> Any:
        with connection.cursor() as cursor:
            return cursor.execute(f"PRAGMA {name}").fetchone()[0]

    def close(self) -> None:
        connection.close()


if __name__ == "__main__":
    main(DjangoFSM)
