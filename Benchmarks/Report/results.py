"""What was measured on a machine, kept in one file; parts that were not run again keep their last
results."""

import json

from locations import RESULTS


def load(path=RESULTS):
    """The results, or empty ones where nothing was measured yet."""
    if not path.exists():
        return {"runs": {}, "rows": []}
    return json.loads(path.read_text())


def save(results, path=RESULTS):
    """Writes the results without the runs that nothing remains of."""
    used = {part["run"] for part in parts(results)}
    results["runs"] = {name: run for name, run in results["runs"].items() if name in used}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(results, indent=2, ensure_ascii=False, sort_keys=True) + "\n")


def parts(results):
    """Everything that says in which run it was measured."""
    peers = [results["peers"]] if "peers" in results else []
    return results["rows"] + results.get("growth", []) + peers


def add_run(results, machine):
    """Adds a run and returns its name."""
    results["runs"][machine["date"]] = machine
    return machine["date"]


def add_rows(results, run, rows):
    """Adds rows in place of those with the same names."""
    kept = {row["id"]: row for row in results["rows"]}
    kept |= {row["id"]: row | {"run": run} for row in rows}
    results["rows"] = sorted(kept.values(), key=lambda row: place(row["id"]))


def add_growth(results, run, entries):
    """Adds sizes in place of those that are the same."""
    kept = {entry["orders"]: entry for entry in results.get("growth", [])}
    kept |= {entry["orders"]: entry | {"run": run} for entry in entries}
    results["growth"] = [kept[orders] for orders in sorted(kept)]


def add_peers(results, run, peers):
    """Takes what was measured of the peers in place of what was measured before."""
    results["peers"] = peers | {"run": run}


def place(name):
    """Where a row stands: by its number; rows at a size are row 7; what has no number is last."""
    number, size = split(name)
    if size:
        return (7, size, number)
    return (number, 0, 0) if number else (1000, 0, 0)


def split(name):
    """The number and the size of a row's name, such as `4 at 1000000`; 0 where there is none."""
    number, _, size = name.partition(" at ")
    return (int(number) if number.isdigit() else 0, int(size or 0))
