/// What it means that an order was completed and no call of this journal did it; the raw value is
/// the stable code.
public enum OutsideCompletes: String, Hashable, Sendable, CaseIterable {
    /// All completes go through this engine: one from elsewhere is an alarm.
    case alarm
    /// Another system completes orders as well: it is recorded and counted, and raises no alarm.
    case expected
}
