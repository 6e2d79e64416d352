/// One thing in a journal that does not hold.
public struct VerificationFinding: Hashable, Sendable {
    /// The stable code.
    public let code: VerificationFindingCode
    /// The first record that it concerns, where it concerns one.
    public let sequence: Int64?
    /// The order that it concerns, or the journal itself.
    public let subject: Subject?
    /// What was expected and what was found, for a person to read.
    public let explanation: String

    /// Creates a finding.
    public init(
        _ code: VerificationFindingCode, sequence: Int64? = nil, subject: Subject? = nil,
        _ explanation: String
    ) {
        self.code = code
        self.sequence = sequence
        self.subject = subject
        self.explanation = explanation
    }
}

extension VerificationFinding: CustomStringConvertible {
    /// The code, the place and the explanation in one line.
    public var description: String {
        let place =
            switch (sequence, subject) {
            case (let sequence?, .order(let order)): " at record \(sequence) of order \(order)"
            case (let sequence?, .authorization(let code)):
                " at record \(sequence) of authorization \(code)"
            case (let sequence?, .journal), (let sequence?, nil): " at record \(sequence)"
            case (nil, .order(let order)): " in order \(order)"
            case (nil, .authorization(let code)): " in authorization \(code)"
            case (nil, .journal), (nil, nil): ""
            }
        return "\(code.rawValue)\(place): \(explanation)"
    }
}
