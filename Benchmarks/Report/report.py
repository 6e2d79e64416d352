#!/usr/bin/env python3
"""Joins what was measured into results/latest.json, or that of another machine into
results/elsewhere.json, and makes the page and the plot from them.

    report.py machine --directory DIR --output FILE     describes this machine
    report.py process --payscore BIN --database FILE --output FILE
                                                        measures row 13
    report.py merge --machine FILE [--elsewhere] [--rows FILE]… [--growth FILE] [--peers FILE]
    report.py show [--elsewhere]                        prints one table
    report.py page [--check]                            writes the page and the plot
"""

import argparse
import json
import pathlib
import sys

import machine
import page
import plot
import process_row
import results
from locations import ELSEWHERE, PAGE, PLOT, RESULTS
from wording import goal, mark, plain_table, spread


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)

    describe = commands.add_parser("machine")
    describe.add_argument("--directory", required=True)
    describe.add_argument("--output", type=pathlib.Path, required=True)
    describe.set_defaults(run=describe_machine)

    process = commands.add_parser("process")
    process.add_argument("--payscore", required=True)
    process.add_argument("--database", required=True)
    process.add_argument("--output", type=pathlib.Path, required=True)
    process.add_argument("--rounds", type=int, default=20)
    process.set_defaults(run=measure_process)

    merge = commands.add_parser("merge")
    merge.add_argument("--machine", type=pathlib.Path, required=True)
    merge.add_argument("--elsewhere", action="store_true")
    merge.add_argument("--rows", type=pathlib.Path, action="append", default=[])
    merge.add_argument("--growth", type=pathlib.Path)
    merge.add_argument("--peers", type=pathlib.Path)
    merge.set_defaults(run=merge_parts)

    show = commands.add_parser("show")
    show.add_argument("--elsewhere", action="store_true")
    show.set_defaults(run=show_table)

    write = commands.add_parser("page")
    write.add_argument("--check", action="store_true")
    write.set_defaults(run=write_page)

    wanted = parser.parse_args()
    wanted.run(wanted)


def describe_machine(wanted):
    wanted.output.write_text(json.dumps(machine.described(wanted.directory)))


def measure_process(wanted):
    row = process_row.measured(wanted.payscore, wanted.database, wanted.rounds)
    wanted.output.write_text(json.dumps({"rows": [row]}))


def merge_parts(wanted):
    found = results.load(file_of(wanted))
    run = results.add_run(found, read(wanted.machine))
    for path in wanted.rows:
        results.add_rows(found, run, read(path)["rows"])
    if wanted.growth:
        results.add_growth(found, run, read(wanted.growth))
    if wanted.peers:
        results.add_peers(found, run, read(wanted.peers))
    results.save(found, file_of(wanted))


def show_table(wanted):
    found = results.load(file_of(wanted))
    lines = [("row", "what", "measured", "goal", "")]
    for row in found["rows"]:
        lines += [
            (row["id"], figure["name"], spread(figure["value"], figure["unit"]), goal(figure),
             mark(figure).strip("*"))
            for figure in row["figures"]
        ]
    print("\n".join(plain_table(lines)))


def write_page(wanted):
    """Writes the page and the plot; with --check only says whether they are what they should be."""
    found = results.load()
    files = {PAGE: page.page(found, results.load(ELSEWHERE))}
    if "growth" in found:
        files[PLOT] = plot.plot(found["growth"])
    for path, text in files.items():
        if not wanted.check:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            sys.exit(f"benchmark: {path.name} is not what the results give; run scripts/benchmark"
                     " --page")


def file_of(wanted):
    """Where the results go, and come from."""
    return ELSEWHERE if wanted.elsewhere else RESULTS


def read(path):
    return json.loads(path.read_text())


main()
