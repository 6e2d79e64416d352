import OrderJournal
import OrderLifecycle

/// An order as the oracle folds its records; written from the state graph, not from the engine.
struct OrderModel {
    var kind: OrderPhase.Kind?
    var due: Int64 = 0
    var paid: Int64 = 0
    /// Whether the last observation told a phase.
    var isKnown = false
    /// Whether an observation showed it paid and not closed yet; only its end may follow.
    var isSeenPaid = false
    /// Whether what is known is WeChat's signed word.
    var isSigned = false
    var isProtected = false
    /// Whose it is, where a request of ours named the customer.
    var customer: CustomerID?
    var open: AttemptID?
    var revision: Int64 = 0
    var head = Digest32.zero

    /// Whether it stands in the way of the end of its customer's authorization: it was seen or is
    /// attempted, and is not known to have ended.
    var isOpen: Bool {
        (kind != nil || open != nil) && (Self.rank(kind) < 4 || !isKnown)
    }

    /// The edges of the graph.
    static func isEdge(_ from: OrderPhase.Kind?, _ to: OrderPhase.Kind) -> Bool {
        switch (from, to) {
        case (nil, _): true
        case (.created, .inService), (.created, .awaitingPayment), (.created, .done),
            (.created, .revoked), (.created, .expired), (.created, .created):
            true
        case (.inService, .awaitingPayment), (.inService, .done), (.inService, .revoked),
            (.inService, .inService):
            true
        case (.awaitingPayment, .awaitingPayment), (.awaitingPayment, .done),
            (.awaitingPayment, .revoked):
            true
        default: false
        }
    }

    /// How far a phase is along an order's life.
    static func rank(_ kind: OrderPhase.Kind?) -> Int {
        switch kind {
        case nil: 0
        case .created: 1
        case .inService: 2
        case .awaitingPayment: 3
        case .done, .revoked, .expired: 4
        }
    }

    /// Follows an event.
    ///
    /// - Returns: The phase that it leads to.
    mutating func follow(_ event: OrderEvent) -> OrderPhase.Kind {
        switch event {
        case .created(let mode, _): return mode == .confirm ? .created : .inService
        case .adopted(let phase, _), .advanced(let phase, _), .corrected(let phase, _):
            if case .awaitingPayment(let pending) = phase {
                (due, paid) = (pending.due.fen, pending.paid.fen)
            }
            return phase.kind
        case .confirmed: return .inService
        case .completed(let amount):
            (due, paid) = (amount.fen, 0)
            return .awaitingPayment
        case .completedWithoutCharge, .paid: return .done
        case .reduced(let total):
            due = total.fen - paid
            return .awaitingPayment
        case .partlyPaid(let sum, _):
            due -= sum.fen - paid
            paid = sum.fen
            return .awaitingPayment
        case .revoked: return .revoked
        case .expired: return .expired
        }
    }

    /// What is collected in all.
    var total: Int64 { due + paid }

    /// What a call gives up of what is collected now, in fen; `nil` where that is nothing, or where
    /// the call cannot be made: all that is due, or what lies between the amounts.
    func stake(in call: OrderCall) -> Int64? {
        guard kind == .awaitingPayment, isKnown else { return nil }
        return switch call {
        case .create, .createCompleted, .complete, .collect: nil
        case .cancel, .reportPaid: due
        case .modify(let lower): lower.fen < total && lower.fen > paid ? total - lower.fen : nil
        }
    }

    /// Whether the call, made now, gives up exactly this.
    func loses(_ loss: Loss, by call: OrderCall) -> Bool {
        stake(in: call) == loss.atStake.fen && loss.alreadyPaid.fen == paid
    }

    /// Whether a projection says of the order what its records say.
    ///
    /// - Parameter isLied: Whether the journal lies of what was signed, which is to be found where
    ///   it does harm.
    func agrees(with projection: OrderProjection, whereSignaturesAreLied isLied: Bool) -> Bool {
        guard projection.state.lastPhase?.kind == kind,
            (projection.state.phase != nil) == isKnown,
            isLied || projection.isVerified == isSigned,
            projection.isProtected == isProtected,
            projection.openAttempt == open, projection.revision == revision,
            projection.head == head
        else { return false }
        if case .awaitingPayment(let pending)? = projection.state.lastPhase {
            return pending.due.fen == due && pending.paid.fen == paid
        }
        return true
    }
}

/// An attempt as the oracle folds its records and WeChat's log.
struct AttemptModel {
    let order: Int
    let intent: IntentDetails
    let body: [UInt8]
    /// Whether the journal keeps it sealed for the customer whom it names.
    let isSealed: Bool
    var dispatches = 1
    var sends = 0
    var hadEffect = false
    /// Whether an answer came that proves its success.
    var isProven = false
    var outcome: AttemptOutcome?
    /// Whether it is open, or the record of its end says that it may still act.
    var mayActLate = true
    var isParked = false
    let intendedAt: Timestamp
    var nextLook: Int64

    /// What a modify lowers the amount to, in fen.
    var lowersTo: Int64? {
        if case .modify(let total) = intent.orderCall { total.fen } else { nil }
    }
}

/// A permit as the oracle folds its records.
struct PermitModel {
    let terms: Permit
    /// The journal's time when it was given.
    let issuedAt: Timestamp
    var spentBy: AttemptID?
}
