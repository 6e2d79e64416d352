#!/usr/bin/env python3
"""Kills the real program at each of its writes, restarts it, and judges what is left.

    scripts/adversity kill-points                                   every point of every scenario
    scripts/adversity kill-points --scenario cancel --point 17 --kind kill-after [--second 9]

A write is any call by which the program changes the world outside, over all its threads: shim.c has
the list. Half of the points are killed before the call and half after it, chosen by the seed;
--all takes both. Of the first recoveries some are killed as well. Then the same calls fail with an
error instead, once or for good.
"""

import argparse
import concurrent.futures
import errno
import itertools
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

import oracle
import scenarios
from merchant import Desk, Journal

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
KINDS = ("kill-before", "kill-after")
ERRORS = {name: getattr(errno, name) for name in
          ("EIO", "ENOSPC", "EDQUOT", "EROFS", "EMFILE", "EINTR")}


class Ready:
    """A scenario with its prepared directory, and what an undisturbed run records."""

    def __init__(self, harness, scenario):
        self.scenario = scenario
        self.template = harness.work / scenario.name
        with harness.desk(harness.box) as desk:
            desk.start()
            scenario.prepare(desk)
            desk.stop()
            shutil.copytree(desk.box, self.template)
        with harness.desk(self.template) as desk:
            desk.start()
            if scenario.ahead:
                desk.let_the_quiescence_pass()
            self.before = desk.journal()
            self.status, self.output, errors = self.command(desk, FAULT_COUNT=desk.place / "count")
            if self.status < 0:
                raise RuntimeError(f"{scenario.name} dies undisturbed: {errors}")
            self.calls = int((desk.place / "count").read_text())
            self.expected = desk.journal().events(after=len(self.before.records))

    def command(self, desk, **fault):
        """Runs the scenario's command."""
        words = [(desk.box / "permit").read_text() if word == "@permit" else word
                 for word in self.scenario.command]
        return desk.run(*words, text=self.scenario.text, **fault)


class Point:
    """One trial: a scenario, the call that is disturbed, how, and where the recovery is killed."""

    def __init__(self, ready, at, kind, second=0, number="", sticky=False):
        self.ready, self.at, self.kind, self.second = ready, at, kind, second
        self.number, self.sticky = number, sticky

    def repro(self):
        words = f"scripts/adversity kill-points --scenario {self.ready.scenario.name}" \
                f" --point {self.at} --kind {self.kind}"
        if self.second:
            words += f" --second {self.second}"
        if self.number:
            words += f" --errno {self.number}"
        return words + (" --sticky" if self.sticky else "")

    def fault(self):
        return {"FAULT_AT": self.at, "FAULT_KIND": self.kind,
                "FAULT_ERRNO": ERRORS.get(self.number, 0),
                "FAULT_STICKY": "1" if self.sticky else ""}


