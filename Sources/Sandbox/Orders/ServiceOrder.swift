import Foundation

/// A service order as the imitated WeChat Pay Score keeps it.
struct ServiceOrder: Codable, Sendable {
    /// After this time without a change WeChat lets an unconfirmed order expire.
    static let unconfirmedLifetime: TimeInterval = 30 * 24 * 3600

    let orderID: String
    let merchantID: String
    let creation: CreateParameters
    let createdAt: Date
    var stage: OrderStage
    /// The customer, known from the request in no-confirm mode and from the confirmation otherwise.
    var openID: String?
    /// What the customer's WeChat hands to the merchant on returning from the confirmation page.
    var queryID: String?
    var confirmedAt: Date?
    var completion: CompleteParameters?
    /// The last modification, which lists what the completion listed before.
    var modification: ModifyParameters?
    var cancellation: CancelParameters?

    /// A newly created order: confirmed at once in no-confirm mode, waiting for the customer
    /// otherwise.
    init(orderID: String, merchantID: String, creation: CreateParameters, at now: Date) {
        self.orderID = orderID
        self.merchantID = merchantID
        self.creation = creation
        createdAt = now
        openID = creation.openID
        stage = creation.needsUserConfirmation ? .created : .inService
        confirmedAt = creation.needsUserConfirmation ? nil : now
    }

    /// Returns the order as it stands at `now`, when time alone may have let it expire.
    func settled(at now: Date) -> ServiceOrder {
        guard case .created = stage,
            now.timeIntervalSince(createdAt) > Self.unconfirmedLifetime
        else { return self }
        return state(at: .expired)
    }

    /// Returns the order moved to another stage.
    func state(at stage: OrderStage) -> ServiceOrder {
        var next = self
        next.stage = stage
        return next
    }
}
