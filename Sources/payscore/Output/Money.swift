import OrderLifecycle

extension Amount {
    /// The amount in yuan, and beside it in fen.
    var inBoth: String { "\(self) (\(fen) fen)" }
}