class Harness:
    """Where the program is, and what was counted."""

    def __init__(self, program):
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.program = str(program)
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="kill-points-", dir=memory))
        self.shim = self.work / "libfault.so"
        subprocess.run(["cc" if shutil.which("cc") else "clang", "-O2", "-fPIC", "-shared", "-o",
                        self.shim, pathlib.Path(__file__).parent / "shim.c", "-ldl"], check=True)

        # The sandbox makes its keys once, which takes longer than a trial.
        self.box = self.work / "box"
        with self.desk() as desk:
            desk.start()
            desk.stop()
            shutil.copytree(desk.box, self.box)

    def desk(self, template=None):
        return Desk(self.program, self.shim, template)

    def close(self):
        shutil.rmtree(self.work, ignore_errors=True)

    def try_point(self, point):
        """Disturbs, recovers and judges; returns the findings and what was met."""
        met = {"killed": 0, "second": 0, "requests": 0, "attempts": 0, "failed": 0}
        ready = point.ready
        with self.desk(ready.template) as desk:
            desk.start()
            if ready.scenario.ahead:
                desk.let_the_quiescence_pass()
            status, output, errors = ready.command(desk, **point.fault())
            findings = list(self.after_fault(point, desk, status, output, errors, met))
            if point.second:
                code, _, _ = desk.run("reconcile", FAULT_AT=point.second, FAULT_KIND="kill-after")
                met["second"] += code == -9
            findings += self.recovered(point, desk, met)
        return findings, met

    def after_fault(self, point, desk, status, output, errors, met):
        ready, journal = point.ready, desk.journal()
        requests, _ = desk.books()
        if status == -9 and point.kind.startswith("kill"):
            met["killed"] = 1
        elif status not in oracle.STATUSES:
            yield f"the program ended with {status}: {errors[-300:]}"
        elif point.kind in ("errno", "short") and status != ready.status:
            met["failed"] = 1
        said = ready.scenario.acknowledges and bool(output.strip()) \
            and (status == -9 or status == ready.status)
        yield from oracle.kept(ready.before, journal)
        yield from oracle.acknowledged(said, ready.expected, ready.before, journal)
        yield from oracle.intended(requests, journal)

    def recovered(self, point, desk, met):
        """What must hold once the next commands have run undisturbed."""
        before = desk.journal()
        code, output, errors = desk.run("reconcile")
        if code == 13:
            desk.let_the_quiescence_pass()
            code, output, errors = desk.run("reconcile")
        if code == 13:
            # The same bytes went out once more and were lost or held back once more.
            desk.let_the_quiescence_pass()
            code, output, errors = desk.run("reconcile")
        # Where no journal was made yet, there is nothing to reconcile.
        if code != 0 and before.records:
            yield f"reconcile ends with {code}: {output[-300:]}{errors[-300:]}"
        yield from self.at_rest(point, desk, before)
        # Whoever sees a command die runs it again; that must do no harm.
        code, _, errors = point.ready.command(desk)
        if code not in oracle.STATUSES:
            yield f"run again, the command ends with {code}: {errors[-300:]}"
        if code == 13:
            desk.let_the_quiescence_pass()
            desk.run("reconcile")
        yield from self.at_rest(point, desk, before)
        requests, _ = desk.books()
        met["requests"] += len(requests)
        met["attempts"] += len(desk.journal().attempts)
        code, output, errors = desk.run("verify")
        if code != 0:
            yield f"verify ends with {code}: {output[-400:]}{errors[-300:]}"

    def at_rest(self, point, desk, before):
        journal = desk.journal()
        requests, stages = desk.books()
        yield from oracle.kept(point.ready.before, journal)
        yield from oracle.kept(before, journal)
        yield from oracle.intended(requests, journal)
        yield from oracle.ended(journal, stages)
        yield from oracle.spent_once(journal)


def plan(prepared, given, dice):
    """The points that are tried."""
    if given.scenario and given.point:
        ready = prepared[0]
        return [Point(ready, given.point, given.kind, given.second, given.errno, given.sticky)]
    points = []
    for ready in prepared:
        shift = dice.randrange(2)
        for at in range(1, ready.calls + 1):
            kinds = KINDS if given.all else (KINDS[(at + shift) % 2],)
            for kind in kinds:
                second = dice.randrange(1, 40) if given.all or dice.random() < 0.25 else 0
                points.append(Point(ready, at, kind, second))
        for name, sticky in itertools.product([*ERRORS, "short"], (False, True)):
            # A call that is interrupted for ever is repeated for ever, as it should be.
            if sticky and name in ("short", "EINTR"):
                continue
            places = range(1, ready.calls + 1)
            for at in places if given.all else dice.sample(places, 1):
                kind = "short" if name == "short" else "errno"
                points.append(Point(ready, at, kind, number="" if kind == "short" else name,
                                    sticky=sticky))
    return points


