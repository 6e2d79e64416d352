/// How many orders are in one phase, and what is due of them.
public struct OrderTotal: Hashable, Sendable {
    /// The phase's word, as `OrderState.code` has it.
    public let phase: String
    /// How many orders.
    public let orders: Int
    /// What is due in fen; 0 where nothing is collected.
    public let due: Int64

    /// Creates a total.
    ///
    /// - Parameters:
    ///   - phase: The phase's word.
    ///   - orders: How many orders.
    ///   - due: What is due in fen.
    public init(phase: String, orders: Int, due: Int64) {
        self.phase = phase
        self.orders = orders
        self.due = due
    }
}
