"""Row 13: `payscore can-cancel` as a process, beside `payscore --version`."""

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

# Allowed, needs an acknowledgement, denied: each of them is an answer.
ANSWERS = (0, 10, 11)


def measured(payscore, database, rounds):
    """Starts the program in turn with and without a question, and returns the row."""
    orders = chosen_orders(database, rounds + 1)
    asked, started, memory = [], [], []
    with tempfile.TemporaryDirectory() as directory:
        for number, order in enumerate(orders):
            ask = [payscore, "can-cancel", order, "--offline", "--database", database]
            start = [payscore, "--version"]
            # Who goes first alternates, and the first round only warms up.
            if number % 2 == 0:
                ask_time, peak = run(ask, directory, ANSWERS)
                start_time, _ = run(start, directory, (0,))
            else:
                start_time, _ = run(start, directory, (0,))
                ask_time, peak = run(ask, directory, ANSWERS)
            if number > 0:
                asked.append(ask_time * 1000)
                started.append(start_time * 1000)
                memory.append(peak)
    return {
        "id": "13",
        "work": "`payscore can-cancel ORDER --offline` as a process, on a journal of"
                f" {how_many(database):,} orders",
        "reference": "`payscore --version` as a process, which only starts",
        "rounds": rounds,
        "figures": [
            figure("wall time", "ms", asked),
            figure("wall time of `payscore --version`", "ms", started),
            figure("memory at its peak", "MiB", memory),
        ],
    }


def chosen_orders(database, count):
    """The numbers of some orders that lie apart."""
    connection = read_only(database)
    first, last = connection.execute(
        "SELECT min(sequence), max(sequence) FROM payscore_records"
    ).fetchone()
    step = max(1, (last - first) // count)
    orders = []
    for sequence in range(first, first + step * count, step):
        (order,) = connection.execute(
            "SELECT subject FROM payscore_records WHERE sequence >= ? AND subject <> ''"
            " ORDER BY sequence LIMIT 1", (sequence,)
        ).fetchone()
        orders.append(order)
    connection.close()
    return orders


def how_many(database):
    connection = read_only(database)
    (count,) = connection.execute("SELECT count(*) FROM payscore_orders").fetchone()
    connection.close()
    return count


def read_only(database):
    return sqlite3.connect(resting(database), uri=True)


def resting(database):
    """The name under which SQLite reads a file that does not change, as ours does."""
    return f"file:{os.path.abspath(database)}?immutable=1"


def run(command, directory, expected):
    """Runs a program to its end; returns its seconds and the MiB that it had at its peak."""
    environment = {"PATH": os.environ["PATH"], "USER": "benchmark"}
    start = time.perf_counter()
    child = subprocess.Popen(
        command, cwd=directory, env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )
    answer = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    child.stdout.close()
    if child.returncode not in expected or not answer:
        sys.exit(f"row 13: {command[0]} ended with {child.returncode}: {answer.decode()}")
    return seconds, usage.ru_maxrss / 1024


def figure(name, unit, values):
    """A figure as the measuring programs write it."""
    return {"name": name, "unit": unit,
            "value": {"median": statistics.median(values), "min": min(values),
                      "max": max(values)}}
