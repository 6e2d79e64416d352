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
    private let name: CheckpointName?
    private let merchant: MerchantID?
    private let caller: Caller
    private let origin: ProcessOrigin
    private var growth = SealGrowth()

    /// Creates a sealer.
    ///
    /// - Parameters:
    ///   - journal: The journal to seal.
    ///   - key: The key that signs; a record announces it before its first checkpoint, and again
    ///     where it follows another key and there is nothing else to seal.
    ///   - name: Who publishes the checkpoints; the merchant's `mchid` where no name is given.
    ///   - merchant: Whose journal it must be, where that is known.
    ///   - caller: Whom that record names.
    ///   - origin: The process that it names.
    public init(
        journal: any Journal, key: Curve25519.Signing.PrivateKey, name: CheckpointName? = nil,
        merchant: MerchantID? = nil, caller: Caller,
        origin: ProcessOrigin = .current
    ) {
        self.journal = journal
        self.key = key
        self.name = name
        self.merchant = merchant
        self.caller = caller
        self.origin = origin
    }

    /// Seals all records that there are, and returns the checkpoint; the last one, if nothing was
    /// added since it was signed with this key.
    ///
    /// - Parameter now: The wall clock; a checkpoint is never dated before what it seals, nor
    ///   before the checkpoint that precedes it.
    /// - Throws: ``JournalError`` with ``JournalErrorCode/notBegun`` where nothing is recorded yet,
    ///   with ``JournalErrorCode/otherMerchant`` where the journal is another's, and with
    ///   ``JournalErrorCode/corrupt`` if the records are not those that were sealed before, or a
    ///   kept checkpoint does not hold; `CancellationError` if the task is cancelled while the
    ///   tree grows. Nothing is kept then.
    public func seal(at now: Timestamp) async throws -> Checkpoint {
        var growth = growth
        while true {
            try Task.checkCancellation()
            let start = growth
            growth = try await journal.inspect { reader in try start.advance(by: reader) }
            // What comes meanwhile is taken in the commit, or a busy journal would never be sealed.
            if !growth.tookWholePage(since: start) { break }
        }
        let (start, key, name, merchant) = (growth, key, name, merchant)
        let (caller, origin) = (caller, origin)
        let (checkpoint, sealed) = try await journal.seal { writer in
            try start.sealed(
                in: writer, with: key, as: name, of: merchant, by: caller, from: origin, at: now)
        }
        self.growth = sealed
        return checkpoint
    }
}
