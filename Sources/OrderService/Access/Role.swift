public import OrderLifecycle

/// What a principal may do; a principal may have several roles.
public enum Role: String, Hashable, Sendable, CaseIterable {
    /// Reads: orders, histories, attempts, limits, events.
    case reader
    /// Asks whether a call may be made, and makes calls that give no money up.
    case clerk
    /// Acknowledges what a call gives up, and makes that call.
    case approver
    /// Protects orders, resets the velocity limit, reconciles.
    case `operator`
    /// The merchant's order service: makes the calls of an order's ordinary life.
    case service
}

extension Role {
    /// The calls that the role may make.
    public var calls: Set<OrderCall.Kind> {
        switch self {
        case .reader, .operator: []
        case .clerk: [.complete, .modify, .collect, .reportPaid, .cancel]
        case .approver: [.modify, .reportPaid, .cancel]
        case .service: [.create, .createCompleted, .complete, .modify, .collect, .cancel]
        }
    }

    /// Whether the role may give money up by stating the amount.
    public var mayAcknowledge: Bool {
        switch self {
        case .approver: true
        case .reader, .clerk, .operator, .service: false
        }
    }
}
