public import OrderLifecycle

/// What may be lost without being asked about.
public struct NoticeJSON: Codable, Hashable, Sendable {
    /// The stable code.
    public let code: String
    /// The most that may be lost, where it is known.
    public let atStakeFen: Int64?
    /// The English sentence.
    public let english: String
    /// The Chinese sentence.
    public let chinese: String

    private enum CodingKeys: String, CodingKey {
        case code
        case atStakeFen = "at_stake_fen"
        case english = "message_en"
        case chinese = "message_zh"
    }

    /// Takes a notice of the core's.
    public init(_ notice: LossNotice) {
        let sentence = notice.sentence
        code = sentence.code
        atStakeFen = notice.atStake?.fen
        english = sentence.english
        chinese = sentence.chinese
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(code, forKey: .code)
        try members.encode(atStakeFen, forKey: .atStakeFen)
        try members.encode(english, forKey: .english)
        try members.encode(chinese, forKey: .chinese)
    }
}
