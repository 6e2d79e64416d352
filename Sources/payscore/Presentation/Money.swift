import OrderLifecycle

extension Amount {
    /// The amount in yuan, and beside it in fen.
    var inBoth: String { "\(self) (\(fen) fen)" }
}

extension Amount {
    /// Reads what a person typed: `5000` is fen; `50.00`, `¥50` and `50.00元` are yuan.
    init?(typed text: String) {
        var digits = text.filter { !$0.isWhitespace }
        var isYuan = false
        for mark in ["¥", "￥"] where digits.hasPrefix(mark) {
            digits.removeFirst()
            isYuan = true
        }
        for mark in ["元", "yuan"] where digits.hasSuffix(mark) {
            digits.removeLast(mark.count)
            isYuan = true
        }
        if digits.hasSuffix("fen"), !isYuan { digits.removeLast(3) }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy(Self.isNumber) else { return nil }
        let fen: Int64?
        if parts.count == 2 {
            guard parts[1].count == 2 else { return nil }
            fen = Int64(parts[0] + parts[1])
        } else {
            fen = Int64(parts[0]).map { isYuan ? $0 * 100 : $0 }
        }
        guard let fen, let amount = try? Amount(fen: fen) else { return nil }
        self = amount
    }

    private static func isNumber(_ text: Substring) -> Bool {
        (1...10).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
