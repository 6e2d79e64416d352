/// The policies that a journal's own records name, by the record that brought each into force.
struct PolicyHistory {
    private var changes: [(sequence: Int64, digest: Digest32)] = []

    /// The policy that was named last.
    var last: Digest32? { changes.last?.digest }

    mutating func add(_ digest: Digest32, at sequence: Int64) {
        changes.append((sequence, digest))
    }

    /// The policy in force before a record.
    func inForce(before sequence: Int64) -> Digest32? {
        var range = 0..<changes.count
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range =
                changes[middle].sequence < sequence
                ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return range.lowerBound == 0 ? nil : changes[range.lowerBound - 1].digest
    }
}
