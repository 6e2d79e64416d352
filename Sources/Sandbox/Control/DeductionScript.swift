import StrictJSON

/// Deductions that WeChat is to try on an order, one after the other, at the sandbox's time.
struct DeductionScript {
    /// How one deduction ends.
    enum Outcome: String, CaseIterable {
        case failed
        case paid
    }

    private static let memberNames: Set = ["outcomes", "seconds", "pause_seconds"]
    private static let outcomeLimit = 100
    private static let longest = 31 * 24 * 3600

    let outcomes: [Outcome]
    /// How long one runs.
    let seconds: Int
    /// How long it takes from the end of one to the beginning of the next.
    let pauseSeconds: Int

    /// Reads the body of `POST /sandbox/orders/{out_order_no}/deductions`.
    init(body: [UInt8]) throws(ControlRefusal) {
        guard let fields = try? JSONValue.read(body), let members = fields.members,
            members.allSatisfy({ Self.memberNames.contains($0.name) }),
            case .array(let texts)? = fields["outcomes"],
            (1...Self.outcomeLimit).contains(texts.count)
        else {
            throw .badRequest(
                #"Send {"outcomes": ["failed", "paid"], "seconds": 60, "pause_seconds": 180}."#
            )
        }
        let outcomes = texts.compactMap { $0.text.flatMap(Outcome.init) }
        guard outcomes.count == texts.count, !outcomes.dropLast().contains(.paid) else {
            throw .badRequest("outcomes must be failed, any number of times; the last may be paid.")
        }
        self.outcomes = outcomes
        seconds = try Self.number("seconds", in: fields) ?? 60
        pauseSeconds = try Self.number("pause_seconds", in: fields) ?? 180
    }

    private static func number(
        _ name: String, in fields: JSONValue
    ) throws(ControlRefusal) -> Int? {
        guard let value = fields[name] else { return nil }
        guard let number = value.wholeNumber.map(Int.init), (1...longest).contains(number) else {
            throw .badRequest("\(name) must be a whole number from 1 to \(longest).")
        }
        return number
    }
}
