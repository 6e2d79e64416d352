"""python-statemachine: looks for `cancel` among the events that the current state allows.

The library has no question about one event. `allowed_events` is the nearest and the fastest;
`enabled_events()` would run the conditions as well, of which this order has none.
"""

from collections.abc import Callable

from statemachine import State, StateMachine

from measuring import DecisionPeer, main


class OrderMachine(StateMachine):
    """The order's life in the library's own words."""

    created = State(initial=True)
    in_service = State()
    awaiting_payment = State()
    done = State(final=True)
    revoked = State(final=True)
    expired = State(final=True)

    confirm = created.to(in_service)
    complete = in_service.to(awaiting_payment)
    pay = awaiting_payment.to(done)
    expire = created.to(expired)
    cancel = created.to(revoked) | in_service.to(revoked) | awaiting_payment.to(revoked)


class PythonStateMachine(DecisionPeer):
    """The decision with python-statemachine."""

    name = "python-statemachine"
    packages = ("python-statemachine",)
    differs = (
        "It lists the events that the state allows, and \"cancel\" is looked for in the list; ours"
        " goes through the guards and gives every reason and the amount at stake."
    )

    def question(self, state: str) -> Callable[[], bool]:
        order = OrderMachine(start_value=state)
        return lambda: "cancel" in order.allowed_events


if __name__ == "__main__":
    main(PythonStateMachine)
