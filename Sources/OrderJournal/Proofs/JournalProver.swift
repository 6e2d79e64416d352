import OrderLifecycle

/// Makes proofs that others check without the journal: that a record is sealed, and that a
/// checkpoint only added to an older one.
///
/// The sealed records are read once, a page at a time; what is held in memory is a page and the
/// nodes of the proofs. A proof is only returned once it holds.
public struct JournalProver: Sendable {
    /// How many records are read at a time.
    public let pageSize: Int

    /// Creates a prover.
    public init(pageSize: Int = 1000) {
        self.pageSize = max(1, pageSize)
    }

    /// Proves that a checkpoint seals a record.
    ///
    /// - Parameters:
    ///   - sequence: The record's place in the journal, from 1.
    ///   - checkpoint: The checkpoint.
    ///   - reader: One consistent snapshot of the journal.
    /// - Throws: ``ProofProblem``, or what the journal throws.
    public func inclusion(
        of sequence: Int64, under checkpoint: Checkpoint, in reader: any JournalReader
    ) throws -> InclusionProof {
        guard let proof = try inclusions(of: [sequence], under: checkpoint, in: reader).first
        else { throw ProofProblem.recordOutside }
        return proof
    }

    /// Proves of several records that a checkpoint seals them, in one pass.
    ///
    /// - Returns: The proofs in the order of `sequences`.
    /// - Throws: ``ProofProblem``, or what the journal throws.
    public func inclusions(
        of sequences: [Int64], under checkpoint: Checkpoint, in reader: any JournalReader
    ) throws -> [InclusionProof] {
        let size = checkpoint.size
        guard checkpoint.isSignatureValid else { throw ProofProblem.signatureWrong }
        try check(checkpoint, isOf: reader)
        guard sequences.allSatisfy({ $0 >= 1 && $0 <= size }) else {
            throw ProofProblem.recordOutside
        }
        guard !sequences.isEmpty else { return [] }
        let paths = sequences.map { ProofNodeCollector.path(of: $0 - 1, in: size) }
        let (nodes, hashes) = try walk(
            size, keeping: Set(paths.joined()), hashesOf: Set(sequences), in: reader)
        return try zip(sequences, paths).map { sequence, path in
            guard let hash = hashes[sequence] else { throw ProofProblem.journalShorter }
            let proof = InclusionProof(
                sequence: sequence, size: size, recordHash: hash,
                path: path.compactMap { nodes[$0] })
            if let problem = proof.problem(under: checkpoint) { throw problem }
            return proof
        }
    }

    /// Proves that a checkpoint seals what an older one sealed.
    ///
    /// - Throws: ``ProofProblem``, or what the journal throws.
    public func consistency(
        from old: Checkpoint, to new: Checkpoint, in reader: any JournalReader
    ) throws -> ConsistencyProof {
        guard old.isSignatureValid, new.isSignatureValid else {
            throw ProofProblem.signatureWrong
        }
        guard old.origin.identity == new.origin.identity else {
            throw ProofProblem.journalDiffers
        }
        guard old.size <= new.size else { throw ProofProblem.sizesBackwards }
        try check(new, isOf: reader)
        let path = ProofNodeCollector.path(from: old.size, to: new.size)
        let (nodes, _) = try walk(new.size, keeping: Set(path), hashesOf: [], in: reader)
        let proof = ConsistencyProof(
            oldSize: old.size, newSize: new.size, path: path.compactMap { nodes[$0] })
        if let problem = proof.problem(from: old, to: new) { throw problem }
        return proof
    }

    private func check(_ checkpoint: Checkpoint, isOf reader: any JournalReader) throws {
        guard try reader.beginning()?.identity == checkpoint.origin.identity else {
            throw ProofProblem.journalDiffers
        }
    }

    private func walk(
        _ size: Int64, keeping wanted: Set<Range<Int64>>, hashesOf sequences: Set<Int64>,
        in reader: any JournalReader
    ) throws -> (nodes: [Range<Int64>: Digest32], hashes: [Int64: Digest32]) {
        var walk = ProofNodeCollector(keeping: wanted)
        var hashes: [Int64: Digest32] = [:]
        while walk.size < size {
            let limit = Int(min(Int64(pageSize), size - walk.size))
            let page = try reader.records(after: walk.size, limit: limit)
            guard !page.isEmpty else { throw ProofProblem.journalShorter }
            for record in page {
                guard record.sequence == walk.size + 1 else { throw ProofProblem.journalShorter }
                if sequences.contains(record.sequence) { hashes[record.sequence] = record.hash }
                walk.append(record.hash)
            }
        }
        walk.finish()
        return (walk.nodes, hashes)
    }
}
