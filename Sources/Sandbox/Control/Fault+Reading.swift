import StrictJSON

extension Fault {
    /// The longest delay that may be asked for.
    private static let maxDelay = 600_000
    private static let highestTimes = 1_000_000
    private static let memberNames: Set = [
        "operation", "out_order_no", "kind", "times", "delay_ms",
    ]

    /// Reads the body of `POST /sandbox/faults`.
    init(body: [UInt8]) throws(ControlRefusal) {
        guard let fields = try? JSONValue.read(body), let members = fields.members else {
            throw .badRequest("Send one JSON object without repeated members.")
        }
        if let unknown = members.map(\.name).filter({ !Self.memberNames.contains($0) }).min() {
            let known = Self.memberNames.sorted().joined(separator: ", ")
            throw .badRequest("\(unknown) is unknown; known are \(known).")
        }
        operation = try Self.word("operation", in: fields)
        kind = try Self.word("kind", in: fields)
        switch fields["out_order_no"] {
        case nil, .null?:
            outOrderNumber = nil
        case .string(let number)? where SandboxOutOrderNumber.isValid(number):
            outOrderNumber = number
        case .some:
            throw .badRequest("out_order_no must be an order number, or be left out.")
        }
        times = try Self.number("times", in: fields, 1...Self.highestTimes) ?? 1
        let delay = try Self.number("delay_ms", in: fields, 0...Self.maxDelay)
        if kind == .delay, delay == nil {
            throw .badRequest("delay needs delay_ms, in milliseconds up to \(Self.maxDelay).")
        }
        delayMilliseconds = delay ?? 0
    }

    private static func word<Word>(
        _ name: String, in fields: JSONValue
    ) throws(ControlRefusal) -> Word where Word: RawRepresentable<String> & CaseIterable {
        guard case .string(let text)? = fields[name], let word = Word(rawValue: text) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badRequest("\(name) must be one of \(known).")
        }
        return word
    }

    private static func number(
        _ name: String, in fields: JSONValue, _ range: ClosedRange<Int>
    ) throws(ControlRefusal) -> Int? {
        guard let value = fields[name] else { return nil }
        guard let number = value.wholeNumber.map(Int.init), range.contains(number) else {
            throw .badRequest(
                "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    /// Tells whether this fault is for a request.
    func concerns(_ operation: SandboxOperation, _ number: String?) -> Bool {
        self.operation.rawValue == operation.name
            && (outOrderNumber == nil || outOrderNumber == number)
    }
}
