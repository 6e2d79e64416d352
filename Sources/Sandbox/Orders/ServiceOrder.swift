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
    /// The customer, known from the request where it says so and from the confirmation otherwise.
    var openID: String?
    /// What the customer's WeChat hands to the merchant on returning from the confirmation page.
    var queryID: String?
    var confirmedAt: Date?
    var completion: CompleteParameters?
    /// The last modification, which lists what the completion listed before.
    var modification: ModifyParameters?
    var cancellation: CancelParameters?
    /// The deductions that are still to begin or to end, the next one first.
    var deductions: [PlannedDeduction]?

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

    /// `1000000000`, the day and thirteen digits, as WeChat's own numbers are made up.
    static func newID(at now: Date) -> String {
        "1000000000\(WeChatTime.digits(of: now).prefix(8))\(RandomText.digits(13))"
    }

    /// Returns the order as it stands at `now`, when time alone may have let it expire, or have
    /// begun or ended deductions.
    func settled(at now: Date) -> ServiceOrder {
        switch stage {
        case .created:
            guard now.timeIntervalSince(createdAt) > Self.unconfirmedLifetime else { return self }
            return state(at: .expired)
        case .collecting(let collection, _):
            guard let next = deductions?.first, next.start <= now else { return self }
            guard next.end <= now else {
                return state(at: .collecting(collection, deductionRunning: true))
            }
            var order = deducted(next, collection)
            order.deductions?.removeFirst()
            return order.settled(at: now)
        case .inService, .done, .revoked, .expired:
            return self
        }
    }

    /// When a planned deduction will have paid the order; `nil` if none will.
    var paymentDue: Date? {
        guard case .collecting = stage else { return nil }
        return deductions?.first { $0.transactionID != nil }?.end
    }

    private func deducted(
        _ deduction: PlannedDeduction, _ collection: PaymentCollection
    ) -> ServiceOrder {
        let paid = deduction.transactionID.flatMap {
            collection.receiving(
                collection.payingAmount, at: WeChatTime.digits(of: deduction.end),
                transactionID: $0)
        }
        return state(
            at: paid.map { .done($0) } ?? .collecting(collection, deductionRunning: false))
    }

    /// Returns the order once it is completed: WeChat collects, unless there is nothing to collect.
    func completed(
        by completion: CompleteParameters, _ settings: SandboxSettings
    ) -> ServiceOrder {
        let uncharged =
            completion.totalAmount == 0 && settings.zeroAmountCompletion == .doneAtOnce
        let collection = PaymentCollection(due: completion.totalAmount)
        var next = state(
            at: uncharged ? .done(nil) : .collecting(collection, deductionRunning: false))
        next.completion = completion
        return next
    }

    /// Returns the order moved to another stage.
    func state(at stage: OrderStage) -> ServiceOrder {
        var next = self
        next.stage = stage
        return next
    }
}
