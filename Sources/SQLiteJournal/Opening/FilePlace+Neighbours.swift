import CSQLiteSettings
import Foundation
import GRDB
import OrderJournal

extension FilePlace {
    /// The ends of the names under which SQLite makes, empties and removes files beside a database,
    /// whoever made them.
    private static let ofSQLite = ["-wal", "-shm", "-journal"]

    /// Makes sure that nothing stands where a new journal's files will be.
    ///
    /// A log without its database would be written into the new one, and an empty one, or a file of
    /// another program's under such a name, would be removed.
    func checkNothingIsLeft() throws(JournalError) {
        for suffix in Self.ofSQLite {
            let neighbour = path + suffix
            switch ExistingFile(at: neighbour) {
            case .nothing: continue
            case .ordinary(1...) where suffix != "-shm":
                throw JournalError(
                    .corrupt,
                    "\(path) is missing or empty, but \(neighbour) is there and may hold committed "
                        + "records; put the database back beside it, or move both away")
            case .ordinary, .other, .unknown:
                throw refusal(
                    "no journal is made here while \(neighbour) stands there, which SQLite would "
                        + "remove; move it away, or name another place")
            }
        }
    }

    /// Makes sure that SQLite's files beside a journal are files of one name, so that what is
    /// written there changes nothing elsewhere.
    func checkNeighbours() throws(JournalError) {
        for suffix in Self.ofSQLite {
            let neighbour = path + suffix
            switch ExistingFile(at: neighbour) {
            case .nothing, .ordinary(0): continue
            case .ordinary where suffix != "-journal": continue
            case .ordinary:
                throw JournalError(
                    .corrupt,
                    "\(neighbour) lies beside the journal, which never uses one; SQLite would "
                        + "write it over the journal; find out where it comes from, and move it "
                        + "away")
            case .other(let what): throw refusal("\(neighbour) \(what); move it away")
            case .unknown(let number):
                throw refusal("\(neighbour): \(String(cString: strerror(number)))")
            }
        }
    }

    /// Makes sure that a file is a journal, before anything is made or changed beside it.
    ///
    /// Opening another program's database would already move its log into it. A first page that a
    /// power failure spoilt is left to the opening, as long as there is a log to mend it from.
    func checkIsJournal(for mode: SQLiteJournalStore.Mode) throws(JournalError) {
        guard let uri = Self.restingURI(of: path) else { return }
        var number: Int32 = 0
        var hasTables: Int32 = 0
        let code = ResultCode(rawValue: payscore_identify(uri, &number, &hasTables))
        if code == .SQLITE_OK, number != Int32(ConnectionSettings.applicationID) {
            try checkMayHoldJournal(for: mode, hasTables: hasTables != 0)
        }
        if code.primaryResultCode == .SQLITE_NOTADB, !hasLog() {
            throw JournalError(.foreign, "\(path): the file is no SQLite database")
        }
    }

    /// Makes sure that a database which is no journal's own may hold a journal, and is only read.
    ///
    /// - Parameter hasTables: Whether the database's own file has the journal's tables. While a
    ///   program has it open, they may stand in its log alone.
    private func checkMayHoldJournal(
        for mode: SQLiteJournalStore.Mode, hasTables: Bool
    ) throws(JournalError) {
        let isOpen = payscore_file_size(path + "-shm") >= 0 && hasLog()
        let isShared = hasTables || isOpen
        guard ExistingFile(at: headPath) == .nothing, isShared else { throw foreign }
        guard mode == .reader else {
            throw hasTables
                ? JournalError(
                    .foreign,
                    "\(path): the journal is in another program's database, which that program "
                        + "alone writes; it can only be read here")
                : foreign
        }
    }

    private var foreign: JournalError {
        JournalError(
            .foreign,
            "\(path): the file is a SQLite database of another program; name another file, or "
                + "open the journal on that program's own writer")
    }

    /// Whether SQLite's log is there and begins as one does.
    private func hasLog() -> Bool {
        // SQLite holds no locks on it, so that closing it here gives none up.
        let descriptor = open(logPath, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4)
        let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        return count == 4 && bytes[..<3] == [0x37, 0x7F, 0x06] && bytes[3] & 0xFE == 0x82
    }

    /// Makes sure that no head file knows of a journal where there is none, and that no file stands
    /// there that a new journal would take the place of.
    ///
    /// - Parameter isLossAccepted: Whether a person lets a new journal begin.
    func checkMayBegin(
        _ presence: Presence, for mode: SQLiteJournalStore.Mode, isLossAccepted: Bool
    ) throws(JournalError) {
        guard presence != .present else { return }
        if !isLossAccepted {
            try HeadFileCheck.checkNothingIsLost(at: headPath, isAbsent: presence == .absent)
        }
        guard mode == .owner || presence != .absent else {
            throw missing("there is no journal here")
        }
        guard try HeadFile.places(at: headPath)?.isEmpty != true else {
            throw refusal(
                "there is no journal, and \(headPath) cannot be read as one's head; move it away, "
                    + "or name another place")
        }
        guard presence == .absent else {
            throw refusal(
                "is an empty file, and no journal; a journal is made where nothing stands; remove "
                    + "the file, or name another place")
        }
    }

    /// A name that tells SQLite that the file does not change.
    static func restingURI(of path: String) -> String? { uri(of: path, "immutable=1") }

    /// A name that tells SQLite how to open the file.
    static func uri(of path: String, _ option: String) -> String? {
        let unreserved = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "/-_.~"))
        return path.addingPercentEncoding(withAllowedCharacters: unreserved).map {
            "file:\($0)?\(option)"
        }
    }
}
