"""What is under way when the program is killed: how each scenario is prepared, and its command."""

import json

AMOUNT = 5000


def creation(order):
    return json.dumps({
        "out_order_no": order, "service_introduction": "充电宝",
        "time_range": {"start_time": "OnAccept", "end_time": "20991231"},
        "risk_fund": {"name": "ESTIMATE_ORDER_COST", "amount": 20000},
        "notify_url": "https://merchant.example/notify"}, ensure_ascii=False)


COMPLETION = json.dumps(
    {"post_payments": [{"name": "租金", "amount": AMOUNT}], "total_amount": AMOUNT},
    ensure_ascii=False)
CANCEL = ("cancel", "ORDER-1", "--reason", "用户取消", "--output", "json")


class Scenario:
    """A name, what is done before, and the command that is killed."""

    def __init__(self, name, prepare, command, text=None, ahead=False, acknowledges=True):
        self.name, self.prepare, self.command, self.text = name, prepare, command, text
        # Whether the command runs after the quiescence of what was prepared.
        self.ahead = ahead
        # Whether its output says that something is recorded.
        self.acknowledges = acknowledges


def must(desk, *arguments, text=None, status=0):
    code, output, errors = desk.run(*arguments, text=text)
    if code != status:
        raise RuntimeError(f"preparing: {' '.join(arguments)}: {code}\n{output}{errors}")
    return output


def created(desk):
    must(desk, "create", "-", text=creation("ORDER-1"))
    # Another order, so that the journal has something that must not be lost.
    must(desk, "create", "-", text=creation("OTHER-1"))


def in_service(desk):
    created(desk)
    desk.control("POST", "orders/ORDER-1/confirm")
    must(desk, "query", "ORDER-1")


def awaiting(desk):
    in_service(desk)
    must(desk, "complete", "ORDER-1", "-", text=COMPLETION)


def permitted(desk):
    awaiting(desk)
    answer = json.loads(must(desk, "can-cancel", "ORDER-1", "--output", "json", status=10))
    (desk.box / "permit").write_text(answer["permit"]["token"])


def fault(kind, operation="cancel"):
    def prepare(desk):
        in_service(desk)
        desk.control("POST", "faults", {
            "operation": operation, "out_order_no": "ORDER-1", "kind": kind, "times": 1,
            "delay_ms": 0})
    return prepare


def deduction(desk):
    permitted(desk)
    desk.control("POST", "orders/ORDER-1/deduction-start")


def unresolved(kind):
    def prepare(desk):
        fault(kind)(desk)
        must(desk, *CANCEL, status=13)
    return prepare


def nothing(desk):
    """Not even a journal."""


def old_journal(golden):
    def prepare(desk):
        in_service(desk)
        for path in desk.box.glob("payscore.sqlite*"):
            path.unlink()
        (desk.box / "payscore.sqlite").write_bytes(golden.read_bytes())
        (desk.box / "payscore.sqlite").chmod(0o600)
    return prepare


SNAPSHOT = json.dumps({
    "out_order_no": "ORDER-1", "state": "DOING", "state_description": "USER_CONFIRM",
    "risk_fund": {"name": "ESTIMATE_ORDER_COST", "amount": 20000}})


def all_scenarios(root):
    golden = root / "Tests" / "SQLiteJournalTests" / "Golden" / "schema-1.journal"
    with_permit = (*CANCEL, "--permit", "@permit")
    return [
        Scenario("first-use", nothing, ("create", "-", "--output", "json"), creation("ORDER-1")),
        Scenario("create", created, ("create", "-", "--output", "json"), creation("ORDER-2")),
        Scenario("complete", in_service,
                 ("complete", "ORDER-1", "-", "--output", "json"), COMPLETION),
        Scenario("complete-answer-lost", fault("answer_lost", "complete"),
                 ("complete", "ORDER-1", "-", "--output", "json"), COMPLETION),
        Scenario("cancel", in_service, CANCEL),
        Scenario("cancel-careless", awaiting, CANCEL),
        Scenario("cancel-acknowledged", permitted, with_permit),
        Scenario("cancel-answer-lost", fault("answer_lost"), CANCEL),
        Scenario("cancel-request-lost", fault("request_lost"), CANCEL),
        Scenario("cancel-server-error", fault("error_500_applied"), CANCEL),
        Scenario("cancel-unsigned", fault("unsigned"), CANCEL),
        Scenario("cancel-refused", deduction, with_permit),
        Scenario("reconcile", unresolved("request_lost"),
                 ("reconcile", "--output", "json"), ahead=True),
        Scenario("query", in_service, ("query", "ORDER-1", "--output", "json")),
        Scenario("observe", created, ("observe", "-", "--output", "json"), SNAPSHOT),
        Scenario("protect", in_service,
                 ("protect", "ORDER-1", "--reason", "有纠纷", "--output", "json")),
        Scenario("checkpoint", permitted, ("checkpoint",)),
        Scenario("export", permitted, ("export", "ORDER-1"), acknowledges=False),
        Scenario("old-journal", old_journal(golden),
                 ("protect", "CREATED-1", "--reason", "有纠纷", "--output", "json")),
    ]
