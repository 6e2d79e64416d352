/// What a snapshot means.
public enum SnapshotInterpretation: Hashable, Sendable {
    /// The order stands in this phase; the payments seen came from there.
    case phase(OrderPhase, paidThrough: PaymentSource)
    /// The snapshot does not say, or says it in a way that is not understood.
    case indeterminate(IndeterminateReason)
}
