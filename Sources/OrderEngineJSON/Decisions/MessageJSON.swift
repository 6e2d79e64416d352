public import OrderLifecycle

/// A code with what it says to a person, in English and in Chinese.
public struct MessageJSON: Codable, Hashable, Sendable {
    /// The stable code.
    public let code: String
    /// The English sentence.
    public let english: String
    /// The Chinese sentence.
    public let chinese: String

    private enum CodingKeys: String, CodingKey {
        case code
        case english = "message_en"
        case chinese = "message_zh"
    }

    /// Takes a sentence of the core's.
    public init(_ sentence: Sentence) {
        code = sentence.code
        english = sentence.english
        chinese = sentence.chinese
    }

    /// Creates a message.
    package init(code: String, english: String, chinese: String) {
        self.code = code
        self.english = english
        self.chinese = chinese
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(code, forKey: .code)
        try members.encode(english, forKey: .english)
        try members.encode(chinese, forKey: .chinese)
    }
}
