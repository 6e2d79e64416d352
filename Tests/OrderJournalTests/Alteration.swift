import OrderJournal
import Testing

@testable import OrderEngineTesting

/// What somebody changes in a stored journal behind the engine's back.
struct Alteration: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let make: @Sendable (InMemoryContent) throws -> Void

    init(_ description: String, _ make: @escaping @Sendable (InMemoryContent) throws -> Void) {
        testDescription = description
        self.make = make
    }
}
