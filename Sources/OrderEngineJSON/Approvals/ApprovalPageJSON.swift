public import OrderEngine
public import OrderJournal

/// A page of requested calls.
public struct ApprovalPageJSON: AnswerForm {
    /// The requested calls of the page, newest first.
    public let approvals: [ApprovalJSON]
    /// The one after which the next page begins; absent on the last page.
    public let next: String?

    private enum CodingKeys: String, CodingKey {
        case approvals
        case next
    }

    /// Takes a page as the engine returns it.
    public init(_ page: Page<ApprovalProjection, ApprovalID>) {
        approvals = page.elements.map { ApprovalJSON($0) }
        next = page.next?.text
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(approvals, forKey: .approvals)
        try members.encode(next, forKey: .next)
    }
}
