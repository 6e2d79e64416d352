import OrderEngine
import OrderJournal
import OrderLifecycle
import StrictJSON

extension AnswerReader {
    /// Reads the success of a query of an authorization.
    ///
    /// - Parameter reference: What was asked for.
    func observation(
        in answer: VerifiedAnswer, of reference: AuthorizationReference
    ) -> ProviderAnswer<AuthorizationObservation> {
        let failure: ProviderAnswer<AuthorizationObservation>? = failure(
            of: answer, hiding: reference.openID?.text)
        if let failure { return failure }
        do throws(ParsedAuthorizationProblem) {
            let parsed = try ParsedAuthorization(answer.body, limit: sizeLimit)
            try parsed.check(isAbout: reference, of: merchant)
            return .accepted(
                AuthorizationObservation(
                    snapshot: parsed.snapshot, code: parsed.code, openID: parsed.openID),
                answer.evidence(excerpt: parsed.excerpt))
        } catch { return .unknown(.unreadable(error.explanation)) }
    }

    /// Reads the success of a call on an authorization: a token, or a signed 204 without a body.
    func receipt(
        in answer: VerifiedAnswer, for request: AuthorizationRequest
    ) -> ProviderAnswer<AuthorizationReceipt> {
        let failure: ProviderAnswer<AuthorizationReceipt>? = failure(
            of: answer, hiding: request.message.openID?.text)
        if let failure { return failure }
        switch (request.call, answer.status) {
        case (.terminate, 204) where answer.body.isEmpty:
            return .accepted(AuthorizationReceipt(), answer.evidence(excerpt: nil))
        case (.request, 200):
            let body = try? JSONValue.read(answer.body, limit: sizeLimit)
            guard let token = body?["apply_permissions_token"]?.text, !token.isEmpty,
                token.utf8.count <= Self.tokenLimit, WireText.isVisible(token)
            else { return .unknown(.unreadable("the answer has no apply_permissions_token")) }
            return .accepted(AuthorizationReceipt(token: token), answer.evidence(excerpt: nil))
        case (.request, _), (.terminate, _):
            return .unknown(.unreadable("the answer proves no success"))
        }
    }

    /// The most bytes of a token; WeChat's page says 300 characters.
    private static var tokenLimit: Int { 300 }
}

extension AuthorizationReference {
    /// The customer, where it names one.
    var openID: OpenID? {
        switch self {
        case .code: nil
        case .openID(let openID): openID
        }
    }
}
