/// One thing that was looked at, as `payscore doctor` does, and what to do about it.
public struct CheckJSON: AnswerForm {
    /// What was looked at.
    public let check: String
    /// `ok`, `warn` or `fail`.
    public let verdict: String
    /// What was found, for a person to read.
    public let finding: String
    /// What to do, where something is to be done.
    public let advice: String?

    private enum CodingKeys: String, CodingKey {
        case check
        case verdict
        case finding
        case advice
    }

    /// Takes what was found.
    public init(check: String, verdict: String, finding: String, advice: String?) {
        self.check = check
        self.verdict = verdict
        self.finding = finding
        self.advice = advice
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(check, forKey: .check)
        try members.encode(verdict, forKey: .verdict)
        try members.encode(finding, forKey: .finding)
        try members.encode(advice, forKey: .advice)
    }
}
