import JournalStorage
import OrderJournal
public import OrderLifecycle

extension SQLiteJournalStore {
    /// Copies the journal to a new file, also beside a running owner, and verifies the copy before
    /// it gets its name.
    ///
    /// The copy is one snapshot. A head file beside it, `<path>.head`, knows all its records, so
    /// that a journal restored from both opens, and a copy that loses its end is told from a whole
    /// one. `<path>.checkpoint` is the note of the newest checkpoint. All three are for their owner
    /// alone. Nothing of the journal's is written, moved or cut.
    ///
    /// - Parameters:
    ///   - path: Where the copy will be; nothing may stand there, nor under the names beside it.
    ///   - clock: The wall clock, to tell of records that are dated far ahead of it.
    ///   - progress: Called as the copy goes on, on the journal's threads.
    /// - Throws: `JournalError`: `cannotOpen` if something stands there; `backupUnsound` if the
    ///   copy does not hold, and then nothing is left there; `rolledBack` or `headUnusable` if the
    ///   journal itself lost something; `locked` while another backup is made in the same
    ///   directory; `foreign` for a journal in the embedding program's database; `full` or
    ///   `inputOutput`.
    public func backUp(
        to path: String, clock: Timestamp? = nil,
        progress: @escaping @Sendable (JournalBackup.Progress) -> Void = { _ in }
    ) async throws -> JournalBackup {
        guard !connections.isClosed else { throw JournalError.closed }
        do {
            guard let headPath = connections.headPath else {
                throw JournalError(
                    .foreign,
                    "\(connections.path): the journal is in another program's database; back that "
                        + "up as a whole, with SQLite's backup interface or VACUUM INTO")
            }
            let place = try BackupPlace(path, of: connections.path)
            try place.checkNothingStandsThere()
            let identity = try await identity()
            let draft = try BackupDraft(in: place.directory, of: identity)
            defer { draft.discard() }
            let known = try await fill(draft, besides: headPath, progress)
            let (head, report) = try await Self.verify(
                draft, after: known, clock: clock, progress)
            try check(report, place)
            return try await runBlocking {
                let content = try draft.content()
                let slot = HeadSlot(identity: identity, counter: 0, head: head)
                try place.finish(draft, with: slot)
                return JournalBackup(
                    path: path, bytes: content.bytes, digest: content.digest, head: head,
                    report: report)
            }
        } catch {
            throw JournalError.translating(error)
        }
    }

    /// By which its head file knows the journal; empty where the journal lost that, which the
    /// comparison with the head file tells.
    private func identity() async throws -> [UInt8] {
        try await connections.readers.read { try HeadRows.identity($0.statements) } ?? []
    }

    /// Copies one snapshot, which has all that the head file knows, and returns that head.
    private func fill(
        _ draft: BackupDraft, besides headPath: String,
        _ progress: @escaping @Sendable (JournalBackup.Progress) -> Void
    ) async throws -> JournalHead {
        // Before the snapshot, or a running owner's head could be ahead of it.
        let places = try await runBlocking { try HeadFile.places(at: headPath) }
        return try await connections.readers.inspect { view in
            let known = try HeadFileCheck(view.statements, headFile: headPath, places).known()
            try draft.fill(from: view.statements.db) { done, total in
                progress(.copying(done: done, total: total))
            }
            try draft.synchronise()
            return known
        }
    }

    /// Verifies the copy, and returns the head that knows all its records.
    private static func verify(
        _ draft: BackupDraft, after known: JournalHead, clock: Timestamp?,
        _ progress: @escaping @Sendable (JournalBackup.Progress) -> Void
    ) async throws -> (JournalHead, VerificationReport) {
        // It is read by this process alone, so that any file system will do.
        let copy = try await open(at: draft.path, mode: .reader, allowsRemoteFileSystem: true)
        do {
            let head = try await copy.connections.readers.inspect {
                try HeadRows.grown(known, $0.statements)
            }
            let report = try await JournalVerifier().verify(copy, head: head, clock: clock) {
                progress(.verifying($0))
            }
            try await copy.close()
            return (head, report)
        } catch {
            try? await copy.close()
            throw error
        }
    }

    private func check(
        _ report: VerificationReport, _ place: BackupPlace
    ) throws(JournalError) {
        guard let first = report.first else { return }
        let sequence = first.sequence.map { "record #\($0): " } ?? ""
        throw JournalError(
            .backupUnsound,
            "the copy of \(connections.path) does not hold (findings: \(report.findingCount), the "
                + "first \(first.code.rawValue), \(sequence)\(first.explanation)), and nothing is "
                + "left at \(place.path); verify the journal, and if it holds, the disk of the "
                + "backup changed what was written")
    }
}
