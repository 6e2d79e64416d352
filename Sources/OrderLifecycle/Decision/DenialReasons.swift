/// A set of reasons, which takes no memory of its own.
struct DenialReasons: Hashable, Sendable {
    private var mask: UInt32 = 0

    var isEmpty: Bool { mask == 0 }

    mutating func insert(_ reason: DenialReason?) {
        if let reason { mask |= reason.bit }
    }

    func contains(_ reason: DenialReason) -> Bool {
        mask & reason.bit != 0
    }
}
