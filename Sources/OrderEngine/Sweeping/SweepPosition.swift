public import OrderJournal
public import OrderLifecycle

/// How far a sweep has come: all that it needs to go on, in this process or in another.
public struct SweepPosition: Hashable, Sendable {
    /// The sweep.
    public let sweep: SweepID
    /// When it began.
    public let beganAt: Timestamp
    /// The group of orders that it asks about now; `nil` when it has come to its end.
    public internal(set) var group: Group? = .awaitingPayment
    /// The last order of the group that is done with.
    public internal(set) var order: OutOrderNumber?
    /// How many orders WeChat was asked about, by all runs of the sweep.
    ///
    /// A position that was read from a text says here what the text says; the record of the end
    /// counts its own run alone.
    public internal(set) var asked: Int64 = 0
    /// How many of them stood elsewhere than the journal knew.
    public internal(set) var differed: Int64 = 0
    /// How many were left without an answer.
    public internal(set) var failed: Int64 = 0
    /// How many WeChat said that it does not know.
    public internal(set) var unknown: Int64 = 0

    /// The orders that are not final, in the order of their risk: where money is due it can be
    /// given up by one call.
    public enum Group: String, Hashable, Sendable, CaseIterable {
        /// Completed, and not paid.
        case awaitingPayment = "awaiting_payment"
        /// The phase cannot be told.
        case indeterminate
        /// In use; it must still be completed.
        case inService = "in_service"
        /// Not confirmed yet.
        case created

        var next: Group? {
            let all = Self.allCases
            return all.firstIndex(of: self).flatMap { $0 + 1 < all.count ? all[$0 + 1] : nil }
        }
    }

    init(sweep: SweepID, beganAt: Timestamp) {
        self.sweep = sweep
        self.beganAt = beganAt
    }

    /// Whether the sweep has come to its end.
    public var isComplete: Bool { group == nil }

    /// What was done since an earlier position of the same sweep.
    func details(since start: SweepPosition, beganAt: Timestamp, isResumed: Bool) -> SweepDetails {
        SweepDetails(
            sweep: sweep, beganAt: beganAt, asked: asked - start.asked,
            differed: differed - start.differed, failed: failed - start.failed,
            unknown: unknown - start.unknown,
            resumedFrom: isResumed ? start.place : nil)
    }

    /// The group, and after a dot the last order that was done with.
    private var place: String? {
        group.map { group in group.rawValue + (order.map { ".\($0.text)" } ?? "") }
    }
}

extension SweepPosition {
    /// The position in one word, such as
    /// `swp_10949fe8247cfd248272.1764460800000.in_service.1200.3.0.0.ORDER-17`; what follows the
    /// last dot is the order's number, which has no dot.
    public var text: String {
        let parts = [
            sweep.text, String(beganAt.milliseconds), group?.rawValue ?? "", String(asked),
            String(differed), String(failed), String(unknown), order?.text ?? "",
        ]
        return parts.joined(separator: ".")
    }

    /// The most orders that a position can count: far more than there are, and far from where the
    /// next one could not be counted.
    static let countLimit: Int64 = 1_000_000_000_000

    /// Reads a position; `nil` if the text is that of none.
    public init?(text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 8, let sweep = SweepID(text: parts[0]),
            let milliseconds = Int64(parts[1]),
            let beganAt = try? Timestamp(milliseconds: milliseconds),
            let group = Group(rawValue: parts[2]),
            let asked = Int64(parts[3]), let differed = Int64(parts[4]),
            let failed = Int64(parts[5]), let unknown = Int64(parts[6]),
            (0...Self.countLimit).contains(asked), (0...asked).contains(differed),
            (0...asked).contains(failed), (0...asked).contains(unknown)
        else { return nil }
        self.init(sweep: sweep, beganAt: beganAt)
        self.group = group
        if !parts[7].isEmpty {
            guard let order = try? OutOrderNumber(parts[7]) else { return nil }
            self.order = order
        }
        (self.asked, self.differed) = (asked, differed)
        (self.failed, self.unknown) = (failed, unknown)
        guard self.text == text else { return nil }
    }
}
