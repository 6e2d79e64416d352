import OrderLifecycle

extension Amount {
    /// The amount in yuan, and beside it in fen.
    package var inBoth: String { told("\(self) (\(fen) fen)", zh: "\(self)（\(fen) 分）") }
}

/// A sum of fen in yuan, however large: `¥128.00`.
package func yuan(_ fen: Int64) -> String {
    let parts = fen.quotientAndRemainder(dividingBy: 100)
    return "¥\(parts.quotient)." + (parts.remainder < 10 ? "0" : "") + "\(parts.remainder)"
}
