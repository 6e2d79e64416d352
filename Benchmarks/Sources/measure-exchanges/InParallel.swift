import Synchronization

/// Does work for each item; so many hands take the next item as soon as they are free.
func inParallel<Item: Sendable>(
    _ items: [Item], hands: Int, _ work: @escaping @Sendable (Item) async throws -> Void
) async throws {
    let next = SharedCount()
    try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<min(hands, items.count) {
            group.addTask {
                while let index = next.take(below: items.count) { try await work(items[index]) }
            }
        }
        try await group.waitForAll()
    }
}

/// Numbers that are handed out once each.
private final class SharedCount: Sendable {
    private let value = Atomic(0)

    func take(below limit: Int) -> Int? {
        let taken = value.add(1, ordering: .relaxed).oldValue
        return taken < limit ? taken : nil
    }
}
