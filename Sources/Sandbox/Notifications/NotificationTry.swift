/// One time that a notification was sent, as it is kept and shown.
struct NotificationTry: Codable, Sendable {
    /// When, in RFC 3339.
    let time: String
    /// The key that its headers name.
    let serial: String
    /// The fault that was played on it.
    let fault: NotificationFault.Kind?
    /// The status of the answer; `nil` if there was none.
    let status: Int?
    /// How the answer's body begins.
    let answer: String?
    /// Why there was no answer.
    let problem: String?

    /// Writes every member, so that a missing answer shows as a `status` of `null`.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(time, forKey: .time)
        try container.encode(serial, forKey: .serial)
        try container.encode(fault, forKey: .fault)
        try container.encode(status, forKey: .status)
        try container.encode(answer, forKey: .answer)
        try container.encode(problem, forKey: .problem)
    }
}