def controls(harness, prepared):
    """Things that are broken on purpose: each must be found. Yields name, found and tried."""
    by_name = {ready.scenario.name: ready for ready in prepared}
    if not {"create", "protect", "cancel"} <= by_name.keys():
        return
    # The log of the database is only pretended to be written.
    found = 0
    for name in ("create", "protect", "cancel"):
        ready = by_name[name]
        with harness.desk(ready.template) as desk:
            desk.start()
            _, output, _ = ready.command(desk, FAULT_AT=1, FAULT_KIND="drop")
            journal = desk.journal()
            findings = [*oracle.kept(ready.before, journal), *oracle.acknowledged(
                bool(output.strip()), ready.expected, ready.before, journal)]
            found += bool(findings)
    yield "a disk that forgets the log", found, 3
    # A request that nobody intended, and a journal from before the command.
    ready = by_name["cancel"]
    with harness.desk(ready.template) as desk:
        desk.start()
        ready.command(desk)
        requests, stages = desk.books()
        journal = desk.journal()
        forged = {**requests[-1], "body": requests[-1]["body"] + " "}
        yield "a request that was never intended", \
            bool(list(oracle.intended([*requests, forged], journal))), 1
        twice = [*requests, requests[-1]]
        yield "a request sent once more than recorded", \
            bool(list(oracle.intended(twice, journal))), 1
        yield "a revoked order that no attempt explains", \
            bool(list(oracle.ended(ready.before, stages))), 1
        yield "a journal from before the command", \
            bool(list(oracle.kept(journal, ready.before))), 1
        journal.records.append({**journal.records[-1], "detail": "permit=x", "event": "intended"})
        journal.records.append(journal.records[-1])
        yield "a permit spent twice", bool(list(oracle.spent_once(journal))), 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=20200423)
    parser.add_argument("--program", default=ROOT / ".build" / "debug" / "payscore")
    parser.add_argument("--scenario")
    parser.add_argument("--point", type=int)
    parser.add_argument("--kind", default="kill-after")
    parser.add_argument("--second", type=int, default=0)
    parser.add_argument("--errno", default="")
    parser.add_argument("--sticky", action="store_true")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--figures")
    given = parser.parse_args()
    print(f"kill-points: scripts/adversity kill-points --seed {given.seed}", flush=True)
    harness = Harness(given.program)
    try:
        sys.exit(run(harness, given))
    finally:
        harness.close()


def run(harness, given):
    chosen = [scenario for scenario in scenarios.all_scenarios(ROOT)
              if given.scenario in (None, scenario.name)]
    workers = os.cpu_count() or 1
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        prepared = list(pool.map(lambda scenario: Ready(harness, scenario), chosen))
        points = plan(prepared, given, random.Random(given.seed))
        results = list(pool.map(harness.try_point, points))
    failures = [f"{finding}\n    repeat: {point.repro()}"
                for point, (findings, _) in zip(points, results) for finding in findings]
    total = {key: sum(met[key] for _, met in results)
             for key in ("killed", "second", "requests", "attempts", "failed")}
    kills = [point for point in points if point.kind.startswith("kill")]
    figures = {
        "scenarios": len(prepared),
        "calls that were counted in undisturbed runs": sum(ready.calls for ready in prepared),
        "kill points tried": len(kills),
        "of these, killed": total["killed"],
        "recoveries killed as well": total["second"],
        "failing calls tried": len(points) - len(kills),
        "of these, ended in a typed failure": total["failed"],
        "requests compared with intents": total["requests"],
        "attempts judged": total["attempts"],
    }
    tried = [] if given.point else list(controls(harness, prepared))
    failures += [f"the control \"{name}\" was not found, so the trial is blind"
                 for name, found, _ in tried if not found]
    for name, value in figures.items():
        print(f"  {name}: {value}")
    for name, found, count in tried:
        print(f"  control, must be found: {name}: {int(found)} of {count}")
    for failure in failures[:20]:
        print(f"  FAILED: {failure}")
    print("  all is well" if not failures else f"  {len(failures)} failures")
    if given.figures:
        report = {
            "trial": "kill-points", "failures": failures,
            "command": f"scripts/adversity kill-points --seed {given.seed}",
            "figures": [{"name": n, "value": str(v)} for n, v in figures.items()],
            "controls": [{"name": n, "value": f"{int(f)} of {c}"} for n, f, c in tried]}
        pathlib.Path(given.figures).write_text(json.dumps(report, indent=2) + "\n")
    return 1 if failures else 0


main()
