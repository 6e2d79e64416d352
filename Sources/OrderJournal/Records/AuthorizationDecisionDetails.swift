public import OrderLifecycle

/// A decision on an authorization as it is recorded.
public struct AuthorizationDecisionDetails: Hashable, Sendable {
    /// The call that was asked about.
    public let call: AuthorizationCall
    /// The answer.
    public let code: CallDecision.Code
    /// What speaks against it.
    public let reasons: [AuthorizationDenialReason]
    /// The customer's orders that stand in the way, as many as a record has room for.
    public let openOrders: [OutOrderNumber]

    /// The most orders that a record names.
    public static let orderLimit = 100

    /// Creates an entry.
    ///
    /// - Parameters:
    ///   - call: The call that was asked about.
    ///   - decision: The answer.
    public init(_ call: AuthorizationCall, _ decision: AuthorizationDecision) {
        switch decision {
        case .allowed: self.init(call, .allowed)
        case .denied(let reasons, let orders):
            self.init(
                call, .denied, reasons: reasons,
                openOrders: Array(orders.prefix(Self.orderLimit)))
        }
    }

    init(
        _ call: AuthorizationCall, _ code: CallDecision.Code,
        reasons: [AuthorizationDenialReason] = [], openOrders: [OutOrderNumber] = []
    ) {
        self.call = call
        self.code = code
        self.reasons = reasons
        self.openOrders = openOrders
    }
}
