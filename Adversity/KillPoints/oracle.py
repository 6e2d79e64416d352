"""Judges what a killed program left, by the sandbox's own log and the tables alone."""

import collections

MOST_SENDINGS = 3
APPLIED = {"answered", "found", "already_there"}
# What a command may end with: docs/reference/command-line.md.
STATUSES = {0, 10, 11, 12, 13, 14, 15, 64, 65, 66, 69, 74, 77, 78}


def kept(before, after):
    """Every record that was there is there, as it was; and there is no gap."""
    if after.integrity != "ok":
        yield f"the database is damaged: {after.integrity}"
    known = {record["sequence"]: record["hash"] for record in after.records}
    for record in before.records:
        if known.get(record["sequence"]) != record["hash"]:
            yield f"record {record['sequence']} ({record['event']}) is lost"
    if sorted(known) != list(range(1, len(known) + 1)):
        yield "the sequence numbers have a gap"


def acknowledged(said, expected, before, after):
    """What the output claims is recorded: the same records as those of an undisturbed run."""
    if said and len(after.records) - len(before.records) < len(expected):
        yield (f"the output says that it is done, but of {len(expected)} records "
               f"{len(after.records) - len(before.records)} are there")


def intended(requests, journal):
    """No request without an intent of the very same bytes, and not more of them than recorded."""
    allowed = collections.Counter()
    for attempt in journal.attempts:
        operation = operation_of(attempt, journal)
        allowed[attempt["number"], operation, bytes(attempt["request"])] += attempt["dispatches"]
        if attempt["dispatches"] > MOST_SENDINGS:
            yield f"attempt {attempt['id']} was sent {attempt['dispatches']} times"
    seen = collections.Counter(
        (request["out_order_no"], request["operation"], request["body"].encode())
        for request in requests)
    for key, count in seen.items():
        if count > allowed[key]:
            order, operation, _ = key
            yield (f"WeChat got {count} times {operation} of {order}; "
                   f"{allowed[key]} sendings of these bytes are recorded")


def operation_of(attempt, journal):
    """What the intent's record says is being done."""
    record = journal.records[attempt["sequence"] - 1]
    for line in (record["detail"] or "").splitlines():
        name, _, value = line.partition("=")
        if name.strip() == "operation":
            return value.strip().strip('"')
    return None


def ended(journal, stages):
    """Every attempt has its outcome, and it is what became of the order."""
    cancelled = set()
    for attempt in journal.attempts:
        if attempt["condition"] != "settled":
            yield f"attempt {attempt['id']} of {attempt['number']} is {attempt['condition']}"
        is_cancel = operation_of(attempt, journal) == "cancel"
        if is_cancel and attempt["outcome"] in APPLIED:
            cancelled.add(attempt["number"])
            if stages.get(attempt["number"], "revoked") != "revoked":
                yield (f"attempt {attempt['id']} is recorded as applied; WeChat has the order "
                       f"{stages.get(attempt['number'])}")
    for order, stage in stages.items():
        if stage == "revoked" and order not in cancelled:
            yield f"WeChat has revoked {order}, and no attempt is recorded as applied"


def spent_once(journal):
    """A permit is spent by one attempt."""
    users = collections.Counter(p["spent_by"] for p in journal.permits if p["spent_by"])
    for attempt, count in users.items():
        if count > 1:
            yield f"attempt {attempt} spent {count} permits"
    intents = [r for r in journal.records if r["event"] == "intended"]
    permits = collections.Counter(
        line for record in intents for line in (record["detail"] or "").splitlines()
        if line.startswith("permit="))
    for permit, count in permits.items():
        if count > 1:
            yield f"{permit} was spent {count} times"
