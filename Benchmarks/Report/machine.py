"""Where and when figures were taken."""

import datetime
import os
import pathlib
import platform
import re
import statistics
import subprocess
import tempfile
import time

from locations import ROOT

# How many waits for the disk are timed, and how many bytes each writes first.
WAITS = 200
BYTES = 4096


def described(directory):
    """The machine, and how long its disk takes; no names of hosts, no paths."""
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": first_line("git", "-C", str(ROOT), "describe", "--always", "--dirty"),
        "cores": os.cpu_count(),
        "processor": processor(),
        "system": system(),
        "swift": swift(),
        "sqlite": first_line("sqlite3", "--version").split(" ")[0],
        "python": platform.python_version(),
        "fdatasync_ms": fdatasync_milliseconds(directory),
    }


def first_line(*command):
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return (answer.stdout.splitlines() or ["unknown"])[0]


def processor():
    found = re.search(
        r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.MULTILINE
    )
    return found.group(1).strip() if found else platform.machine()


def system():
    release = dict(
        line.split("=", 1) for line in pathlib.Path("/etc/os-release").read_text().splitlines()
        if "=" in line
    )
    return f"{release.get('PRETTY_NAME', 'unknown').strip(chr(34))}, {platform.machine()}"


def swift():
    found = re.search(r"Swift version (\S+)", first_line("swift", "--version"))
    return found.group(1) if found else "unknown"


def fdatasync_milliseconds(directory):
    """How long the disk takes to make 4 KiB durable in a file that has its size already."""
    times = []
    with tempfile.NamedTemporaryFile(dir=directory) as file:
        os.write(file.fileno(), bytes(BYTES))
        os.fsync(file.fileno())
        for number in range(WAITS):
            os.pwrite(file.fileno(), bytes([number % 256]) * BYTES, 0)
            start = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append((time.perf_counter() - start) * 1000)
    return {"median": statistics.median(times), "min": min(times), "max": max(times)}
