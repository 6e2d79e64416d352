/// The kept checkpoints so far, and what they let the next one be.
///
/// These are the rules by which a kept checkpoint holds; the verifier and the sealer both ask here,
/// so that no checkpoint is kept that a verification would find.
struct SealChain: Sendable {
    /// One thing about a checkpoint that does not hold.
    struct Problem: Sendable {
        let code: VerificationFindingCode
        let explanation: String
    }

    /// The last that was taken.
    private(set) var last: KeptCheckpoint?
    /// The most records that a checkpoint so far seals.
    private(set) var highest: Int64 = 0
    /// What the first record says; `nil` before it, and where it does not say what it should.
    private(set) var beginning: BeginningDetails?
    private var keys: Set<String> = []

    /// Takes the next record, which may begin the journal or announce a key.
    mutating func take(_ record: RecordDigest) {
        switch record.journalFact {
        case .begun(let beginning) where record.sequence == 1: self.beginning = beginning
        case .keyAdded(let key): keys.insert(key)
        case .begun, .velocityLimitTripped, .velocityLimitReset, .policyChanged, .swept, .resumed,
            .notified, .customerForgotten, nil:
            break
        }
    }

    /// Whether a checkpoint says that it is of another journal than the first record does.
    func isForeign(_ checkpoint: Checkpoint) -> Bool {
        beginning.map { $0.identity != checkpoint.origin.identity } ?? false
    }

    /// Takes the next checkpoint, whether it holds or not.
    mutating func take(_ kept: KeptCheckpoint) {
        last = kept
        highest = max(highest, kept.checkpoint.size)
    }

    /// Whether a record so far announces a key.
    func announces(_ publicKey: String) -> Bool { keys.contains(publicKey) }

    /// Where the next checkpoint is to be kept.
    var nextPosition: Int64 { (last?.position ?? 0) &+ 1 }

    /// Says what does not hold about the next checkpoint; `nil` if everything does.
    ///
    /// - Parameter tree: The tree over as many records as it seals; `nil` if a record is missing,
    ///   so that no root can be compared.
    func problem(with kept: KeptCheckpoint, over tree: MerkleTree?) -> Problem? {
        let checkpoint = kept.checkpoint
        let name = "the checkpoint of \(checkpoint.size) records"
        if checkpoint.size <= highest {
            return Problem(
                code: .checkpointOutOfOrder, explanation: "\(name) follows one of \(highest)")
        }
        if checkpoint.previous != last?.checkpoint.digest ?? .zero {
            return Problem(
                code: .checkpointChainBroken,
                explanation: "\(name) does not name the one before it")
        }
        if kept.position != nextPosition {
            return Problem(
                code: .checkpointOutOfOrder,
                explanation: "\(name) is kept at position \(kept.position), not \(nextPosition)")
        }
        if isForeign(checkpoint) {
            return Problem(
                code: .checkpointOriginDiffers,
                explanation: "\(name) is of the journal \(checkpoint.origin.identity)")
        }
        if !checkpoint.isSignatureValid {
            return Problem(
                code: .checkpointSignatureWrong,
                explanation: "\(name) is not signed by the key that it names")
        }
        if !announces(checkpoint.publicKey) {
            return Problem(
                code: .checkpointKeyUnknown,
                explanation: "no record before \(name) announces its key \(checkpoint.publicKey)")
        }
        if let tree, tree.root != checkpoint.root {
            return Problem(
                code: .checkpointRootDiffers,
                explanation: "the first \(checkpoint.size) records are not those that were sealed")
        }
        return nil
    }
}
