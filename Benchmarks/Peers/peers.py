"""Measures every peer in turn, beside our engine if it is given, and reports the ratios.

    python peers.py --json OUT --directory DIR --seconds S --rounds N [--reference-bin PATH]

The reference is a program that, called as `PATH --seconds S --directory DIR`, prints one JSON
object of rates a second: "decision", "transition_1" and "transition_64". It runs before each peer
in each round, so that every ratio is of two rates measured within seconds of each other.
"""

import argparse
import json
import platform
import sqlite3
import statistics
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

# A measurement that needs so many seconds more than it was given will not end.
PATIENCE_SECONDS = 300

DECISION_PEERS = ("peer_transitions.py", "peer_statemachine.py")
TRANSITION_PEERS = (
    "peer_sqlite3.py",
    "peer_sqlite3_sealed.py",
    "peer_eventsourcing.py",
    "peer_django_fsm.py",
    "peer_dbos.py",
)


@dataclass(frozen=True)
class Measurement:
    """One line of the table: a peer at one work, with so many callers, at some settings."""

    program: str
    work: str
    callers: int
    settings: str

    @property
    def reference(self) -> str:
        """The name of our rate at the same work."""
        return self.work if self.work == "decision" else f"{self.work}_{self.callers}"


PLAN = [
    *(Measurement(program, "decision", 1, "full") for program in DECISION_PEERS),
    *(
        Measurement(program, "transition", callers, settings)
        for program in TRANSITION_PEERS
        for settings in ("full", "defaults")
        for callers in (1, 64)
    ),
]


def main() -> None:
    """Runs all rounds, writes the JSON and prints the table."""
    parser = argparse.ArgumentParser(description="Measures what a user would pick instead.")
    parser.add_argument("--json", type=Path, required=True, help="where the figures go")
    parser.add_argument("--directory", type=Path, required=True, help="on the disk to be measured")
    parser.add_argument("--seconds", type=float, default=1.5, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--reference-bin", type=Path, help="our engine's rates")
    wanted = parser.parse_args()
    for directory in (wanted.directory, wanted.json.parent):
        directory.mkdir(parents=True, exist_ok=True)

    results: dict[Measurement, list[dict[str, Any]]] = defaultdict(list)
    references: dict[str, list[float]] = defaultdict(list)
    for round_number in range(1, wanted.rounds + 1):
        print(f"peers: round {round_number} of {wanted.rounds}", file=sys.stderr)
        ours: dict[str, float] = {}
        before = None
        for measurement in PLAN:
            if wanted.reference_bin and measurement.program != before:
                ours = run([wanted.reference_bin.resolve()], wanted)
                for name, rate in ours.items():
                    references[name].append(rate)
            before = measurement.program
            result = run(command(measurement), wanted)
            rate = ours.get(measurement.reference)
            result["ratio"] = rate / result["rate"] if rate else None
            results[measurement].append(result)

    rows = [summary(results[measurement]) for measurement in PLAN]
    report = {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "seconds": wanted.seconds,
        "rounds": wanted.rounds,
        "reference": [{"name": key, **spread("rate", rates)} for key, rates in references.items()],
        "peers": rows,
    }
    wanted.json.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    print_table(rows)


def command(measurement: Measurement) -> list[str | Path]:
    """Returns the command line that makes one measurement."""
    return [
        sys.executable,
        HERE / measurement.program,
        f"--work={measurement.work}",
        f"--callers={measurement.callers}",
        f"--settings={measurement.settings}",
    ]


def run(program: list[str | Path], wanted: argparse.Namespace) -> dict[str, Any]:
    """Runs a program to its end and returns the JSON object it printed; ends us if it failed."""
    clock = ["--seconds", str(wanted.seconds), "--directory", wanted.directory]
    finished = subprocess.run(
        [*program, *clock],
        stdout=subprocess.PIPE,
        text=True,
        timeout=wanted.seconds + PATIENCE_SECONDS,
    )
    if finished.returncode != 0:
        sys.exit("peers: failed: " + " ".join(str(word) for word in program))
    return json.loads(finished.stdout)


def summary(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """Returns what all rounds of one measurement say together."""
    settings = {result["settings"] for result in rounds}
    if len(settings) != 1:
        sys.exit(f"peers: {rounds[0]['peer']} ran at different settings: {settings}")
    said = ("peer", "version", "work", "callers", "settings")
    return {
        **{key: rounds[0][key] for key in said},
        **spread("rate", [result["rate"] for result in rounds]),
        "rounds": len(rounds),
        **spread("ratio", [result["ratio"] for result in rounds if result["ratio"]]),
        "refused": sum(result.get("refused", 0) for result in rounds),
        "differs": rounds[0]["differs"],
    }


def spread(name: str, values: list[float]) -> dict[str, float | None]:
    """Returns the median, the least and the greatest of some values, or nothing of none."""
    median, least, greatest = (
        (statistics.median(values), min(values), max(values)) if values else (None, None, None)
    )
    return {f"{name}_median": median, f"{name}_min": least, f"{name}_max": greatest}


def print_table(rows: list[dict[str, Any]]) -> None:
    """Prints the rates and how many times as fast ours is, words left and numbers right."""
    words = ("peer", "work", "settings")
    numbers = ("callers", "rate/s", "min", "max", "ours ×", "min", "max")
    lines = [(*words, *numbers), *(cells(row) for row in rows)]
    widths = [max(len(cell) for cell in column) for column in zip(*lines)]
    for line in lines:
        padded = (
            cell.ljust(width) if column < len(words) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths))
        )
        print("  ".join(padded))


def cells(row: dict[str, Any]) -> tuple[str, ...]:
    """Returns one line of the table as text."""
    rates = (f"{row[f'rate_{key}']:,.0f}" for key in ("median", "min", "max"))
    ratios = (row[f"ratio_{key}"] for key in ("median", "min", "max"))
    times = ("–" if ratio is None else f"{ratio:,.1f}" for ratio in ratios)
    return (row["peer"], row["work"], row["settings"], str(row["callers"]), *rates, *times)


if __name__ == "__main__":
    main()
