import ArgumentParser
import OrderEngine
import OrderJournal
import OrderLifecycle
import StrictJSON

/// Forgets who a customer is.
struct ForgetCustomerCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget-customer",
        abstract: told(
            "Forget who a customer is; the records stay, and still verify.",
            zh: "遗忘一个用户的身份；记录仍在，也仍可核验。"),
        discussion: told(
            """
            Nobody can tell any more whose the name in the records was, nor read the requests that \
            named them. Copies of the journal made before keep what they have: delete those, or \
            the customer key.
            """,
            zh: """
                此后无人能说出记录中的名字是谁，也读不出写明该用户的请求。此前做的账本副本不受影响：请删除\
                那些副本，或销毁 customer_key_file。
                """))

    @Argument(
        help: told(
            "The customer's name in the records: cus_ and 20 digits.",
            zh: "记录中用户的名字：cus_ 加 20 位十六进制数字。"))
    var customer: String?

    @Option(
        name: .customLong("openid-file"),
        help: told(
            "Instead of the name, a file that holds the openid; - is standard input.",
            zh: "不给名字时，存有 openid 的文件；- 表示标准输入。"),
        completion: .file())
    var openIDFile: String?

    @Option(help: told("Why.", zh: "原因。"))
    var reason: String

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func validate() throws {
        guard (customer == nil) != (openIDFile == nil) else {
            throw ValidationError(
                "Give the customer's name, or --openid-file.",
                zh: "请给出用户的名字，或 --openid-file，二者选一。")
        }
    }

    func perform(_ output: Output) async throws -> ExitStatus {
        let reason = try OperatorReason(reason)
        let openID = try openIDFile.map { try OpenIDFile.read($0) }
        let named = try customer.map { text in
            guard let named = CustomerID(text: text) else {
                throw Failure(
                    .badInput, "invalid_customer",
                    "a customer's name is cus_ and 20 hexadecimal digits",
                    zh: "用户的名字是 cus_ 加 20 位十六进制数字。")
            }
            return named
        }
        return try await CommandContext.with(.journal, global, output) { context in
            var found = named
            if let openID { found = try await context.engine.customer(openID) }
            guard let customer = found else { throw EngineError.customerUnknown }
            let isForgotten = try await context.engine.forget(
                customer, reason: reason, caller: context.caller)
            let form: JSONValue = [
                "result": .string(isForgotten ? "forgotten" : "unchanged"),
                "customer": .string(customer.text),
            ]
            try output.answer(form) {
                [
                    isForgotten
                        ? told(
                            "\("FORGOTTEN", .good)  \(customer.text, .bold)",
                            zh: "\("已遗忘", .good)  \(customer.text, .bold)")
                        : told(
                            """
                            \("NOTHING TO DO", .good)  \(customer.text, .bold) was forgotten \
                            already
                            """,
                            zh: "\("无需操作", .good)  \(customer.text, .bold) 此前已遗忘")
                ]
            }
            return .ok
        }
    }
}
