"""docs/reference/growth.svg: four small plots, ours beside C's, readable in light and dark."""

import math
from dataclasses import dataclass

PANELS = (
    ("durable", "Durable transitions, one caller"),
    ("read", "“May I cancel?”"),
    ("history", "Histories of ten records"),
    ("verify", "Records verified"),
)
WIDTH, HEIGHT = 760, 560
# Of one panel: its size, and the room for the words around the axes.
PANEL_WIDTH, PANEL_HEIGHT = 380, 270
LEFT, RIGHT, TOP, BOTTOM = 62, 54, 40, 44
MARK = 3.5

STYLE = """\
text { font: 12px system-ui, sans-serif; fill: #1f2328; }
.title { font-weight: 600; }
.faint { fill: #59636e; }
.grid { stroke: #d1d9e0; stroke-width: 1; }
.ours { stroke: #0969da; fill: #0969da; }
.reference { stroke: #9a6700; fill: #9a6700; }
path.ours, path.reference { fill: none; stroke-width: 2; }
path.reference { stroke-dasharray: 5 3; }
text.ours, text.reference { stroke: none; }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc; }
  .faint { fill: #9198a1; }
  .grid { stroke: #3d444d; }
  .ours { stroke: #4493f8; fill: #4493f8; }
  .reference { stroke: #d29922; fill: #d29922; }
}"""


@dataclass
class Sizes:
    """The axis across: powers of ten."""

    low: int
    high: int
    start: float
    end: float

    @classmethod
    def of(cls, values):
        low = math.floor(math.log10(min(values)))
        high = math.ceil(math.log10(max(values)))
        return cls(low, max(high, low + 1), LEFT, PANEL_WIDTH - RIGHT)

    def place(self, value):
        part = (math.log10(value) - self.low) / (self.high - self.low)
        return self.start + part * (self.end - self.start)

    def ticks(self):
        return [10**power for power in range(self.low, self.high + 1)]


@dataclass
class Rates:
    """The axis upwards: from zero, in steps that are round numbers."""

    step: float
    count: int
    start: float
    end: float

    @classmethod
    def of(cls, values):
        most = max(values)
        unit = 10 ** math.floor(math.log10(most))
        step = next(size for size in (unit / 5, unit / 2, unit, 2 * unit) if most <= 5 * size)
        return cls(step, math.ceil(most / step), PANEL_HEIGHT - BOTTOM, TOP)

    def place(self, value):
        return self.start + value / (self.step * self.count) * (self.end - self.start)

    def ticks(self):
        return [self.step * number for number in range(self.count + 1)]


def plot(entries):
    """The whole picture."""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        ' aria-label="Rates against the number of orders, ours beside C\'s">',
        "<style>", STYLE, "</style>",
    ]
    for index, (name, title) in enumerate(PANELS):
        x = index % 2 * PANEL_WIDTH
        y = index // 2 * PANEL_HEIGHT
        lines += [f'<g transform="translate({x} {y})">'] + panel(entries, name, title) + ["</g>"]
    return "\n".join(lines + [legend(), "</svg>"]) + "\n"


def panel(entries, name, title):
    """One plot."""
    sizes = [entry["orders"] for entry in entries]
    series = {kind: [entry[name][kind] for entry in entries] for kind in ("ours", "reference")}
    across, up = Sizes.of(sizes), Rates.of(sum(series.values(), []))
    lines = [f'<text class="title" x="{LEFT}" y="{TOP - 16}">{title}, a second</text>']
    lines += grid(across, up)
    for kind, values in series.items():
        points = [(across.place(size), up.place(rate)) for size, rate in zip(sizes, values)]
        lines += curve(kind, points)
    return lines


def grid(across, up):
    """The lines and the words of both axes."""
    lines = []
    for tick in up.ticks():
        y = up.place(tick)
        lines += [
            f'<path class="grid" d="M{LEFT} {y:.1f}H{PANEL_WIDTH - RIGHT}"/>',
            f'<text class="faint" x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{short(tick)}'
            "</text>",
        ]
    for tick in across.ticks():
        lines.append(
            f'<text class="faint" x="{across.place(tick):.1f}" y="{PANEL_HEIGHT - BOTTOM + 18}"'
            f' text-anchor="middle">{short(tick)}</text>')
    return lines


def curve(kind, points):
    """The line and the marks of ours or of the reference."""
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return [f'<path class="{kind}" d="M{path}"/>'] + [mark(kind, x, y) for x, y in points]


def mark(kind, x, y):
    """A disc for ours and a square for the reference, so that colour alone says nothing."""
    if kind == "ours":
        return f'<circle class="ours" cx="{x:.1f}" cy="{y:.1f}" r="{MARK}"/>'
    return (
        f'<rect class="reference" x="{x - MARK:.1f}" y="{y - MARK:.1f}"'
        f' width="{2 * MARK}" height="{2 * MARK}"/>')


def legend():
    """Which line is whose."""
    y = HEIGHT - 8
    return "\n".join([
        mark("ours", LEFT, y - 4), f'<text class="ours" x="{LEFT + 10}" y="{y}">ours</text>',
        mark("reference", LEFT + 70, y - 4),
        f'<text class="reference" x="{LEFT + 80}" y="{y}">SQLite\'s C interface</text>',
        f'<text class="faint" x="{WIDTH - RIGHT}" y="{y}" text-anchor="end">'
        "across: orders in the journal; for verify, records</text>",
    ])


def short(value):
    """A round number as an axis shows it."""
    for unit, letter in ((1_000_000, " M"), (1000, " k")):
        if value >= unit:
            return f"{value / unit:g}{letter}"
    return f"{value:g}"
