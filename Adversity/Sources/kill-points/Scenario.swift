/// A command that is killed, and what happened before it.
struct Scenario: Sendable {
    /// What leads to the moment of the command.
    enum Step {
        case run([String])
        /// The customer, or WeChat, does something to the order.
        case act(String)
        case fault(String, on: String)
        /// The customer agrees to the authorization.
        case agree
        /// Asks for the permit of a command; the scenario's word `PERMIT` stands for it.
        case permit([String])
        /// Asks what the records call the customer; the scenario's word `CUSTOMER` stands for it.
        case customer
        /// The journal is lost, and a new one begins.
        case forgetJournal
        /// The journal is the golden one, which an earlier program wrote.
        case goldenJournal
        /// The sandbox is lost with all that is its merchant's, and the command starts another.
        case forgetSandbox
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

    /// Whether the command is a sandbox's first start, which has no end of its own.
    var isStart: Bool { command.first == "sandbox" }

    static let order = "A-1"
    /// What it costs once it is completed.
    static let charge: Int64 = 5000
    /// What it costs once it is modified.
    static let lowered: Int64 = 3000
    static let authorization = "AUTH-1"
    static let openID = "oUpF8uMuAJO_M2pxb1Q9zNjWe"
    /// Who runs all commands.
    static let person = "tester"

    /// The files that commands are given.
    static let files = [
        "create.json": creation("service one"), "other.json": creation("another service"),
        "complete.json": """
        {"post_payments":[{"name":"rent","amount":5000}],"total_amount":5000}
        """,
        "lower.json": """
        {"post_payments":[{"name":"rent","amount":3000}],"total_amount":3000,"reason":"bargain"}
        """,
        "unconfirmed.json": creation(
            "service one", and: #","need_user_confirm":false,"openid":"\#(openID)""#),
        "completed.json": """
        {"out_order_no":"\(order)","service_introduction":"service one",\
        "time_range":{"start_time":"20200101110000","end_time":"20200101120000"},\
        "post_payments":[{"name":"rent","amount":5000}],"total_amount":5000,\
        "notify_url":"https://merchant.example/notify","openid":"\(openID)"}
        """,
        "openid": openID, "view.json": #"{"out_order_no":"A-1","state":"CREATED"}"#,
    ]

    /// The scenario of a name.
    static func named(_ name: String) throws(CannotRun) -> Scenario {
        guard let found = all.first(where: { $0.name == name }) else {
            throw CannotRun("no scenario \(name)")
        }
        return found
    }

    private static func creation(_ service: String, and members: String = "") -> String {
        """
        {"out_order_no":"\(order)","service_introduction":"\(service)",\
        "time_range":{"start_time":"OnAccept","end_time":"20991231"},\
        "risk_fund":{"name":"ESTIMATE_ORDER_COST","amount":20000},\
        "notify_url":"https://merchant.example/notify"\(members)}
        """
    }
}
