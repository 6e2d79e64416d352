/// One way to falsify a journal; docs/concepts/evidence.md says who notices it.
struct Attack: Sendable {
    /// What is done, as the page says it.
    let name: String
    /// Does it to the closed journal at the attacker's path.
    let perform: @Sendable (Attacker, SealedStory) async throws -> Void

    init(
        _ name: String,
        _ perform: @escaping @Sendable (Attacker, SealedStory) async throws -> Void
    ) {
        self.name = name
        self.perform = perform
    }

    static let all =
        ofRecords + ofTheEnd + rewriting + ofWholeFiles + ofTheHead + besideTheRecords
}
