public import OrderEngine
import OrderJournal
import OrderLifecycle

/// How a call on an authorization ended.
///
/// It can hold a token of WeChat's, which is a secret: keep it out of logs.
public struct AuthorizationResultJSON: AnswerForm {
    /// `denied`; of an attempt, how it stands.
    public let result: String
    /// Why it was denied.
    public let reasons: [MessageJSON]
    /// The customer's orders that stand in the way.
    public let openOrders: [String]
    /// The attempt, where one was made.
    public let attempt: AttemptJSON?
    /// The authorization after it.
    public let authorization: AuthorizationJSON
    /// WeChat's `apply_permissions_token`, with which the customer can agree for an hour.
    public let token: String?

    private enum CodingKeys: String, CodingKey {
        case result
        case reasons
        case openOrders = "open_orders"
        case attempt
        case authorization
        case token = "apply_permissions_token"
    }

    /// Takes the engine's result.
    ///
    /// - Parameter result: What the engine returned.
    public init(_ result: AuthorizationResult) {
        switch result {
        case .denied(let reasons, let orders, let known):
            self.init(denied: reasons, by: orders, known)
        case .attempted(let report, let receipt):
            self.init(report, token: receipt?.token)
        }
    }

    /// Takes the engine's report of an attempt.
    ///
    /// - Parameters:
    ///   - report: What became of the attempt.
    ///   - token: WeChat's token, where its answer brought one.
    public init(_ report: AuthorizationReport, token: String? = nil) {
        let attempt = AttemptJSON(report.attempt)
        result = attempt.result
        reasons = []
        openOrders = []
        self.attempt = attempt
        authorization = AuthorizationJSON(report.authorization)
        self.token = token
    }

    private init(
        denied reasons: [AuthorizationDenialReason], by orders: [OutOrderNumber],
        _ known: AuthorizationProjection
    ) {
        result = "denied"
        self.reasons = reasons.map { MessageJSON($0.sentence) }
        openOrders = orders.map(\.text)
        attempt = nil
        authorization = AuthorizationJSON(known)
        token = nil
    }

    /// Writes every member, `null` where there is no value.
    ///
    /// - Parameter encoder: Where to.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(result, forKey: .result)
        try members.encode(reasons, forKey: .reasons)
        try members.encode(openOrders, forKey: .openOrders)
        try members.encode(attempt, forKey: .attempt)
        try members.encode(authorization, forKey: .authorization)
        try members.encode(token, forKey: .token)
    }
}

extension AuthorizationResultJSON: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// How it ended, without the token.
    public var description: String { "\(result) \(authorization)" }
    /// How it ended, without the token.
    public var debugDescription: String { description }
    /// How it ended, without the token.
    public var customMirror: Mirror {
        Mirror(self, children: ["result": result, "authorization": authorization])
    }
}
