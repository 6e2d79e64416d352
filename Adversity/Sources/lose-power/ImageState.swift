import CFaultVFS
import FileRecording

/// What SQLite finds in an image: it recovers the log and reads every row of every table.
struct ImageState: Sendable {
    /// The digest of the tables and all their rows.
    let digest: UInt64
    /// How many records and checkpoints there are.
    let extent: Int64
    /// How many records there are.
    let records: Int64
    /// What is wrong; empty when SQLite's own check finds nothing and the records are dense.
    let problem: String

    var isSound: Bool { problem.isEmpty }

    fileprivate init(_ state: fault_state) {
        digest = state.digest
        extent = state.records + state.checkpoints
        records = state.records
        let said = withUnsafeBytes(of: state.said) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if state.code != 0 {
            problem = "SQLite says \(state.code): \(said)"
        } else if !state.is_whole {
            problem = "quick_check says \"\(said)\""
        } else if state.last != state.records {
            problem = "\(state.records) records end with number \(state.last)"
        } else {
            problem = ""
        }
    }
}

extension CrashImage {
    /// Reads the image in memory; `nil` if it has no database yet.
    func inspect() -> ImageState? {
        guard let database = files[JournalFiles.database], !database.isEmpty else { return nil }
        let log = files[JournalFiles.database + "-wal"] ?? []
        let state = database.withUnsafeBufferPointer { database in
            log.withUnsafeBufferPointer { log in
                fault_inspect(database.baseAddress, database.count, log.baseAddress, log.count)
            }
        }
        return ImageState(state)
    }
}
