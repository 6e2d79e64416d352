/// What a snapshot means.
public enum SnapshotInterpretation: Hashable, Sendable {
    /// The order stands in this phase; the payments seen were made by this route.
    case phase(OrderPhase, paidThrough: PaymentRoute?)
    /// The snapshot does not say, or says it in a way that is not understood.
    case indeterminate(IndeterminateReason)
}
