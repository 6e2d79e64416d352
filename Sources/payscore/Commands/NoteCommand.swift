import ArgumentParser
import OrderEngine
import OrderJournal
import OrderLifecycle
import StrictJSON

/// Explains or disputes a record of an order.
struct NoteCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "note",
        abstract: told(
            "Explain or dispute a record of an order, or say that its alarm was seen to.",
            zh: "对订单的一条记录作说明或提出异议，或注明它的警报已处理。"),
        discussion: told(
            """
            The number of the record is the one that history shows before it. The record stands; \
            the note is a record of its own, with your name.
            """,
            zh: """
                记录的编号见 history，在每条记录之前。原记录不变；备注是另一条记录，署你的名字。
                """))

    @Argument(help: told("The order's out_order_no.", zh: "商户订单号，即 out_order_no。"))
    var number: String

    @Option(
        help: ArgumentHelp(
            told("The revision of the record.", zh: "记录的编号。"), valueName: "revision"),
        transform: WholeNumber.read)
    var about: Int64

    @Flag(help: told("What the note says of the record.", zh: "备注的性质：说明、异议，或警报已处理。"))
    var kind: Kind

    @Option(help: told("What you have to say.", zh: "备注的内容。"))
    var reason: String

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    enum Kind: String, EnumerableFlag {
        case explains, disputes, alarmSeenTo
    }

    func perform(_ output: Output) async throws -> ExitStatus {
        let order = try OutOrderNumber(number)
        let reason = try OperatorReason(reason)
        return try await CommandContext.with(.journal, global, output) { context in
            let (engine, caller) = (context.engine, context.caller)
            do {
                switch kind {
                case .explains, .disputes:
                    try await engine.note(
                        NoteDetails(about: about, kind == .explains ? .explains : .disputes),
                        on: order, reason: reason, caller: caller)
                case .alarmSeenTo:
                    try await engine.acknowledgeAlarm(
                        raisedBy: about, of: order, reason: reason, caller: caller)
                }
            } catch EngineError.orderUnknown { throw Failure.unknown(order) }
            try output.answer(["result": "noted", "about": .number(about)]) {
                [said(of: order, by: context.caller.actor)]
            }
            return .ok
        }
    }

    /// What was recorded, for a person.
    private func said(of order: OutOrderNumber, by actor: ActorName) -> StyledText {
        let noted = StyledText(told("NOTED", zh: "已备注"), .good)
        return switch kind {
        case .explains:
            told(
                "\(noted)  \(actor) explains record \(about) of \(order, .bold)",
                zh: "\(noted)  \(actor) 说明了订单 \(order, .bold) 的记录 \(about)")
        case .disputes:
            told(
                "\(noted)  \(actor) disputes record \(about) of \(order, .bold)",
                zh: "\(noted)  \(actor) 对订单 \(order, .bold) 的记录 \(about) 提出异议")
        case .alarmSeenTo:
            told(
                "\(noted)  \(actor) saw to the alarm of record \(about) of \(order, .bold)",
                zh: "\(noted)  \(actor) 处理了订单 \(order, .bold) 的记录 \(about) 的警报")
        }
    }
}
