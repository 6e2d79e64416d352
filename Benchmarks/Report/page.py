"""docs/reference/performance.md, made from the results and nothing else."""

from locations import NOTES
from peers_part import peer_goals, peers_part
from results import parts, split
from wording import first_upper, goal, mark, number, spread, table

HEAD = """\
# Performance

This page compares the engine with the physical limit, and with what a user would choose instead. `scripts/benchmark` makes the page; no person writes a figure
into it.

Compare only figures with the unit × across machines. Each is a ratio of two kinds of work that ran in turn, seconds apart, on the same disk. It
still depends on the processor, to the extent that the two kinds of work do. Times and rates belong to this machine, and change with its other load.
For example, during a compile a wait for the disk takes many times as long.

Each figure is the median of all rounds, followed by the least and the greatest. A goal is compared with the median.
"""

RERUN = """\
## Measure it yourself

```sh
scripts/benchmark               # all rows
scripts/benchmark --rows 4,12   # some of them
scripts/benchmark --rows 19     # the console's pages, with a million orders behind them
scripts/benchmark --large       # row 7 at ten million orders as well; takes disk and time
scripts/benchmark --peers       # what a user would choose instead, from the Python package index
scripts/benchmark --growth      # the plot; with --large up to ten million orders
scripts/benchmark --soak        # ten minutes at full rate
```

Run nothing else at the same time. What is not measured again keeps its last figures and names the run that they are from.
[Benchmarks](../../Benchmarks/README.md) says what each program does.
"""


def page(results, elsewhere):
    """The whole page, with what another machine measured, if one did."""
    rows = [row for row in results["rows"] if row["id"] != "soak"]
    soak = [row for row in results["rows"] if row["id"] == "soak"]
    blocks = [HEAD, goals_part(results), RERUN, machine_part(results), rows_part(rows)]
    if "peers" in results:
        blocks.append(peers_part(results["peers"]))
    if "growth" in results:
        blocks.append(growth_part(results["growth"]))
    blocks += [soak_part(row) for row in soak]
    if elsewhere["rows"]:
        blocks.append(elsewhere_part(results, elsewhere))
    return "\n".join(block.rstrip() + "\n" for block in blocks)


def goals_part(results):
    """How many goals are met, and which are not."""
    goals = all_goals(results)
    missed = [line[:-1] for line in goals if line[-1] != "met"]
    lines = ["## Goals", "", f"{len(goals) - len(missed)} of {len(goals)} goals are met."]
    if missed:
        lines += ["", "Missed:", ""] + table(["row", "what", "measured", "goal"], missed)
    return "\n".join(lines) + "\n"


def all_goals(results):
    """What has a goal: row, what, measured, goal, whether it is met."""
    return [
        [title(row["id"]), figure["name"], spread(figure["value"], figure["unit"]), goal(figure),
         mark(figure)]
        for row in results["rows"] for figure in row["figures"] if goal(figure)
    ] + peer_goals(results.get("peers"))


def machine_part(results):
    """Where and when everything was measured."""
    used = sorted({part["run"] for part in parts(results)})
    lines = ["## Where and when", ""] + runs_table(results)
    if len(used) > 1:
        lines += ["", "What was measured when:", ""] + table(
            ["run", "measured"],
            [[name, ", ".join(measured_in(results, name))] for name in used])
    return "\n".join(lines) + "\n"


def runs_table(results):
    """Every run that something remains of."""
    return table(
        ["run", "commit", "machine", "with", "a wait for 4 KiB"],
        [run_line(run) for _, run in sorted(results["runs"].items())])


def run_line(run):
    return [
        run["date"], f"`{run['commit']}`",
        f"{run['processor']}, {run['cores']} cores; {run['system']}",
        f"Swift {run['swift']}, SQLite {run['sqlite']}", spread(run["fdatasync_ms"], "ms"),
    ]


def measured_in(results, run):
    """What a run measured, in words."""
    words = [title(row["id"]) for row in results["rows"] if row["run"] == run]
    if results.get("peers", {}).get("run") == run:
        words.append("peers")
    sizes = [number(entry["orders"]) for entry in results.get("growth", []) if entry["run"] == run]
    return words + [f"growth at {size} orders" for size in sizes]


def title(name):
    """A row's name as a reader says it."""
    count, size = split(name)
    if size:
        return f"row 7 (row {count} at {number(size)} orders)"
    return f"row {count}" if count else name


def rows_part(rows):
    """Every row with its figures."""
    lines = ["## Rows", ""]
    for row in rows:
        lines += [f"### {first_upper(title(row['id']))}", ""] + row_lines(row) + [""]
    return "\n".join(lines)


def row_lines(row):
    """What a row says: the work, its reference, the figures, and a note where there is one."""
    reference = row["reference"]
    sentence = first_upper(row["work"])
    if reference not in ("", "–"):
        sentence += f". Compared with: {reference}"
    rounds = f"; {row['rounds']} rounds" if row["rounds"] > 1 else ""
    lines = [f"{sentence}{rounds}.", ""] + table(
        ["what", "measured", "goal", ""],
        [
            [figure["name"], spread(figure["value"], figure["unit"]), goal(figure), mark(figure)]
            for figure in row["figures"]
        ], numbers=(1, 2))
    note = NOTES / f"{row['id'].replace(' ', '-')}.md"
    return lines + (["", note.read_text().rstrip()] if note.exists() else [])


def growth_part(entries):
    """The plot, and the numbers behind it."""
    def rates(entry, name):
        return f"{number(entry[name]['ours'])} / {number(entry[name]['reference'])}"

    lines = [
        "## Growth", "",
        "How rates change with the size of the journal, for this package and for C.",
        "", "![Four plots of rates against the number of orders, ours and C's](growth.svg)", "",
    ] + table(
        ["orders", "durable transitions", "point reads", "histories", "records verified"],
        [
            [number(entry["orders"])]
            + [rates(entry, name) for name in ("durable", "read", "history", "verify")]
            for entry in entries
        ], numbers=range(5))
    return "\n".join(lines + ["", "Rates are per second: ours / C's."]) + "\n"


def soak_part(row):
    return "\n".join(["## Soak", ""] + row_lines(row)) + "\n"


def elsewhere_part(results, elsewhere):
    """What has a goal, measured on this machine and on another."""
    here = {tuple(line[:2]): line[2] for line in all_goals(results)}
    return "\n".join(
        ["## On another machine", "",
         "The figures with a goal, measured on another machine, show how much depends on the"
         " processor.", ""]
        + runs_table(elsewhere) + [""]
        + table(
            ["row", "what", "here", "there", "goal", "there"],
            [[row, what, here.get((row, what), ""), measured, wanted, met]
             for row, what, measured, wanted, met in all_goals(elsewhere)])) + "\n"
