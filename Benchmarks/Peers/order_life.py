"""The life of a service order, the same for every peer.

    created ──confirm──▶ in_service ──complete──▶ awaiting_payment ──pay──▶ done
       │                     │                           │
       ├──────cancel─────────┴───────────────────────────┴────────────────▶ revoked
       └──────expire──────────────────────────────────────────────────────▶ expired
"""

STATES = ("created", "in_service", "awaiting_payment", "done", "revoked", "expired")

# The states in which an order may be cancelled.
CANCELLABLE = ("created", "in_service", "awaiting_payment")

# Where each event leads to; a pair that is not here may not happen.
FOLLOWING = {
    ("created", "confirm"): "in_service",
    ("in_service", "complete"): "awaiting_payment",
    ("awaiting_payment", "pay"): "done",
    ("created", "expire"): "expired",
    **{(state, "cancel"): "revoked" for state in CANCELLABLE},
}

# The events of an order that goes well; each is one measured transition.
LIFE = ("confirm", "complete", "pay")


class IllegalTransition(Exception):
    """The event may not happen in this state."""


def following(state: str, event: str) -> str:
    """Returns the state that an event leads to, for the peers that bring no table of their own."""
    try:
        return FOLLOWING[state, event]
    except KeyError:
        raise IllegalTransition(f"{event} may not happen in {state}") from None


def transitions_behind(column: str) -> str:
    """Returns SQL that sums how many transitions of `LIFE` the orders of a table have behind them.

    It is compared with what was claimed: the state of each order must have moved, too.
    """
    whens = " ".join(f"WHEN '{state}' THEN {steps}" for steps, state in enumerate(STATES[:4]))
    return f"coalesce(sum(CASE {column} {whens} END), 0)"
