public import OrderEngine
public import OrderJournal

/// A page of attempts.
public struct AttemptPageJSON: AnswerForm {
    /// The attempts of the page, newest first.
    public let attempts: [AttemptJSON]
    /// The attempt after which the next page begins; absent on the last page.
    public let next: String?

    private enum CodingKeys: String, CodingKey {
        case attempts
        case next
    }

    /// Takes a page as the engine returns it.
    public init(_ page: Page<AttemptProjection, AttemptID>) {
        attempts = page.elements.map { AttemptJSON($0) }
        next = page.next?.text
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(attempts, forKey: .attempts)
        try members.encode(next, forKey: .next)
    }
}
