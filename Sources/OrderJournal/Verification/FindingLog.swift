import OrderLifecycle

/// The findings of a verification: all are counted, and those of the lowest sequence numbers kept.
struct FindingLog {
    private(set) var findings: [VerificationFinding] = []
    private(set) var count: Int64 = 0
    private let limit: Int

    init(limit: Int) {
        self.limit = max(1, limit)
    }

    /// Adds all that another log has.
    mutating func add(_ log: FindingLog) {
        for finding in log.findings { keep(finding) }
        count += log.count
    }

    mutating func add(_ finding: VerificationFinding) {
        keep(finding)
        count += 1
    }

    private mutating func keep(_ finding: VerificationFinding) {
        let place = findings.firstIndex { Self.precedes(finding, $0) } ?? findings.endIndex
        guard place < limit else { return }
        findings.insert(finding, at: place)
        if findings.count > limit { findings.removeLast() }
    }

    /// The first record of a range that a finding names.
    func first(in range: ClosedRange<Int64>) -> Int64? {
        findings.lazy.compactMap(\.sequence).first(where: range.contains)
    }

    /// By sequence number, those without one last; then by the order of the codes.
    private static func precedes(
        _ left: VerificationFinding, _ right: VerificationFinding
    ) -> Bool {
        let (leftPlace, rightPlace) = (left.sequence ?? .max, right.sequence ?? .max)
        return leftPlace == rightPlace
            ? left.code.precedence < right.code.precedence : leftPlace < rightPlace
    }
}
