public import OrderLifecycle

/// What calls gave up together, each kind apart.
public struct GivenUpTotals: Hashable, Sendable {
    /// A number of calls, and what they gave up in all.
    public struct Total: Hashable, Sendable {
        /// How many calls.
        public private(set) var calls = 0
        /// What they gave up, in fen.
        public private(set) var fen: Int64 = 0

        /// Counts one more; beyond all numbers the largest stays.
        mutating func add(_ amount: Amount) {
            calls += 1
            let (sum, overflow) = fen.addingReportingOverflow(amount.fen)
            fen = overflow ? .max : sum
        }
    }

    private var certain: [GivenUpKind: Total] = [:]
    private var unresolved: [GivenUpKind: Total] = [:]

    /// Nothing yet.
    public init() {}

    /// Counts one more call.
    public mutating func add(_ call: GivenUpCall) {
        if call.isCertain {
            certain[call.kind, default: Total()].add(call.amount)
        } else {
            unresolved[call.kind, default: Total()].add(call.amount)
        }
    }

    /// The calls of a kind that took effect.
    public func certain(_ kind: GivenUpKind) -> Total { certain[kind] ?? Total() }

    /// The calls of a kind of which nobody knows yet whether they took effect.
    public func unresolved(_ kind: GivenUpKind) -> Total { unresolved[kind] ?? Total() }
}
