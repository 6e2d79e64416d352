"""Checks the export of a history: python3 check_export.py FILE

It does not check the signature: `payscore check FILE --key KEY` does."""
import base64, hashlib, json, re, sys

HEADER = "format subject records head phase exported_at checkpoint public_key".split()
MEMBERS = ("sequence subject revision at provider_at event phase_before phase_after cause "
           "cause_id actor identified_by channel host system_user reason rules detail "
           "evidence").split()
NUMBERS = "records exported_at sequence revision at provider_at".split()
OPTIONAL = ("checkpoint public_key provider_at phase_before phase_after cause_id reason rules "
            "detail evidence inclusion").split()
NOTE = re.compile(r"[^\n]+\n(0|[1-9][0-9]{0,18})\n([+/0-9A-Za-z]{43}=)\n"
                  r"previous \S+\ntime \S+\nkey (\S+)\n.+", re.DOTALL)

def once(members):
    if len(dict(members)) < len(members):
        sys.exit("a member is doubled")
    return dict(members)

def is_formed(line, names):
    return type(line) is dict and line.keys() == set(names) and all(
        value is None and name in OPTIONAL or value != "" and
        type(value) is (int if name in NUMBERS else list if name == "inclusion" else str)
        for name, value in line.items())

def record_hash(record, previous):
    canonical = b"payscore-orders record 1\n" + previous
    for name in MEMBERS:
        member = b"" if record[name] is None else str(record[name]).encode()
        canonical += len(member).to_bytes(4, "big") + member
    return hashlib.sha256(canonical).digest()

def is_under(root, size, record):
    index, last = record["sequence"] - 1, size - 1
    node = hashlib.sha256(b"\0" + bytes.fromhex(record["hash"])).digest()
    if not all(re.fullmatch("[0-9a-f]{64}", sibling) for sibling in record["inclusion"]):
        return False
    for sibling in map(bytes.fromhex, record["inclusion"]):
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
    head, phase, sequence = bytes(32), None, 0
    names = MEMBERS + ["previous", "hash"] + ["inclusion"] * bool(header["checkpoint"])
    for revision, record in enumerate(records, start=1):
        if not is_formed(record, names):
            return f"revision {revision} has a member too many, too few or of another type"
        if (record["revision"], record["subject"]) != (revision, header["subject"]):
            return f"revision {revision} is missing"
        if record["previous"] != head.hex() or record["sequence"] <= sequence:
            return f"revision {revision} does not follow the record before it"
        head, sequence = record_hash(record, head), record["sequence"]
        if record["hash"] != head.hex():
            return f"revision {revision} was altered"
        is_sealed = sequence <= size
        if is_sealed != (record.get("inclusion") is not None) or (
                is_sealed and not is_under(root, size, record)):
            return f"revision {revision} is not under the checkpoint"
        phase = record["phase_after"] or record["phase_before"]
    end = {"records": len(records), "head": head.hex(), "phase": phase}
    if not end.items() <= header.items():
        return "the header was altered, or records are missing at the end"

try:
    with open(sys.argv[1], encoding="utf-8", newline="\n") as export:
        header, *records = (json.loads(line, object_pairs_hook=once)
                            for line in export if line.strip(" \t\r\n"))
    if not is_formed(header, HEADER) or header["format"] != "payscore-orders/export/1" or not (
            re.fullmatch(r"(order|authorization):[-*_|0-9A-Za-z]+", header["subject"])):
        sys.exit("the header has a member too many, too few or of another type")
    note = NOTE.fullmatch(header["checkpoint"] or "")
    if (note and note[3]) != header["public_key"] or (header["checkpoint"] and not note):
        sys.exit("the checkpoint is not as it is written, or of another key")
    size, root = (int(note[1]), base64.b64decode(note[2])) if note else (0, b"")
    wrong = problem(header, records, size, root)
except (ValueError, TypeError, RecursionError) as error:
    sys.exit(f"the file is no export: {error}")
sys.exit(wrong or print(
    f"the export holds; {sum(record['sequence'] <= size for record in records)} of {len(records)} "
    "records are under its checkpoint, whose signature was not checked"))
