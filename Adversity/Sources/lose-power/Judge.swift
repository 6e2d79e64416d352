import FileRecording
import Foundation
import OrderEngineTesting
import OrderJournal
import SQLiteJournal

/// What a judge finds in an image.
enum Verdict: Equatable, Sendable {
    /// The journal holds so much, and what was promised is there.
    case sound(extent: Int64)
    /// There is no journal yet, and nothing was promised of it.
    case absent
    /// Something that was promised is missing.
    case lost(String)
    /// What is there is not what the journal ever held.
    case corrupt(String)

    /// What is wrong, if anything is.
    var problem: String? {
        switch self {
        case .sound, .absent: nil
        case .lost(let what): "lost: \(what)"
        case .corrupt(let what): "corrupt: \(what)"
        }
    }
}

extension Recording {
    /// Judges an image in memory: it must hold, table by table and byte by byte, one of the states
    /// that the journal went through, and no earlier one than was promised.
    func judge(_ image: CrashImage, promised: Int64) -> Verdict {
        guard let state = image.inspect() else {
            return promised == 0 ? .absent : .lost("no journal, \(promised) were promised")
        }
        guard state.isSound else { return .corrupt(state.problem) }
        guard let extent = extents[state.digest] else {
            return promised > state.extent
                ? .lost("\(state.extent) in a state that never was, \(promised) were promised")
                : .corrupt("its \(state.extent) are in a state that never was")
        }
        guard image.files[JournalFiles.database + "-journal"]?.isEmpty ?? true else {
            return .corrupt("a rollback journal lies beside the database")
        }
        return judge(extent: extent, promised: promised)
    }

    private func judge(extent: Int64, promised: Int64) -> Verdict {
        guard extent >= promised else {
            return .lost("\(extent) are there, \(promised) were promised")
        }
        let unanswered = steps.count { $0 > promised && $0 <= extent }
        guard !isSerial || unanswered <= 1 || promised == 0 else {
            return .corrupt("\(unanswered) unanswered transactions are there")
        }
        return .sound(extent: extent)
    }

    /// Judges an image as a program meets it: the journal's own opening recovers it, its verifier
    /// reads it whole, its records are those that were recorded, and it takes one more.
    func judgeByOpening(
        _ image: CrashImage, in files: JournalFiles, promised: Int64, chance: Chance
    ) async throws -> Verdict {
        var chance = chance
        try files.lay(image.files)
        if chance.isHeads, image.files[JournalFiles.database] != nil {
            // Nothing of this file counts after a loss of power, whatever it holds.
            let bytes = Data(chance.bytes(1024 + chance.below(32_768)))
            try bytes.write(to: URL(filePath: files.path + "-shm"))
        }
        do {
            let journal = try await SQLiteJournalStore.open(at: files.path)
            let verdict = try await judge(journal, promised: promised)
            try await journal.close()
            return verdict
        } catch let error as JournalError {
            return .corrupt("the journal says \(error)")
        }
    }

    private func judge(_ journal: SQLiteJournalStore, promised: Int64) async throws -> Verdict {
        let report = try await JournalVerifier().verify(journal)
        guard report.isSound else {
            return .corrupt("\(report.first.map { "\($0)" } ?? "the verifier objects")")
        }
        let (found, extent) = try await journal.inspect { journal in
            (try journal.records(after: 0, limit: 10_000).map(\.hash), try journal.extent())
        }
        guard found == Array(hashes.prefix(found.count)) else {
            return .corrupt("the \(found.count) records are not those that were written")
        }
        let order = try SampleOrder("after")
        try await journal.commit(on: .wholeJournal) { journal in
            try journal.begin()
            try journal.append(order.adopted())
        }
        return judge(extent: extent, promised: promised)
    }
}
