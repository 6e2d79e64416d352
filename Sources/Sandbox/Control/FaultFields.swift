import StrictJSON

/// The members of a fault, as they were sent to the control interface.
struct FaultFields {
    /// The longest delay that may be asked for, in milliseconds.
    private static let maxDelay = 600_000
    private static let highestTimes = 1_000_000

    private let fields: JSONValue

    /// Reads one object that has no other members than those of a fault.
    ///
    /// - Parameter target: The member that names what the fault is played on.
    init(body: [UInt8], target: String) throws(ControlRefusal) {
        guard let fields = try? JSONValue.read(body), let members = fields.members else {
            throw .badRequest("Send one JSON object without repeated members.")
        }
        let known = [target, "out_order_no", "kind", "times", "delay_ms"]
        if let unknown = members.map(\.name).filter({ !known.contains($0) }).min() {
            let known = known.sorted().joined(separator: ", ")
            throw .badRequest("\(unknown) is unknown; known are \(known).")
        }
        self.fields = fields
    }

    /// One of the words that a member may have.
    func word<Word>(
        _ name: String
    ) throws(ControlRefusal) -> Word where Word: RawRepresentable<String> & CaseIterable {
        guard case .string(let text)? = fields[name], let word = Word(rawValue: text) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badRequest("\(name) must be one of \(known).")
        }
        return word
    }

    /// The order that the fault is for; `nil` for any.
    func orderNumber() throws(ControlRefusal) -> String? {
        switch fields["out_order_no"] {
        case nil, .null?: return nil
        case .string(let number)? where SandboxOutOrderNumber.isValid(number): return number
        case .some: throw .badRequest("out_order_no must be an order number, or be left out.")
        }
    }

    /// How often the fault is played; once, if nothing is said.
    func times() throws(ControlRefusal) -> Int {
        try number("times", 1...Self.highestTimes) ?? 1
    }

    /// The delay in milliseconds, which one kind of fault cannot do without.
    func delay(isNeeded: Bool) throws(ControlRefusal) -> Int {
        let delay = try number("delay_ms", 0...Self.maxDelay)
        if isNeeded, delay == nil {
            throw .badRequest("delay needs delay_ms, in milliseconds up to \(Self.maxDelay).")
        }
        return delay ?? 0
    }

    private func number(
        _ name: String, _ range: ClosedRange<Int>
    ) throws(ControlRefusal) -> Int? {
        guard let value = fields[name] else { return nil }
        guard let number = value.wholeNumber.map(Int.init), range.contains(number) else {
            throw .badRequest(
                "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }
}
