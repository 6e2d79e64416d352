import OrderEngine
import OrderLifecycle

/// What a signed answer of status 200 or 204 must say to prove that a call succeeded.
///
/// Stated here for each call, and nowhere else. What an answer lacks of it, it does not prove: the
/// effect is unknown then, and a query decides. A text that is empty counts as lacking.
struct SuccessProof: Hashable, Sendable {
    /// A member by which an answer shows what it is about.
    enum Member: String, Hashable, Sendable, CaseIterable {
        case merchantID = "mchid"
        case appID = "appid"
        case serviceID = "service_id"
        case outOrderNumber = "out_order_no"
        /// Where the journal knows it.
        case orderID = "order_id"
        /// Any that is a text.
        case state
    }

    /// What an answer must say, and say as we know it.
    let members: [Member]
    /// Whether a signed 204 without a body is one.
    let acceptsNoContent: Bool

    /// What a call's answer must say.
    ///
    /// Source: the pages of create, complete and cancel list all five members. The answer to a
    /// cancel has no state; only the partner variants, which are not spoken here, answer it with
    /// 204.
    static func of(_ operation: Operation) -> SuccessProof {
        switch operation {
        case .create, .complete:
            SuccessProof(members: identity + [.state], acceptsNoContent: false)
        case .cancel:
            SuccessProof(members: identity, acceptsNoContent: false)
        }
    }

    private static let identity: [Member] = [
        .merchantID, .appID, .serviceID, .outOrderNumber, .orderID,
    ]

    /// The first member that an answer does not say as we know it; `nil` if it says them all.
    func missing(
        in reading: OrderReading, to request: ProviderRequest, of merchant: WeChatPayMerchant
    ) -> Member? {
        let identity = reading.identity
        return members.first { member in
            switch member {
            case .merchantID: identity.merchantID != merchant.merchantID
            case .appID: identity.appID != merchant.appID
            case .serviceID: identity.serviceID != merchant.serviceID
            case .outOrderNumber: reading.order != request.order
            case .orderID: request.orderID.map { $0 != identity.orderID } ?? false
            case .state: [nil, SnapshotReader.notText].contains(reading.snapshot.state)
            }
        }
    }

    /// Whether a success of the call can leave the order where the answer shows it.
    static func isPossible(_ snapshot: OrderSnapshot, after operation: Operation) -> Bool {
        var revoked = snapshot
        revoked.state = "REVOKED"
        // Where money was paid, a view has to show what became of the order.
        if operation == .cancel, revoked.contradiction != nil { return false }
        return switch (operation, snapshot.reading) {
        case (.create, _), (.cancel, .phase(.revoked, _)),
            (.complete, .phase(.awaitingPayment, _)), (.complete, .phase(.done, _)),
            (.complete, .unclear):
            true
        case (.cancel, .unclear): snapshot.state == nil
        case (.cancel, .phase), (.complete, .phase): false
        }
    }
}
