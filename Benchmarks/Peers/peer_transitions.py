"""transitions: asks a model's `may_cancel`, which runs the conditions but not the transition."""

from collections.abc import Callable

from transitions import Machine

from measuring import DecisionPeer, main
from order_life import FOLLOWING, STATES


class Order:
    """A model; the machine gives it `state`, and `may_cancel` beside every other event."""


class Transitions(DecisionPeer):
    """The decision with transitions."""

    name = "transitions"
    packages = ("transitions",)
    differs = (
        "may_cancel answers yes or no from the state alone; ours goes through the guards and"
        " gives every reason and the amount at stake."
    )

    def __init__(self) -> None:
        moves = [[event, state, target] for (state, event), target in FOLLOWING.items()]
        self.machine = Machine(
            model=None, states=list(STATES), transitions=moves, initial=None, auto_transitions=False
        )

    def question(self, state: str) -> Callable[[], bool]:
        order = Order()
        self.machine.add_model(order, initial=state)
        return order.may_cancel


if __name__ == "__main__":
    main(Transitions)
