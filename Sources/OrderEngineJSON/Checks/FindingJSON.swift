public import OrderJournal
import OrderLifecycle

/// One thing in a journal that does not hold.
public struct FindingJSON: Codable, Hashable, Sendable {
    /// The stable code.
    public let code: String
    /// The first record that it concerns, where it concerns one.
    public let sequence: Int64?
    /// The order that it concerns, where it concerns one.
    public let outOrderNo: String?
    /// What it concerns, as records name it: an order, or the journal itself.
    public let subject: String?
    /// What was expected and what was found, for a person to read.
    public let explanation: String

    private enum CodingKeys: String, CodingKey {
        case code
        case sequence
        case outOrderNo = "out_order_no"
        case subject
        case explanation
    }

    /// Takes a finding.
    public init(_ finding: VerificationFinding) {
        code = finding.code.rawValue
        sequence = finding.sequence
        outOrderNo = finding.subject?.order?.text
        subject = finding.subject?.text
        explanation = finding.explanation
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(code, forKey: .code)
        try members.encode(sequence, forKey: .sequence)
        try members.encode(outOrderNo, forKey: .outOrderNo)
        try members.encode(subject, forKey: .subject)
        try members.encode(explanation, forKey: .explanation)
    }
}
