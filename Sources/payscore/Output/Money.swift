import OrderLifecycle

extension Amount {
    /// The amount in yuan, and beside it in fen.
    var inBoth: String { told("\(self) (\(fen) fen)", zh: "\(self)（\(fen) 分）") }
}
