/// What a modify of an order meets that has been modified before; one page lets it be lowered
/// again, one list says only once, and none says what the same parameters meet.
public enum RepeatedModify: String, Sendable, CaseIterable {
    /// The parameters of the last modify, reason included, are answered as the first time; others
    /// must lower the amount again.
    case reentered
    /// Every modify must lower the amount, so that a repeat of the last is refused.
    case lowered
    /// An order is modified only once.
    case refused
}
