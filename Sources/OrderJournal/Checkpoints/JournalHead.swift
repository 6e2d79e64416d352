/// How far a journal had come, as it is remembered outside of the database.
///
/// A database that lost its end looks whole; compared with its head it does not.
public struct JournalHead: Hashable, Sendable {
    /// The epoch, from 1: it grows when somebody goes on after a loss.
    public let epoch: Int64
    /// The tree over the hashes of the records that there were.
    public private(set) var tree: MerkleTree
    /// The hash of the last of them; zero where there was none.
    public private(set) var lastRecord: Digest32
    /// The last checkpoint that had been kept.
    public private(set) var checkpoint: Checkpoint?

    /// Creates a head.
    public init(
        epoch: Int64, tree: MerkleTree = MerkleTree(), lastRecord: Digest32 = .zero,
        checkpoint: Checkpoint? = nil
    ) {
        self.epoch = epoch
        self.tree = tree
        self.lastRecord = lastRecord
        self.checkpoint = checkpoint
    }

    /// How many records there were.
    public var size: Int64 { tree.size }

    /// Returns the head after further records, and after a further checkpoint where there is one.
    public func advance(by hashes: some Sequence<Digest32>, checkpoint: Checkpoint?) -> JournalHead
    {
        var head = self
        for hash in hashes {
            head.tree.append(hash)
            head.lastRecord = hash
        }
        head.checkpoint = checkpoint ?? head.checkpoint
        return head
    }
}
