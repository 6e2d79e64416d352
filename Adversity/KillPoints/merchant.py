"""A merchant's desk for one run: a directory with the sandbox's books and the journal, and the real
program run against both."""

import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import urllib.request

# Longer than the quiescence: what was sent before has died.
QUIESCENCE = 660
LIMIT = 30
# What stands for the status of a program that does not end.
NO_END = 124


class Desk:
    """A directory of its own, and the sandbox that runs on it."""

    def __init__(self, program, shim, template=None):
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.place = pathlib.Path(tempfile.mkdtemp(prefix="kill-points-", dir=memory))
        self.box = self.place / "box"
        self.program, self.shim, self.ahead = program, shim, 0
        self.sandbox = None
        if template:
            shutil.copytree(template, self.box)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.place, ignore_errors=True)

    def environment(self, **more):
        clean = {"PATH": "/usr/bin:/bin", "HOME": str(self.place), "TMPDIR": str(self.place),
                 "SWIFT_BACKTRACE": "enable=no", "PAYSCORE_ACTOR": "clerk",
                 "PAYSCORE_CONFIG": "box/payscore.json", "LD_PRELOAD": str(self.shim),
                 "FAULT_CLOCK": str(self.ahead)}
        return {**clean, **{key: str(value) for key, value in more.items()}}

    def start(self):
        """Starts the sandbox, on the clock of this desk."""
        log = open(self.place / "sandbox.log", "wb")
        settings = self.box / "payscore.json"
        if settings.exists():
            settings.unlink()
        self.sandbox = subprocess.Popen(
            [self.program, "sandbox", "--port", "0", "--directory", "box"], cwd=self.place,
            env=self.environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            start_new_session=True)
        log.close()
        ends = time.monotonic() + LIMIT
        while time.monotonic() < ends:
            try:
                self.address = json.loads(settings.read_text())["wechat"]["base_url"]
                self.control("GET", "requests")
                return
            except (OSError, ValueError, KeyError):
                time.sleep(0.003)
        raise TimeoutError("the sandbox does not start")

    def stop(self):
        if self.sandbox:
            os.killpg(self.sandbox.pid, signal.SIGKILL)
            self.sandbox.wait()
            self.sandbox = None

    def let_the_quiescence_pass(self):
        """Moves every clock on; the sandbox keeps its books."""
        self.stop()
        self.ahead += QUIESCENCE
        self.start()

    def control(self, method, path, body=None):
        request = urllib.request.Request(
            f"{self.address}/sandbox/{path}", method=method,
            data=None if body is None else json.dumps(body).encode())
        with urllib.request.urlopen(request, timeout=LIMIT) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def run(self, *arguments, text=None, **fault):
        """Runs the program to its end, and returns status, output and what it said of errors."""
        process = subprocess.Popen(
            [self.program, *arguments], cwd=self.place, env=self.environment(**fault),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            start_new_session=True)
        try:
            output, errors = process.communicate((text or "").encode(), timeout=LIMIT)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output, errors = process.communicate()
            return NO_END, output.decode(), errors.decode()
        return process.returncode, output.decode(), errors.decode()

    # What the oracle reads, past the program.

    def books(self):
        """The sandbox's own log: every request it received, and how each order stands."""
        requests, stages = [], {}
        for line in (self.box / "sandbox-records.jsonl").read_bytes().splitlines():
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if "request" in entry and entry["request"]["method"] == "POST":
                requests.append(entry["request"])
            if "order" in entry:
                order = entry["order"]
                stages[order["creation"]["out_order_no"]] = next(iter(order["stage"]))
        return requests, stages

    def journal(self):
        """The journal as SQLite reads it, from a copy, so that nothing is recovered for it."""
        copy = pathlib.Path(tempfile.mkdtemp(dir=self.place))
        try:
            for path in self.box.glob("payscore.sqlite*"):
                if path.suffix not in (".lock", ".new"):
                    shutil.copyfile(path, copy / path.name)
            return Journal(copy / "payscore.sqlite")
        finally:
            shutil.rmtree(copy)


class Journal:
    """What the tables say."""

    def __init__(self, path):
        self.records, self.attempts, self.permits = [], [], []
        self.integrity = "ok"
        if not path.exists() or path.stat().st_size == 0:
            return
        connection = sqlite3.connect(path)
        connection.row_factory = sqlite3.Row
        connection.text_factory = lambda text: text.decode(errors="replace")
        try:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
            if "payscore_records" not in tables:
                return
            self.integrity = connection.execute("PRAGMA integrity_check").fetchone()[0]
            self.records = list(map(dict, connection.execute(
                "SELECT * FROM payscore_records ORDER BY sequence")))
            self.attempts = list(map(dict, connection.execute(
                "SELECT * FROM payscore_attempts ORDER BY sequence")))
            self.permits = list(map(dict, connection.execute("SELECT * FROM payscore_permits")))
        finally:
            connection.close()

    def events(self, after=0):
        return [record["event"] for record in self.records[after:]]
