import OrderLifecycle

extension JournalRecord {
    /// Whether it tells what was seen of the order: who asked saw it, and did not do it.
    public var isNoticed: Bool {
        switch try? content {
        case .order(.happened(_, _, let outside)): outside != nil || cause.kind != .call
        case .order(.observed), .order(.identified), .attempt(.appliedLate): cause.kind != .call
        case .authorization(.seen): cause.kind != .call
        case .order, .attempt, .authorization, .journal, .none: false
        }
    }
}
