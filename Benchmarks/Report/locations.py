"""Where the report's files are."""

import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
RESULTS = ROOT / "Benchmarks" / "results" / "latest.json"
ELSEWHERE = ROOT / "Benchmarks" / "results" / "elsewhere.json"
NOTES = ROOT / "Benchmarks" / "Report" / "Notes"
PAGE = ROOT / "docs" / "reference" / "performance.md"
PLOT = ROOT / "docs" / "reference" / "growth.svg"
