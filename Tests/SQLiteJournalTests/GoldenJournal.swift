import Foundation
import OrderJournal
import OrderLifecycle
import Testing

@testable import SQLiteJournal

/// A journal that an earlier program wrote (Golden/make), with the checkpoint that was published of
/// it then.
enum GoldenJournal {
    /// How many records it has.
    static let records: Int64 = 132
    /// How the orders stand, by number.
    static let states = [
        "APPROVED-1": "revoked", "AWAITING-1": "awaiting_payment", "CREATED-1": "created",
        "DONE-1": "done", "EXPIRED-1": "expired", "FORGIVEN-1": "revoked",
        "IN-SERVICE-1": "in_service", "LOST-1": "revoked", "OPEN-1": "created",
        "PROTECTED-1": "in_service", "REVOKED-1": "revoked",
    ]
    /// The orders with an unresolved attempt.
    static let unresolved = ["OPEN-1"]

    private static func file(_ name: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Golden/golden.\(name)")
    }

    /// Copies the journal into a test's own directory, with its head file.
    static func copy(to place: TemporaryPlace) throws {
        try FileManager.default.copyItem(atPath: file("journal").path, toPath: place.path)
        try FileManager.default.copyItem(atPath: file("head").path, toPath: place.headPath)
    }

    /// The published checkpoint.
    static var checkpoint: Checkpoint? {
        get throws {
            Checkpoint(note: try String(contentsOf: file("checkpoint"), encoding: .utf8))
        }
    }
}
