import OrderJournal

/// The trees and proofs of RFC 9162 as its recursive definitions have them, over leaves that are
/// all in memory.
enum ProofReference {
    /// MTH, section 2.1.1.
    static func root(_ leaves: ArraySlice<Digest32>) -> Digest32 {
        if leaves.isEmpty { return Digest32.of([]) }
        if leaves.count == 1, let leaf = leaves.first { return Digest32.of([0] + leaf.bytes) }
        let (left, right) = halves(leaves)
        return Digest32.of([1] + root(left).bytes + root(right).bytes)
    }

    /// PATH, section 2.1.3.1.
    static func path(_ index: Int, _ leaves: ArraySlice<Digest32>) -> [Digest32] {
        if leaves.count == 1 { return [] }
        let (left, right) = halves(leaves)
        return index < left.count
            ? path(index, left) + [root(right)]
            : path(index - left.count, right) + [root(left)]
    }

    /// SUBPROOF, section 2.1.4.1.
    static func proof(
        _ old: Int, _ leaves: ArraySlice<Digest32>, isWhole: Bool = true
    ) -> [Digest32] {
        if old == leaves.count { return isWhole ? [] : [root(leaves)] }
        let (left, right) = halves(leaves)
        return old <= left.count
            ? proof(old, left, isWhole: isWhole) + [root(right)]
            : proof(old - left.count, right, isWhole: false) + [root(left)]
    }

    private static func halves(
        _ leaves: ArraySlice<Digest32>
    ) -> (ArraySlice<Digest32>, ArraySlice<Digest32>) {
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        return (leaves.prefix(half), leaves.dropFirst(half))
    }
}
