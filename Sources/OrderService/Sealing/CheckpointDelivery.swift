/// The checkpoints that a witness has yet to take, the oldest first.
struct CheckpointDelivery: Sendable {
    let witness: any CheckpointWitness
    private(set) var waiting: [String] = []
    /// The last note that was to be brought, so that none is brought twice.
    private var last: String?

    /// The most notes that wait; beyond it the oldest is given up, and the journal still has it.
    static let limit = 1000

    init(to witness: any CheckpointWitness) {
        self.witness = witness
    }

    /// Whether the witness has all that was to be brought.
    var isComplete: Bool { waiting.isEmpty }

    /// Adds a note unless it was the last one.
    ///
    /// - Returns: Whether another was given up for it.
    mutating func add(_ note: String) -> Bool {
        guard note != last else { return false }
        last = note
        waiting.append(note)
        guard waiting.count > Self.limit else { return false }
        waiting.removeFirst()
        return true
    }

    /// Notes that the witness took a note.
    mutating func took(_ note: String) {
        if waiting.first == note { waiting.removeFirst() }
    }
}
