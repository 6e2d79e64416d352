import CReference
import OrderLifecycle

extension reference_phase {
    /// A phase as C has it.
    init(_ phase: OrderPhase) {
        self.init()
        switch phase {
        case .created(let fund): self = .of(REFERENCE_CREATED, fund)
        case .inService(let fund): self = .of(REFERENCE_IN_SERVICE, fund)
        case .awaitingPayment(let pending):
            self = .of(REFERENCE_AWAITING_PAYMENT, pending.due)
            paid = pending.paid.fen
        case .done(let paid, _): self = .of(REFERENCE_DONE, paid)
        case .revoked: self = .of(REFERENCE_REVOKED, .zero)
        case .expired: self = .of(REFERENCE_EXPIRED, .zero)
        }
    }

    private static func of(_ kind: reference_phase_kind, _ amount: Amount?) -> reference_phase {
        reference_phase(kind: Int32(kind.rawValue), amount: amount?.fen ?? -1, paid: 0)
    }
}

extension reference_event {
    /// An event as C has it.
    init(_ event: OrderEvent) {
        self.init()
        switch event {
        case .created(_, let fund): self = .of(REFERENCE_EVENT_CREATED, fund)
        case .adopted(let phase, _):
            self = .of(REFERENCE_EVENT_ADOPTED, nil)
            self.phase = reference_phase(phase)
        case .confirmed: self = .of(REFERENCE_EVENT_CONFIRMED, nil)
        case .completed(let due): self = .of(REFERENCE_EVENT_COMPLETED, due)
        case .completedWithoutCharge:
            self = .of(REFERENCE_EVENT_COMPLETED_WITHOUT_CHARGE, nil)
        case .reduced(let total): self = .of(REFERENCE_EVENT_REDUCED, total)
        case .partlyPaid(let paid, _): self = .of(REFERENCE_EVENT_PARTLY_PAID, paid)
        case .paid(let paid, _, _): self = .of(REFERENCE_EVENT_PAID, paid)
        case .revoked: self = .of(REFERENCE_EVENT_REVOKED, nil)
        case .expired: self = .of(REFERENCE_EVENT_EXPIRED, nil)
        case .advanced(let phase, _):
            self = .of(REFERENCE_EVENT_ADVANCED, nil)
            self.phase = reference_phase(phase)
        case .corrected(let phase, _):
            self = .of(REFERENCE_EVENT_CORRECTED, nil)
            self.phase = reference_phase(phase)
        }
    }

    private static func of(_ kind: reference_event_kind, _ amount: Amount?) -> reference_event {
        var event = reference_event()
        event.kind = Int32(kind.rawValue)
        event.amount = amount?.fen ?? -1
        return event
    }
}
