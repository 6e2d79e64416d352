import OrderJournal
import SQLiteJournal

/// What can speak for a journal, each by itself.
enum Layer: String, CaseIterable, Hashable, Sendable {
    /// What opening as the owner checks: form, tables, the last record, and the head's last.
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
    private(set) var layers: Set<Layer> = []
    /// The first record that each layer names.
    private(set) var named: [Layer: Int64] = [:]
    /// The code of whatever was thrown to a reader instead of an answer.
    private(set) var refusal: String?
    /// The code of what was thrown to an owner.
    private(set) var ownerRefusal: JournalErrorCode?
    /// The code of what reading everything threw, where verifying went through.
    private(set) var unreadable: String?
    /// What was thrown without being one of the documented errors.
    private(set) var untyped: String?
    /// The findings of all layers together, lowest record first.
    private(set) var findings: [VerificationFinding] = []
    /// Its records, if all of them can be read.
    private(set) var records: [JournalRecord]?
    /// All that it says, if all of it can be read.
    private(set) var content: JournalContent?
    /// What its head file says, if that can be read.
    private(set) var head: JournalHead?

    /// Whether it could be opened to be read.
    private(set) var isOpen = false

    var isDetected: Bool { !layers.isEmpty }

    /// The first bad record that is named.
    var firstBad: Int64? { findings.lazy.compactMap(\.sequence).first }

    /// Reads and verifies a journal as an auditor would, and then opens it as its owner does.
    static func inspect(_ path: String, published: Checkpoint?) async -> Inspection {
        var inspection = Inspection()
        do {
            let journal = try await SQLiteJournalStore.open(at: path, mode: .reader)
            inspection.isOpen = true
            do {
                try await inspection.verify(journal, published)
                try await inspection.read(journal)
            } catch {
                inspection.refuse(error, at: .hashes)
            }
            try? await journal.close()
        } catch {
            inspection.refuse(error, at: .opening)
        }
        await inspection.own(path)
        return inspection
    }

    /// Reads everything, or the records alone where something else cannot be read.
    private mutating func read(_ journal: SQLiteJournalStore) async throws {
        do {
            content = try await journal.inspect { try JournalContent($0) }
            records = content?.records
        } catch let error as JournalError {
            unreadable = error.code.rawValue
            records = try? await journal.read {
                try $0.records(after: 0, limit: JournalContent.most)
            }
        }
    }

    /// Verifies with everything there is; and once more without the kept checkpoints where a root
    /// differs from theirs, which leaves nothing for the head and the published one to compare.
    private mutating func verify(
        _ journal: SQLiteJournalStore, _ published: Checkpoint?
    ) async throws {
        do { head = try await journal.head() } catch let error as JournalError {
            layers.insert(.head)
            if error.code == .locked { untyped = "locked: \(error)" }
        }
        let head = head
        let verifier = JournalVerifier(findingLimit: 10_000)
        findings = try await verifier.verify(journal, against: published, head: head).findings
        note(findings)
        guard findings.contains(where: { $0.code == .checkpointRootDiffers }) else { return }
        let apart = try await journal.inspect { reader in
            try verifier.verify(
                WithoutKeptCheckpoints(reader: reader), against: published, head: head)
        }
        note(apart.findings.filter { $0.code != .headCheckpointMissing })
    }

    private mutating func note(_ findings: [VerificationFinding]) {
        for finding in findings {
            let layer = Self.layer(of: finding.code)
            layers.insert(layer)
            if let sequence = finding.sequence {
                named[layer] = min(sequence, named[layer] ?? sequence)
            }
        }
    }

    private mutating func own(_ path: String) async {
        do {
            try await SQLiteJournalStore.open(at: path).close()
        } catch {
            refuse(error, at: .opening)
            ownerRefusal = (error as? JournalError)?.code
            if [.rolledBack, .headUnusable].contains(ownerRefusal) { layers.insert(.head) }
        }
    }

    private mutating func refuse(_ error: any Error, at layer: Layer) {
        if let error = error as? JournalError, error.code != .locked {
            refusal = refusal ?? error.code.rawValue
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
