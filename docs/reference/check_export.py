"""Checks the export of one order's history: python3 check_export.py FILE"""
import base64, hashlib, json, sys

MEMBERS = ("sequence subject revision at provider_at event phase_before phase_after cause "
           "cause_id actor identified_by channel host system_user reason rules detail "
           "evidence").split()

def record_hash(record, previous):
    canonical = b"payscore-orders record 1\n" + previous
    for name in MEMBERS:
        member = b"" if record[name] is None else str(record[name]).encode()
        canonical += len(member).to_bytes(4, "big") + member
    return hashlib.sha256(canonical).digest()

def is_under(root, size, record):
    index, last = record["sequence"] - 1, size - 1
    node = hashlib.sha256(b"\0" + bytes.fromhex(record["hash"])).digest()
    for sibling in map(bytes.fromhex, record.get("inclusion") or []):
        if last == 0:
            return False
        is_right = index & 1 or index == last
        pair = sibling + node if is_right else node + sibling
        node = hashlib.sha256(b"\1" + pair).digest()
        while is_right and index and not index & 1:
            index, last = index >> 1, last >> 1
        index, last = index >> 1, last >> 1
    return 0 <= index <= last == 0 and node == root

def problem(header, records, size, root):
    head, phase = bytes(32), None
    for revision, record in enumerate(records, start=1):
        if (record["revision"], record["subject"]) != (revision, "order:" + header["out_order_no"]):
            return f"revision {revision} is missing"
        if record["previous"] != head.hex():
            return f"revision {revision} does not follow the record before it"
        head = record_hash(record, head)
        if record["hash"] != head.hex():
            return f"revision {revision} was altered"
        if record["sequence"] <= size and not is_under(root, size, record):
            return f"revision {revision} is not under the checkpoint"
        phase = record["phase_after"] or record["phase_before"]
    end = {"records": len(records), "head": head.hex(), "phase": phase}
    if not end.items() <= header.items():
        return "the header was altered, or records are missing at the end"

with open(sys.argv[1], encoding="utf-8", newline="\n") as export:
    header, *records = map(json.loads, export)
note = (header["checkpoint"] or "none\n0\n").split("\n")
size, root = int(note[1]), base64.b64decode(note[2])
sealed = sum(record["sequence"] <= size for record in records)
sys.exit(problem(header, records, size, root)
         or print(f"the export holds; {sealed} of {len(records)} records are under its checkpoint"))
