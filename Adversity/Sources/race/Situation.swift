import OrderEngine
import OrderLifecycle

/// A race: how the order stands, and who wants what of it at once.
struct Situation: Sendable {
    let name: String
    let start: OrderModel.Phase
    /// How many permits are issued before.
    var permits = 0
    let deeds: [Deed]
    /// How many can be told that it was done.
    var mostWinners = 1
    /// Every so-many-th round has it; what has many calls takes its time.
    var interval = 1

    static let all = [
        Situation(
            name: "64 callers with one permit", start: .awaitingPayment, permits: 1,
            deeds: Array(repeating: .cancel(permit: 0), count: 64), interval: 16),
        Situation(
            name: "two callers with one permit", start: .awaitingPayment, permits: 1,
            deeds: [.cancel(permit: 0), .cancel(permit: 0), .look]),
        Situation(
            name: "two cancels with a permit each", start: .awaitingPayment, permits: 2,
            deeds: [.cancel(permit: 0), .cancel(permit: 1), .look]),
        Situation(
            name: "a careless cancel beside a careful one", start: .awaitingPayment, permits: 1,
            deeds: [.cancel(permit: nil), .cancel(permit: 0), .look]),
        Situation(
            name: "a wrong amount beside the right one", start: .awaitingPayment, permits: 1,
            deeds: [
                .cancel(permit: 0, isMisstated: true), .cancel(permit: 0),
                .cancel(permit: 0, isMisstated: true), .look,
            ]),
        Situation(
            name: "three cancels", start: .inService,
            deeds: [.cancel(permit: nil), .cancel(permit: nil), .cancel(permit: nil)]),
        Situation(
            name: "cancel against complete", start: .inService,
            deeds: [.cancel(permit: nil), .complete, .look]),
        Situation(
            name: "cancel against protect", start: .inService,
            deeds: [.cancel(permit: nil), .protect, .look]),
        // Asked again with the same parameters, WeChat answers as the first time.
        Situation(
            name: "create twice", start: .none, deeds: [.create, .create, .look], mostWinners: 2),
        Situation(
            name: "reconcile against cancel", start: .unresolved,
            deeds: [.reconcile, .cancel(permit: nil), .reconcile], mostWinners: 0),
    ]
}

extension OrderModel.Phase {
    /// What is due where payment is awaited.
    static let due: Int64 = 10

    /// How WeChat shows an order that stands so.
    var snapshot: OrderSnapshot? {
        switch self {
        case .none: nil
        case .created: OrderSnapshot(state: "CREATED")
        case .inService, .unresolved:
            OrderSnapshot(
                state: "DOING", stateDescription: "USER_CONFIRM", riskFund: .fen(20_000))
        case .awaitingPayment:
            OrderSnapshot(
                state: "DOING", stateDescription: "MCH_COMPLETE",
                collection: CollectionSnapshot(
                    state: "USER_PAYING", totalAmount: .fen(Self.due), payingAmount: .fen(Self.due),
                    paidAmount: .fen(0)))
        case .revoked: OrderSnapshot(state: "REVOKED")
        }
    }
}
