import OrderService

/// What became of a checkpoint that was handed to witnesses.
struct Publication: Sendable {
    /// Those who took it.
    private(set) var taken: [Witness] = []
    /// Those who did not, or perhaps did not, and why.
    private(set) var refused: [(witness: Witness, failure: WitnessFailure)] = []

    /// Hands a checkpoint to each witness in turn; one that fails keeps no other from it.
    init(of note: String, to witnesses: [Witness], within limit: Duration) async {
        for witness in witnesses {
            do throws(WitnessFailure) {
                try await witness.take(note, within: limit)
                taken.append(witness)
            } catch {
                refused.append((witness, error))
            }
        }
    }

    /// That a witness did not take it; `nil` if all did.
    var failure: Failure? {
        guard !refused.isEmpty else { return nil }
        let reasons = refused.map { "\($0.witness.name) \($0.failure.explanation)" }
        return Failure(
            .unpublished, "checkpoint_not_published",
            "\(reasons.joined(separator: "; ")); the checkpoint is sealed all the same; run "
                + "`payscore checkpoint` again, which publishes the newest and seals nothing twice")
    }
}
