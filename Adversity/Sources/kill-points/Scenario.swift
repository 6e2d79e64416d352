/// A command that is killed, and what happened before it.
struct Scenario: Sendable {
    /// What leads to the moment of the command.
    enum Step {
        case run([String])
        /// The customer, or WeChat, does something to the order.
        case act(String)
        case fault(String, on: String)
        /// Asks for a permit; the command's word `PERMIT` stands for it.
        case permit
        /// The journal is lost, and a new one begins.
        case forgetJournal
        /// The journal is the golden one, which an earlier program wrote.
        case goldenJournal
    }

    let name: String
    /// The scenario whose command makes nearly the same calls, if there is one; of a variant only
    /// every third call is played, unless all are.
    var variantOf: String?
    let steps: [Step]
    let command: [String]
    /// Whether the command, or what becomes of it, needs the sandbox.
    var isOnline = true
    /// Whether the sandbox knows the orders of the journal.
    var isOfSandbox = true
    /// How the command may end for somebody who repeats it.
    var endings: Set<Int32> = [0]
    /// What the command's environment says besides.
    var settings: [String: String] = [:]

    static let order = "A-1"
    /// What it costs once it is completed.
    static let charge: Int64 = 5000
    /// Who runs all commands.
    static let person = "tester"

    /// The files that commands are given.
    static let files = [
        "create.json": creation("service one"), "other.json": creation("another service"),
        "complete.json": """
        {"post_payments":[{"name":"rent","amount":5000}],"total_amount":5000}
        """,
        "view.json": #"{"out_order_no":"A-1","state":"CREATED"}"#,
    ]

    /// The scenario of a name.
    static func named(_ name: String) throws(CannotRun) -> Scenario {
        guard let found = all.first(where: { $0.name == name }) else {
            throw CannotRun("no scenario \(name)")
        }
        return found
    }

    private static func creation(_ service: String) -> String {
        """
        {"out_order_no":"\(order)","service_introduction":"\(service)",\
        "time_range":{"start_time":"OnAccept","end_time":"20991231"},\
        "risk_fund":{"name":"ESTIMATE_ORDER_COST","amount":20000},\
        "notify_url":"https://merchant.example/notify"}
        """
    }

    private static let creating = Step.run(["create", "@create.json"])
    private static let inService = [creating, .act("confirm")]
    private static let charged =
        inService + [.run(["complete", order, "@complete.json"])]
    private static let cancel = ["cancel", order, "--reason", "mistake"]
    private static let acknowledged =
        cancel + ["--permit", "PERMIT", "--at-stake", "50.00"]
    private static let misstated = cancel + ["--permit", "PERMIT", "--at-stake", "0.50"]
    /// A cancel whose request never arrived, and which therefore waits for the quiescence.
    private static let doubtful = inService + [.fault("request_lost", on: "cancel"), .run(cancel)]

    static let all = [
        Scenario(
            name: "first-create", steps: [], command: ["create", "@create.json"],
            endings: [0, 11, 13, 14]),
        Scenario(
            name: "create", steps: [.run(["init"])],
            command: ["create", "@create.json"], endings: [0, 11, 13, 14]),
        Scenario(
            name: "create-refused", variantOf: "create", steps: [creating, .forgetJournal],
            command: ["create", "@other.json"], endings: [0, 11, 12, 13, 14]),
        Scenario(
            name: "create-lost", variantOf: "create", steps: [.fault("answer_lost", on: "create")],
            command: ["create", "@create.json"], endings: [0, 11, 13, 14]),
        Scenario(
            name: "complete", steps: inService, command: ["complete", order, "@complete.json"],
            endings: [0, 11, 13, 14]),
        Scenario(
            name: "complete-500-applied", variantOf: "complete",
            steps: inService + [.fault("error_500_applied", on: "complete")],
            command: ["complete", order, "@complete.json"], endings: [0, 11, 13, 14]),
        Scenario(name: "query", steps: inService, command: ["query", order]),
        Scenario(
            name: "can-cancel", steps: charged, command: ["can-cancel", order],
            endings: [10]),
        Scenario(
            name: "cancel", steps: inService, command: cancel, endings: [0, 11, 13, 14]),
        Scenario(
            name: "cancel-acknowledged", steps: charged + [.permit], command: acknowledged,
            endings: [0, 11, 13, 14]),
        Scenario(
            name: "cancel-misstated", variantOf: "can-cancel", steps: charged + [.permit],
            command: misstated, endings: [14]),
        Scenario(
            name: "cancel-answer-lost", variantOf: "cancel-acknowledged",
            steps: charged + [.fault("answer_lost", on: "cancel"), .permit],
            command: acknowledged, endings: [0, 11, 13, 14]),
        Scenario(
            name: "cancel-request-lost", variantOf: "cancel-timed-out",
            steps: inService + [.fault("request_lost", on: "cancel")],
            command: cancel, endings: [0, 11, 13, 14]),
        Scenario(
            name: "cancel-timed-out", steps: inService + [.fault("delay", on: "cancel")],
            command: cancel, endings: [0, 11, 13, 14],
            settings: ["PAYSCORE_WECHAT_REQUEST_SECONDS": "1"]),
        Scenario(
            name: "cancel-refused",
            steps: charged + [.permit, .act("deduction-start")],
            command: acknowledged, endings: [0, 10, 11, 12, 13, 14]),
        Scenario(
            name: "cancel-500-applied", variantOf: "cancel",
            steps: inService + [.fault("error_500_applied", on: "cancel")], command: cancel,
            endings: [0, 11, 13, 14]),
        Scenario(name: "reconcile", steps: doubtful, command: ["reconcile"], endings: [0, 13]),
        Scenario(
            name: "reconcile-revoked", variantOf: "reconcile",
            steps: inService + [.fault("unsigned", on: "cancel"), .run(cancel)],
            command: ["reconcile"], endings: [0, 13]),
        Scenario(
            name: "observe", steps: [.run(["init"])],
            command: ["observe", "@view.json"], isOnline: false),
        Scenario(
            name: "protect", steps: [creating],
            command: ["protect", order, "--reason", "dispute"], isOnline: false),
        Scenario(
            name: "unprotect", variantOf: "protect",
            steps: [creating, .run(["protect", order, "--reason", "dispute"])],
            command: ["unprotect", order, "--reason", "over"], isOnline: false),
        Scenario(
            name: "velocity-limit-reset", variantOf: "protect", steps: [creating],
            command: ["velocity-limit", "reset", "--reason", "seen"], isOnline: false),
        Scenario(
            name: "first-checkpoint", steps: [creating], command: ["checkpoint"],
            isOnline: false),
        Scenario(
            name: "checkpoint", steps: inService + [.run(["checkpoint"])],
            command: ["checkpoint", "--out", "@note"], isOnline: false),
        Scenario(
            name: "checkpoint-again", variantOf: "checkpoint",
            steps: inService + [
                .run(["checkpoint", "--out", "@note"]),
                .run(["protect", order, "--reason", "dispute"]),
            ],
            command: ["checkpoint", "--out", "@note"], isOnline: false),
        Scenario(
            name: "first-open", steps: [], command: ["init"], isOnline: false),
        Scenario(
            name: "golden", steps: [.goldenJournal],
            command: ["protect", "CREATED-1", "--reason", "dispute"], isOnline: false,
            isOfSandbox: false),
        Scenario(name: "export", steps: charged, command: ["export", order], isOnline: false),
        Scenario(name: "verify", steps: charged, command: ["verify"], isOnline: false),
    ]
}
