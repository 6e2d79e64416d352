public import Crypto
import Foundation
public import OrderLifecycle

/// Seals a journal: signs a checkpoint over all its records, so that a removed or rewritten tail
/// is found.
///
/// The tree is grown from the first record when the sealer first seals, and from where it stood
/// after that; on the way every record's hash and the root of the last checkpoint are compared, so
/// that a journal that was altered before is not sealed as if it were whole. Records are read a
/// page at a time, outside of the commit that keeps the checkpoint.
public actor JournalSealer {
    private let journal: any Journal
    private let key: Curve25519.Signing.PrivateKey
    private let caller: Caller
    private var growth = SealGrowth()

    /// Creates a sealer.
    ///
    /// - Parameters:
    ///   - key: The key that signs; its first checkpoint is preceded by a record that announces it.
    ///   - caller: Whom that record names.
    public init(journal: any Journal, key: Curve25519.Signing.PrivateKey, caller: Caller) {
        self.journal = journal
        self.key = key
        self.caller = caller
    }

    /// Seals all records that there are, and returns the checkpoint; the last one, if nothing was
    /// added since.
    ///
    /// - Parameter now: The wall clock.
    /// - Throws: ``JournalError`` with ``JournalErrorCode/corrupt`` if the records are not those
    ///   that were sealed before.
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
    private var keys: Set<String> = []
    /// The last kept checkpoint that the tree has passed.
    private var last: KeptCheckpoint?

    private static let pageSize = 1000

    func isSame(as other: SealGrowth) -> Bool {
        tree.size == other.tree.size && last?.position == other.last?.position
    }

    /// Takes one more page of records.
    func grown(by reading: any JournalReading) throws -> SealGrowth {
        var growth = self
        let upcoming = try reading.checkpoints(after: last?.position ?? 0, limit: Self.pageSize)
        var next = upcoming.startIndex
        for record in try reading.records(after: tree.size, limit: Self.pageSize) {
            try growth.append(record)
            guard next < upcoming.endIndex, upcoming[next].checkpoint.size == record.sequence
            else {
                continue
            }
            try growth.pass(upcoming[next])
            next += 1
        }
        return growth
    }

    /// Takes the records that came meanwhile, announces the key where it is new, and keeps the
    /// checkpoint; all in one commit.
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
        let last = growth.last?.checkpoint
        guard try writing.lastCheckpoint() == last else {
            throw JournalError(
                .corrupt, "a checkpoint seals more than the \(growth.tree.size) records there are")
        }
        let publicKey = key.publicKey.rawRepresentation.base64EncodedString()
        if let last, last.size == growth.tree.size, last.publicKey == publicKey {
            return (last, growth)
        }
        if !growth.keys.contains(publicKey) {
            let record = try writing.append(
                RecordDraft(
                    .journal, .keyAdded(publicKey: publicKey), cause: Cause(.call),
                    caller: caller, at: now))
            try growth.append(record)
        }
        let time = max(now, try writing.end()?.at ?? now)
        let checkpoint = try Checkpoint(
            tree: growth.tree, previous: last, at: time, signingWith: key)
        try writing.keep(checkpoint)
        growth.last = KeptCheckpoint(
            position: (growth.last?.position ?? 0) &+ 1, checkpoint: checkpoint)
        return (checkpoint, growth)
    }

    private mutating func append(_ record: Record) throws {
        guard record.sequence == tree.size + 1, CanonicalEncoding.hash(of: record) == record.hash
        else {
            throw JournalError(
                .corrupt, "record \(record.sequence) is not what was recorded; verify the journal")
        }
        tree.append(record.hash)
        if record.subject == .journal, record.event == "key_added",
            let key = record.detail?["public_key"]
        {
            keys.insert(key)
        }
    }

    private mutating func pass(_ kept: KeptCheckpoint) throws {
        let checkpoint = kept.checkpoint
        guard checkpoint.root == tree.root else {
            throw JournalError(
                .corrupt,
                "the first \(checkpoint.size) records are not those that were sealed; verify the "
                    + "journal")
        }
        last = kept
    }
}
