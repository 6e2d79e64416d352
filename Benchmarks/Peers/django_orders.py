"""The order as a Django model; to be imported when Django has its settings."""

from django.db import models
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from order_life import CANCELLABLE


class Order(ConcurrentTransitionMixin, models.Model):
    """An order whose save fails if another writer has moved it since it was read."""

    state = FSMField(default="created", protected=True)

    class Meta:
        app_label = "orders"

    @transition(state, source="created", target="in_service")
    def confirm(self) -> None: ...

    @transition(state, source="in_service", target="awaiting_payment")
    def complete(self) -> None: ...

    @transition(state, source="awaiting_payment", target="done")
    def pay(self) -> None: ...

    @transition(state, source="created", target="expired")
    def expire(self) -> None: ...

    @transition(state, source=list(CANCELLABLE), target="revoked")
    def cancel(self) -> None: ...
