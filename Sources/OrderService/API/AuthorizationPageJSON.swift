import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// A page of authorizations.
struct AuthorizationPageJSON: AnswerForm {
    /// The authorizations of the page, by code.
    let authorizations: [AuthorizationJSON]
    /// The cursor of the next page; absent on the last one.
    let next: String?

    init(_ page: Page<AuthorizationProjection, AuthorizationCode>) {
        authorizations = page.elements.map { AuthorizationJSON($0) }
        next = page.next?.text
    }

    /// Writes every member, `null` where there is no value.
    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(authorizations, forKey: .authorizations)
        try members.encode(next, forKey: .next)
    }

    private enum CodingKeys: String, CodingKey {
        case authorizations
        case next
    }
}
