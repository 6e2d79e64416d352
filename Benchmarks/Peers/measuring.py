"""Runs one peer against the clock, checks that it did what it claims, and prints one JSON object.

Each peer is a program of its own, so that its imports, threads and settings disturb no other:

    python peer_x.py --work transition --callers 64 --settings full --seconds 1.5 --directory DIR
"""

import argparse
import json
import sqlite3
import tempfile
import threading
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from importlib import metadata
from pathlib import Path
from typing import Any, ClassVar

from order_life import CANCELLABLE, LIFE, STATES

# SQLite answers `PRAGMA synchronous` with a number.
SYNCHRONOUS = ("OFF", "NORMAL", "FULL", "EXTRA")

# A caller that is refused so often at one transition is not waiting for a lock.
REFUSALS_AT_MOST = 20


class BrokenClaim(Exception):
    """A peer did not do what it was measured for; there is no figure then."""


class Peer(ABC):
    """What every peer says about itself."""

    name: ClassVar[str]
    # The packages whose versions are reported, the one that is measured first.
    packages: ClassVar[tuple[str, ...]]
    # Where its work differs from ours, in one sentence.
    differs: ClassVar[str]

    @classmethod
    def version(cls) -> str:
        """Returns the versions that were measured, in words."""
        first, *others = cls.packages
        beside = [f"{package} {metadata.version(package)}" for package in others]
        return ", ".join([metadata.version(first), *beside])


class DecisionPeer(Peer):
    """A peer that answers "may this order be cancelled?" in memory."""

    @abstractmethod
    def question(self, state: str) -> Callable[[], bool]:
        """Returns a call that asks an order in `state` whether it may be cancelled."""


class Caller(ABC):
    """One caller of a durable peer; it lives in a thread of its own."""

    @abstractmethod
    def advance(self, order: Any, event: str) -> None:
        """Makes one transition durable: when this returns, it is committed."""

    @abstractmethod
    def pragma(self, name: str) -> Any:
        """Reads a setting back, on the connection that writes."""

    def close(self) -> None:
        """Gives back what the caller holds."""


class TransitionPeer(Peer):
    """A peer that changes an order's state and keeps a history of it, in a SQLite file."""

    # More transitions a second than it can make; as many orders are laid in before the clock runs.
    fastest: ClassVar[int]
    # Queries that each must answer with the number of transitions made.
    claims: ClassVar[tuple[str, ...]]
    # What it throws when it has waited too long for another writer; the caller then tries again.
    refusals: ClassVar[tuple[type[Exception], ...]] = ()

    def __init__(self, database: Path, settings: str):
        """Opens the file, at WAL with synchronous=FULL ("full") or at the library's "defaults"."""
        self.database = database
        self.settings = settings

    @abstractmethod
    def create_orders(self, count: int) -> Iterable[Any]:
        """Lays in orders that stand in `created`, outside the measured time."""

    @abstractmethod
    def caller(self) -> Caller:
        """Returns a new caller; called in the thread that uses it."""

    def close(self) -> None:
        """Stops what the library started; the file is complete afterwards."""


def main(peer: type[Peer]) -> None:
    """Measures the peer as the command line asks, and prints the result."""
    parser = argparse.ArgumentParser(description=peer.__doc__)
    parser.add_argument("--work", choices=("decision", "transition"), required=True)
    parser.add_argument("--callers", type=int, default=1)
    parser.add_argument("--settings", choices=("full", "defaults"), default="full")
    parser.add_argument("--seconds", type=float, default=1.5)
    parser.add_argument("--directory", type=Path, required=True)
    wanted = parser.parse_args()

    if wanted.work == "decision" and issubclass(peer, DecisionPeer):
        measured = decide(peer(), wanted.seconds)
    elif wanted.work == "transition" and issubclass(peer, TransitionPeer):
        with tempfile.TemporaryDirectory(dir=wanted.directory) as directory:
            database = Path(directory, "orders.sqlite")
            measured = advance(peer, database, wanted.settings, wanted.callers, wanted.seconds)
    else:
        parser.error(f"{peer.name} does no {wanted.work}")
    about = {"peer": peer.name, "version": peer.version(), "differs": peer.differs}
    print(json.dumps(about | {"work": wanted.work, "callers": wanted.callers} | measured))


def decide(peer: DecisionPeer, seconds: float) -> dict[str, Any]:
    """Asks one order in each state in turn, for so many seconds."""
    questions = [peer.question(state) for state in STATES]
    answers = [ask() for ask in questions]
    if answers != [state in CANCELLABLE for state in STATES]:
        raise BrokenClaim(f"{peer.name} answers {dict(zip(STATES, answers))}")

    rounds, allowed = 0, 0
    start = time.perf_counter()
    while (elapsed := time.perf_counter() - start) < seconds:
        for _ in range(50):
            for ask in questions:
                allowed += ask()
        rounds += 50
    if allowed != rounds * len(CANCELLABLE):
        raise BrokenClaim(f"{peer.name} allowed {allowed} times in {rounds} rounds")
    count = rounds * len(STATES)
    return {"settings": "in memory", "rate": count / elapsed, "count": count}


