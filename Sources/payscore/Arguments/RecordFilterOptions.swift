import ArgumentParser
import OrderJournal
import OrderLifecycle

/// Which records are meant, on the command line.
struct RecordFilterOptions: ParsableArguments {
    @OptionGroup(title: told("Which records", zh: "哪些记录")) var time: TimeRangeOptions

    @Option(
        help: ArgumentHelp(
            told("Recorded in the name of this actor.", zh: "以这个操作者的名字记下。"), valueName: "actor"))
    var by: String?

    @Option(
        help: ArgumentHelp(
            told(
                "About this call: \(calls).", zh: "关于这种调用：\(calls)。"), valueName: "call"))
    var call: String?

    @Option(
        help: ArgumentHelp(
            told(
                "Of this event, by its code in the history, such as revoked or decided.",
                zh: "这种事件，写历史里的代码，例如 revoked 或 decided。"), valueName: "event"))
    var event: String?

    private static var calls: String {
        OrderCall.Kind.allCases.map(\.rawValue).joined(separator: ", ")
    }

    func validate() throws {
        guard call == nil || kind != nil else {
            throw ValidationError(
                "--call must be one of: \(Self.calls).", zh: "--call 须是其中之一：\(Self.calls)。")
        }
        if let event, !RecordContent.events.contains(event) {
            let nearest = nearestName(to: event, among: RecordContent.events)
            throw ValidationError(
                "--event: there is no event \(event.cut(toBytes: 100))"
                    + (nearest.map { "; did you mean \($0)?" } ?? "."),
                zh: "--event：没有 \(event.cut(toBytes: 100)) 这种事件"
                    + (nearest.map { "；是不是 \($0)？" } ?? "。"))
        }
    }

    private var kind: OrderCall.Kind? { call.flatMap(OrderCall.Kind.init) }

    /// The filter.
    ///
    /// - Throws: `InvalidValue` if the actor is no identifier.
    func filter() throws -> RecordFilter {
        RecordFilter(
            from: time.start, before: time.end, actor: try by.map { try ActorName($0) },
            call: kind, event: event)
    }

    /// The options as they were given, to repeat them in a command.
    var words: String {
        let given = [
            ("--from", time.from), ("--to", time.to), ("--by", by), ("--call", call),
            ("--event", event),
        ]
        return given.map { name, value in value.map { " \(name)='\($0)'" } ?? "" }.joined()
    }
}
