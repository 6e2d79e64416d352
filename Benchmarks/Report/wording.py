"""How numbers, goals and rows read."""

GOALS = {"atLeast": "≥", "atMost": "≤", "exactly": "="}


def number(value):
    """A number with three digits that count."""
    size = abs(value)
    if size >= 10_000:
        return f"{value:,.0f}"
    if size >= 100 or value == round(value):
        return f"{value:.0f}"
    return f"{value:.1f}" if size >= 10 else f"{value:.2f}"


def spread(value, unit=""):
    """The middle of all rounds and, where there were several, the least and the greatest."""
    text = " ".join([number(value["median"]), unit]).strip()
    if value["min"] == value["max"]:
        return text
    return f"{text} ({number(value['min'])}–{number(value['max'])})"


def goal(figure):
    """The goal of a figure; nothing where it has none."""
    found = figure.get("goal")
    if not found:
        return ""
    ((kind, value),) = found.items()
    return f"{GOALS[kind]} {number(value['_0'])}"


def mark(figure):
    """Whether the goal is met; nothing where there is none."""
    met = figure.get("isMet")
    return "" if met is None else "met" if met else "**missed**"


def first_upper(text):
    return text[:1].upper() + text[1:]


def table(heads, lines, numbers=()):
    """A table in Markdown; the columns of numbers stand to the right."""
    bars = ["--:" if index in numbers else "---" for index in range(len(heads))]
    return ["| " + " | ".join(heads) + " |", "|" + "|".join(bars) + "|"] + [
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    ]


def plain_table(lines):
    """Lines of cells, padded to columns for a terminal."""
    widths = [max(len(line[index]) for line in lines) for index in range(len(lines[0]))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip()
        for line in lines
    ]
