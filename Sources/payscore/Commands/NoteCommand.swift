import ArgumentParser
import OrderEngine
import OrderJournal
import OrderLifecycle
import StrictJSON

/// Explains or disputes a record of an order.
struct NoteCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "note",
        abstract: "Explain or dispute a record of an order, or say that its alarm was seen to.",
        discussion: """
            The number of the record is the one that history shows before it. The record stands; \
            the note is a record of its own, with your name.
            """)

    @Argument(help: "The order's out_order_no.")
    var number: String

    @Option(
        help: ArgumentHelp("The revision of the record.", valueName: "revision"),
        transform: WholeNumber.read)
    var about: Int64

    @Flag(help: "What the note says of the record.")
    var kind: Kind

    @Option(help: "What you have to say.")
    var reason: String

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

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
