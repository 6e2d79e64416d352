import Crypto
import Foundation
import OrderLifecycle

/// How far a sealer has grown its tree, and what it met on the way.
struct SealGrowth: Sendable {
    private var tree = MerkleTree()
    /// The kept checkpoints that the tree has passed.
    private var chain = SealChain()

    private static let pageSize = 1000

    func isSame(as other: SealGrowth) -> Bool {
        tree.size == other.tree.size && chain.last?.position == other.chain.last?.position
    }

    /// Whether a whole page was taken since then, so that there may be more.
    func tookWholePage(since other: SealGrowth) -> Bool {
        let records = tree.size - other.tree.size
        let checkpoints = (chain.last?.position ?? 0) - (other.chain.last?.position ?? 0)
        return max(records, checkpoints) >= Self.pageSize
    }

    /// Takes one more page of records.
    func advance(by reader: any JournalReader) throws -> SealGrowth {
        var growth = self
        var upcoming = try reader.checkpoints(
            after: chain.last?.position ?? 0, limit: Self.pageSize)[...]
        try growth.pass(&upcoming)
        for record in try reader.records(after: tree.size, limit: Self.pageSize) {
            try growth.append(record)
            try growth.pass(&upcoming)
        }
        return growth
    }

    /// Takes the records that came meanwhile, announces the key where it is new or where there is
    /// nothing else to seal with it, and keeps the checkpoint; all in one commit.
    func sealed(
        in writer: any SealingTransaction, with key: Curve25519.Signing.PrivateKey,
        as name: CheckpointName?, of merchant: MerchantID?, by caller: Caller,
        from origin: ProcessOrigin, at now: Timestamp
    ) throws -> (checkpoint: Checkpoint, growth: SealGrowth) {
        var growth = self
        while true {
            let grown = try growth.advance(by: writer)
            if grown.isSame(as: growth) { break }
            growth = grown
        }
        guard let beginning = growth.chain.beginning else {
            throw growth.tree.size == 0
                ? JournalError.notBegun
                : JournalError(.corrupt, "the first record begins no journal; verify it")
        }
        try beginning.check(isOf: merchant)
        let last = growth.chain.last?.checkpoint
        guard try writer.lastCheckpoint() == last else {
            throw JournalError(
                .corrupt, "a checkpoint seals more than the \(growth.tree.size) records there are")
        }
        let publicKey = key.publicKey.rawRepresentation.base64EncodedString()
        let isAllSealed = last?.size == growth.tree.size
        if let last, isAllSealed, last.publicKey == publicKey { return (last, growth) }
        if isAllSealed || !growth.chain.announces(publicKey) {
            let record = try writer.append(
                RecordDraft(
                    .journal, .journal(.keyAdded(publicKey: publicKey)), cause: Cause(.call),
                    caller: caller, origin: origin, at: now))
            try growth.append(record)
        }
        let time = max(now, try writer.end()?.at ?? now, last?.at ?? now)
        let kept = KeptCheckpoint(
            position: growth.chain.nextPosition,
            checkpoint: try Checkpoint(
                of: CheckpointOrigin(
                    name: name ?? CheckpointName(beginning.merchant),
                    identity: beginning.identity),
                tree: growth.tree, previous: last, at: time, signingWith: key))
        try growth.pass(kept)
        try writer.keep(kept.checkpoint)
        return (kept.checkpoint, growth)
    }

    private mutating func append(_ record: JournalRecord) throws {
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
