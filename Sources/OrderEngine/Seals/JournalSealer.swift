public import Crypto
import Foundation
public import OrderLifecycle

/// Seals a journal: signs a checkpoint over all its records, so that a removed or rewritten tail
/// is found.
///
/// The tree is grown from the first record when the sealer first seals, and from where it stood
/// after that; on the way every record's hash and every kept checkpoint are verified, so that a
/// journal that was altered before is not sealed as if it were whole. The new checkpoint is
/// verified by the same rules before it is kept. Records are read a page at a time, outside of the
/// commit that keeps the checkpoint.
public actor JournalSealer {
    private let journal: any Journal
    private let key: Curve25519.Signing.PrivateKey
    private let caller: Caller
    private var growth = SealGrowth()

    /// Creates a sealer.
    ///
    /// - Parameters:
    ///   - key: The key that signs; a record announces it before its first checkpoint, and again
    ///     where it follows another key and there is nothing else to seal.
    ///   - caller: Whom that record names.
    public init(journal: any Journal, key: Curve25519.Signing.PrivateKey, caller: Caller) {
        self.journal = journal
        self.key = key
        self.caller = caller
    }

    /// Seals all records that there are, and returns the checkpoint; the last one, if nothing was
    /// added since it was signed with this key.
    ///
    /// - Parameter now: The wall clock; a checkpoint is never dated before what it seals, nor
    ///   before the checkpoint that precedes it.
    /// - Throws: ``JournalError`` with ``JournalErrorCode/corrupt`` if the records are not those
    ///   that were sealed before, or a kept checkpoint does not hold; nothing is kept then.
    public func seal(at now: Timestamp) async throws -> Checkpoint {
        var growth = growth
        while true {
            let start = growth
            let grown = try await journal.inspect { reading in try start.grown(by: reading) }
            if grown.isSame(as: growth) { break }
            growth = grown
        }
        let (start, key, caller) = (growth, key, caller)
        let (checkpoint, sealed) = try await journal.commit { writing in
            try start.sealed(in: writing, with: key, by: caller, at: now)
        }
        self.growth = sealed
        return checkpoint
    }
}

/// How far a sealer has grown its tree, and what it met on the way.
struct SealGrowth: Sendable {
    private var tree = MerkleTree()
    /// The kept checkpoints that the tree has passed.
    private var chain = SealChain()

    private static let pageSize = 1000

    func isSame(as other: SealGrowth) -> Bool {
        tree.size == other.tree.size && chain.last?.position == other.chain.last?.position
    }

    /// Takes one more page of records.
    func grown(by reading: any JournalReading) throws -> SealGrowth {
        var growth = self
        var upcoming = try reading.checkpoints(
            after: chain.last?.position ?? 0, limit: Self.pageSize)[...]
        try growth.pass(&upcoming)
        for record in try reading.records(after: tree.size, limit: Self.pageSize) {
            try growth.append(record)
            try growth.pass(&upcoming)
        }
        return growth
    }

    /// Takes the records that came meanwhile, announces the key where it is new or where there is
    /// nothing else to seal with it, and keeps the checkpoint; all in one commit.
    func sealed(
        in writing: any JournalWriting, with key: Curve25519.Signing.PrivateKey, by caller: Caller,
        at now: Timestamp
    ) throws -> (checkpoint: Checkpoint, growth: SealGrowth) {
        var growth = self
        while true {
            let grown = try growth.grown(by: writing)
            if grown.isSame(as: growth) { break }
            growth = grown
        }
        let last = growth.chain.last?.checkpoint
        guard try writing.lastCheckpoint() == last else {
            throw JournalError(
                .corrupt, "a checkpoint seals more than the \(growth.tree.size) records there are")
        }
        let publicKey = key.publicKey.rawRepresentation.base64EncodedString()
        let isAllSealed = last?.size == growth.tree.size
        if let last, isAllSealed, last.publicKey == publicKey { return (last, growth) }
        if isAllSealed || !growth.chain.announces(publicKey) {
            let record = try writing.append(
                RecordDraft(
                    .journal, .keyAdded(publicKey: publicKey), cause: Cause(.call),
                    caller: caller, at: now))
            try growth.append(record)
        }
        let time = max(now, try writing.end()?.at ?? now, last?.at ?? now)
        let kept = KeptCheckpoint(
            position: growth.chain.nextPosition,
            checkpoint: try Checkpoint(
                tree: growth.tree, previous: last, at: time, signingWith: key))
        try growth.pass(kept)
        try writing.keep(kept.checkpoint)
        return (kept.checkpoint, growth)
    }

    private mutating func append(_ record: Record) throws {
        let digest = RecordDigest(of: record)
        guard record.sequence == tree.size + 1, digest.computed == record.hash else {
            throw JournalError(
                .corrupt, "record \(record.sequence) is not what was recorded; verify the journal")
        }
        tree.append(record.hash)
        chain.take(digest)
    }

    /// Passes the kept checkpoints that seal no more records than the tree has.
    private mutating func pass(_ upcoming: inout ArraySlice<KeptCheckpoint>) throws {
        while let next = upcoming.first, next.checkpoint.size <= tree.size {
            try pass(next)
            upcoming.removeFirst()
        }
    }

    private mutating func pass(_ kept: KeptCheckpoint) throws {
        if let problem = chain.problem(with: kept, over: tree) {
            throw JournalError(
                .corrupt, "\(problem.explanation); nothing is sealed; verify the journal")
        }
        chain.take(kept)
    }
}
