"""The peers: what a user would choose instead."""

from wording import number, spread, table

# By how much ours is expected to be ahead of one caller, and of the best with 64.
AHEAD = {"eventsourcing": 3, "django-fsm-2": 4, "django-fsm-log": 4, "dbos": 5}
AHEAD_TOGETHER = 6


def peers_part(peers):
    """Every peer at every work, compared with ours."""
    lines = [
        "## Peers", "",
        "What a user would choose instead, at the same work in the same minutes. Each runs in a"
        " process of its own, and ours runs before each. Ours seals each record with a hash and"
        " waits for the disk at `synchronous=EXTRA`. The settings of the others are as they were"
        " read back.",
        f"Python {peers['python']}; {peers['rounds']} rounds of {number(peers['seconds'])} s.", "",
    ]
    lines += table(
        ["peer", "version", "work", "settings", "callers", "its rate, /s", "ours ÷ its", "goal",
         ""],
        [line(row, peers["peers"]) for row in peers["peers"]], numbers=(4, 5, 6, 7))
    lines += ["", "Ours alone, in the same rounds:", ""] + table(
        ["work", "rate, /s"],
        [[row["name"], spread(values(row, "rate"))] for row in peers["reference"]], numbers=(1,))
    lines += ["", "Where the work differs:", ""]
    lines += [f"- **{name}** {said}" for name, said in differences(peers["peers"]).items()]
    return "\n".join(lines + [
        "", "[Peers](../../Benchmarks/Peers/README.md) says how each is measured, and why.",
    ]) + "\n"


def line(row, rows):
    """One peer at one work, with so many callers, at some settings."""
    return [
        row["peer"], row["version"], row["work"], row["settings"], str(row["callers"]),
        spread(values(row, "rate")), *verdict(row, rows),
    ]


def peer_goals(peers):
    """The goals of the peers, as the summary lists them."""
    rows = peers["peers"] if peers else []
    return [
        ["peers", f"ours and {row['peer']}: {row['work']}, {row['settings']}, callers: "
         f"{row['callers']}", *verdict(row, rows)]
        for row in rows
    ]


def verdict(row, rows):
    """How far ours is ahead, how far it should be, and whether it is."""
    least, is_met = goal(row, rows)
    wanted = f"≥ {number(least)}" if least > 1 else f"> {number(least)}"
    if row["ratio_median"] is None:
        return ["–", wanted, ""]
    return [spread(values(row, "ratio"), "×"), wanted, "met" if is_met else "**missed**"]


def goal(row, rows):
    """How far ours should be ahead of a peer, and whether it is."""
    ratio = row["ratio_median"] or 0
    least = 1
    if row["work"] == "transition" and row["callers"] == 1:
        least = next((ahead for name, ahead in AHEAD.items() if row["peer"].startswith(name)), 1)
    elif row["work"] == "transition":
        together = [other["ratio_median"] or 0 for other in rows
                    if other["work"] == "transition" and other["callers"] == row["callers"]]
        # The best of them is the one of which ours is least ahead.
        least = AHEAD_TOGETHER if ratio == min(together) else 1
    return least, ratio >= least if least > 1 else ratio > 1


def values(row, name):
    return {key: row[f"{name}_{key}"] for key in ("median", "min", "max")}


def differences(rows):
    """What each peer says of where its work differs, once."""
    return {row["peer"]: row["differs"] for row in rows}