def advance(
    kind: type[TransitionPeer], database: Path, settings: str, callers: int, seconds: float
) -> dict[str, Any]:
    """Leads orders through their life, every caller its own, for so many seconds."""
    peer = kind(database, settings)
    try:
        needed = int(peer.fastest * seconds / len(LIFE)) + 2 * callers
        race = Race(peer, deque(peer.create_orders(needed)), callers, seconds)
        race.run()
    finally:
        peer.close()
    count_again(peer, race.made)
    mode, synchronous = race.settings_in_force()
    if settings == "full" and (mode, synchronous) != ("wal", "FULL"):
        raise BrokenClaim(f"{peer.name} runs at {mode}, {synchronous} instead of WAL, FULL")
    prefix = "" if settings == "full" else "defaults: "
    return {
        "settings": f"{prefix}{mode.upper()}, {synchronous}",
        "rate": race.rate(),
        "count": race.made,
        "refused": race.refused,
    }


def count_again(peer: TransitionPeer, made: int) -> None:
    """Counts with a connection of our own that everything claimed is in the file."""
    connection = sqlite3.connect(peer.database)
    try:
        for claim in peer.claims:
            (found,) = connection.execute(claim).fetchone()
            if found != made:
                raise BrokenClaim(f"{peer.name} claims {made}, but {claim} finds {found}")
    finally:
        connection.close()


class Race:
    """Some callers that start together; what they commit until the deadline gives the rate."""

    def __init__(self, peer: TransitionPeer, stock: deque[Any], callers: int, seconds: float):
        self.peer = peer
        self.stock = stock
        self.callers = callers
        self.seconds = seconds
        self.start = self.deadline = self.last_in_time = 0.0
        # Every transition made, those of them in time, and the refusals, which were tried again.
        self.made = self.in_time = self.refused = 0
        self._in_force: set[tuple[str, str]] = set()
        self._totals = threading.Lock()
        self._at_start = threading.Barrier(callers, action=self._start_clock)
        self._at_finish = threading.Barrier(callers)

    def run(self) -> None:
        """Runs all callers to the end; throws what the first of them threw."""
        with ThreadPoolExecutor(self.callers) as pool:
            runs = [pool.submit(self._run_caller) for _ in range(self.callers)]
        errors = [error for run in runs if (error := run.exception())]
        causes = [error for error in errors if not isinstance(error, threading.BrokenBarrierError)]
        if errors:
            raise (causes or errors)[0]

    def rate(self) -> float:
        """Returns transitions a second, up to the last one that came in time."""
        if self.in_time == 0:
            raise BrokenClaim(f"{self.peer.name} commits nothing in {self.seconds} seconds")
        return self.in_time / (self.last_in_time - self.start)

    def settings_in_force(self) -> tuple[str, str]:
        """Returns `journal_mode` and `synchronous` as all callers read them back."""
        if len(self._in_force) != 1:
            raise BrokenClaim(f"the callers of {self.peer.name} run at {self._in_force}")
        return next(iter(self._in_force))

    def _start_clock(self) -> None:
        self.start = time.perf_counter()
        self.deadline = self.start + self.seconds

    def _run_caller(self) -> None:
        try:
            with closing(self.peer.caller()) as caller:
                self._make_transitions(caller)
        except BaseException:
            # The others would wait for this caller for ever.
            self._at_start.abort()
            self._at_finish.abort()
            raise

    def _make_transitions(self, caller: Caller) -> None:
        life = self._life()
        # The first transition opens the connection and fills the caches; the clock waits for it.
        made, in_time, refused = 1, 0, self._insist(caller, *next(life))
        self._at_start.wait()
        now = last_in_time = self.start
        while now < self.deadline:
            refused += self._insist(caller, *next(life))
            made += 1
            now = time.perf_counter()
            if now <= self.deadline:
                in_time += 1
                last_in_time = now
        self._at_finish.wait()
        mode, synchronous = caller.pragma("journal_mode"), caller.pragma("synchronous")
        with self._totals:
            self.made += made
            self.in_time += in_time
            self.refused += refused
            self.last_in_time = max(self.last_in_time, last_in_time)
            self._in_force.add((mode, SYNCHRONOUS[int(synchronous)]))

    def _life(self) -> Iterator[tuple[Any, str]]:
        """Takes one order after the other from the stock, each through its whole life."""
        while True:
            try:
                order = self.stock.popleft()
            except IndexError:
                raise BrokenClaim(f"{self.peer.name} is faster than {self.peer.fastest}") from None
            for event in LIFE:
                yield order, event

    def _insist(self, caller: Caller, order: Any, event: str) -> int:
        """Makes one transition, again after each refusal; returns how often it was refused."""
        for refused in range(REFUSALS_AT_MOST):
            try:
                caller.advance(order, event)
                return refused
            except self.peer.refusals as refusal:
                last = refusal
        raise BrokenClaim(f"{self.peer.name} refuses {REFUSALS_AT_MOST} times") from last
