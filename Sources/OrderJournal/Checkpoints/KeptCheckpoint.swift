/// A checkpoint, and where it stands among those that the journal keeps.
public struct KeptCheckpoint: Hashable, Sendable {
    /// 1 for the first that was kept, and one more for each after it; a gap means that one is gone.
    public let position: Int64
    /// What is kept there.
    public let checkpoint: Checkpoint

    /// Makes a kept checkpoint of its parts.
    public init(position: Int64, checkpoint: Checkpoint) {
        self.position = position
        self.checkpoint = checkpoint
    }
}
