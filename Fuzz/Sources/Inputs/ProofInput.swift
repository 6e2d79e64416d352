import Crypto
import Foundation
import OrderJournal

/// A proof is believed exactly if it is the one that RFC 9162 defines; as text it has one form.
///
/// The input is the text of a proof; or else four bytes that choose the kind, a place and two
/// sizes, and pairs of a position and of bits to turn in the true proof.
enum ProofInput {
    /// The hashes of the records of an imitated journal.
    private static let records: [Digest32] = (0..<64).map { Digest32.of([UInt8($0)]) }

    static func check(
        _ bytes: [UInt8],
        believing believes: (InclusionProof, Int64, Digest32) -> Bool = { proof, size, root in
            proof.problem(size: size, root: root) == nil
        }
    ) throws(Violation) {
        guard let kind = bytes.first, kind < 0x20, bytes.count >= 4 else {
            return try checkText(String(decoding: bytes, as: UTF8.self))
        }
        let size = 1 + Int(bytes[2]) % records.count
        let place = Int(bytes[1]) % size
        let path =
            kind.isMultiple(of: 2)
            ? Self.inclusion(of: place, in: records[..<size])
            : Self.consistency(of: place + 1, in: records[..<size])
        let turned = try turn(path, by: bytes[4...])
        let isTrue = turned == path
        let root = Self.root(of: records[..<size])
        if kind.isMultiple(of: 2) {
            let proof = InclusionProof(
                sequence: Int64(place + 1), size: Int64(size), recordHash: records[place],
                path: turned)
            try demand(
                believes(proof, Int64(size), root) == isTrue,
                "a record is proven exactly by its audit path: \(proof)")
            try checkText(proof.text)
        } else {
            let proof = ConsistencyProof(
                oldSize: Int64(place + 1), newSize: Int64(size), path: turned)
            let old = Self.root(of: records[...place])
            try demand(
                (proof.problem(oldRoot: old, newRoot: root) == nil) == isTrue,
                "an older tree is proven exactly by the consistency path: \(proof)")
            try checkText(proof.text)
        }
    }

    private static func checkText(_ text: String) throws(Violation) {
        if let proof = InclusionProof(text: text) {
            try demand(proof.text.utf8.elementsEqual(text.utf8), "a proof has one form: \(text)")
            _ = proof.problem(size: proof.size, root: proof.recordHash)
        }
        if let proof = ConsistencyProof(text: text) {
            try demand(proof.text.utf8.elementsEqual(text.utf8), "a proof has one form: \(text)")
            let root = proof.path.first ?? .zero
            _ = proof.problem(oldRoot: root, newRoot: root)
        }
    }

    /// Turns bits of a path; the last odd byte adds a node or takes one away.
    private static func turn(
        _ path: [Digest32], by edits: ArraySlice<UInt8>
    ) throws(Violation) -> [Digest32] {
        var bytes = path.flatMap(\.bytes)
        var rest = edits
        while rest.count >= 2, let position = rest.popFirst(), let bits = rest.popFirst() {
            if !bytes.isEmpty { bytes[Int(position) % bytes.count] ^= bits }
        }
        switch rest.first {
        case .none: break
        case .some(let byte) where byte.isMultiple(of: 2): bytes.removeLast(min(32, bytes.count))
        case .some(let byte): bytes += [UInt8](repeating: byte, count: 32)
        }
        return stride(from: 0, to: bytes.count, by: 32).compactMap {
            Digest32(bytes: bytes[$0..<$0 + 32])
        }
    }
}

/// The trees of RFC 9162, section 2.1, as it defines them.
extension ProofInput {
    /// MTH(D[n]).
    private static func root(of leaves: ArraySlice<Digest32>) -> Digest32 {
        guard let first = leaves.first else { return Digest32.of([]) }
        guard leaves.count > 1 else { return Digest32.of([0] + first.bytes) }
        let middle = leaves.startIndex + split(leaves.count)
        return Digest32.of(
            [1] + root(of: leaves[..<middle]).bytes + root(of: leaves[middle...]).bytes)
    }

    /// PATH(m, D[n]).
    private static func inclusion(
        of place: Int, in leaves: ArraySlice<Digest32>
    ) -> [Digest32] {
        guard leaves.count > 1 else { return [] }
        let left = split(leaves.count)
        let middle = leaves.startIndex + left
        return place < left
            ? inclusion(of: place, in: leaves[..<middle]) + [root(of: leaves[middle...])]
            : inclusion(of: place - left, in: leaves[middle...]) + [root(of: leaves[..<middle])]
    }

    /// PROOF(m, D[n]).
    private static func consistency(
        of size: Int, in leaves: ArraySlice<Digest32>, isWhole: Bool = true
    ) -> [Digest32] {
        guard size < leaves.count else { return isWhole ? [] : [root(of: leaves)] }
        let left = split(leaves.count)
        let middle = leaves.startIndex + left
        return size <= left
            ? consistency(of: size, in: leaves[..<middle], isWhole: isWhole)
                + [root(of: leaves[middle...])]
            : consistency(of: size - left, in: leaves[middle...], isWhole: false)
                + [root(of: leaves[..<middle])]
    }

    /// The largest power of two below a count.
    private static func split(_ count: Int) -> Int {
        var size = 1
        while size * 2 < count { size *= 2 }
        return size
    }
}
