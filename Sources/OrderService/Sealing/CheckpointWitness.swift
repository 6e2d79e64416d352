/// Takes checkpoints to where the journal's writer cannot change them.
public protocol CheckpointWitness: Sendable {
    /// What logs and answers call it; it holds no secret.
    var name: String { get }

    /// Takes a signed note, and returns once it is kept.
    ///
    /// It must end within a time of its own, and sooner where its task is cancelled. It may get a
    /// note that it has already.
    ///
    /// - Throws: ``WitnessFailure``; the note is brought again.
    func take(_ note: String) async throws(WitnessFailure)
}
