import OrderEngine
import OrderLifecycle
import SQLiteJournal

/// What can speak for a journal, each by itself.
enum Layer: String, CaseIterable, Hashable, Sendable {
    /// What opening checks: the file's form and the tables.
    case opening
    /// The stored hashes, their chains, and the replay of what is stored.
    case hashes
    /// The signed checkpoints that the database keeps.
    case kept
    /// The head file beside the database.
    case head
    /// A checkpoint that was published.
    case published
}

/// What looking at a journal that may have been altered gave.
struct Inspection: Sendable {
    /// Which layers noticed something.
    var layers: Set<Layer> = []
    /// The code of whatever was thrown instead of an answer.
    var refusal: String?
    /// The code of what reading everything threw, where verifying went through.
    var unreadable: String?
    /// What was thrown without being one of the documented errors.
    var untyped: String?
    /// The findings, lowest record first.
    var findings: [VerificationFinding] = []
    /// What it says, if all of it can be read.
    var content: JournalContent?

    var isDetected: Bool { !layers.isEmpty }

    /// The first bad record that is named.
    var firstBad: Int64? { findings.lazy.compactMap(\.sequence).first }

    /// Opens and verifies a database as an auditor would.
    static func inspect(_ path: String, published: Checkpoint?) async -> Inspection {
        var inspection = Inspection()
        do {
            let journal = try await DatabaseJournal.open(at: path, mode: .reader)
            do {
                try await inspection.verify(journal, published)
                do {
                    inspection.content = try await journal.read { try JournalContent($0) }
                } catch let error as JournalError {
                    inspection.unreadable = error.code.rawValue
                }
            } catch {
                inspection.refuse(error, at: .hashes)
            }
            try? await journal.close()
        } catch {
            inspection.refuse(error, at: .opening)
        }
        return inspection
    }

    /// Verifies with what the database keeps, and with what was published, each without the other.
    private mutating func verify(
        _ journal: DatabaseJournal, _ published: Checkpoint?
    ) async throws {
        let (alone, against) = try await journal.read { reading in
            (
                try JournalVerifier(findingLimit: 10_000).verify(reading),
                try JournalVerifier(findingLimit: 10_000).verify(
                    WithoutKeptCheckpoints(reading: reading), against: published)
            )
        }
        findings = alone.findings
        layers = Set((alone.findings + against.findings).map { Self.layer(of: $0.code) })
    }

    private mutating func refuse(_ error: any Error, at layer: Layer) {
        if let error = error as? JournalError {
            refusal = error.code.rawValue
            layers.insert(layer)
        } else {
            untyped = String(describing: error)
        }
    }

    private static func layer(of code: VerificationFindingCode) -> Layer {
        let name = code.rawValue
        if name.hasPrefix("outside_") { return .published }
        if name.hasPrefix("head_") { return .head }
        return name.hasPrefix("checkpoint_") || code == .journalTruncated ? .kept : .hashes
    }
}
