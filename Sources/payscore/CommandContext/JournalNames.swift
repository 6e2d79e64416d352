import Foundation
import SQLiteJournal
import WeChatPay

/// The names of a journal's own files, and of those that the configuration names: nothing else is
/// written to them, whether they exist or not.
struct JournalNames {
    /// The ends of the names that a journal's files have besides the database's own.
    private static let suffixes = [
        "", "-wal", "-shm", "-journal", ".lock", "-payscore.lock", ".socket", "-payscore.socket",
        ".head",
    ]

    /// The database's path.
    let database: String
    /// The path of the key that signs checkpoints.
    let checkpointKey: String
    private let requestKeys: [String]
    private let customerKey: String?
    private let configured: [String]

    init(_ global: GlobalOptions, _ configuration: PayscoreConfiguration) {
        database = CommandContext.databasePath(global, configuration)
        checkpointKey = configuration.text(.checkpointKeyFile) ?? database + ".checkpoint-key"
        requestKeys = [.requestKeyFile, .formerRequestKeyFile].compactMap(configuration.text)
        customerKey = configuration.text(.customerKeyFile)
        let named = ConfigurationKey.allCases.filter {
            $0.form == .path && $0 != .checkpointKeyFile
        }
        configured =
            named.compactMap { configuration.text($0) } + [configuration.file].compactMap(\.self)
    }

    /// Makes sure that no file holds keys of two uses: whoever may read the one would have the
    /// other.
    ///
    /// - Throws: ``Failure``, `configuration_key_shared`.
    func checkKeysAreDistinct() throws(Failure) {
        for path in requestKeys where Self.isSame(path, checkpointKey) {
            throw Self.shared(path, "to seal requests and to sign checkpoints")
        }
        guard let customerKey else { return }
        if Self.isSame(customerKey, checkpointKey) {
            throw Self.shared(customerKey, "to seal for customers and to sign checkpoints")
        }
        for path in requestKeys where Self.isSame(path, customerKey) {
            throw Self.shared(path, "to seal requests and to seal for customers")
        }
    }

    private static func shared(_ path: String, _ uses: String) -> Failure {
        Failure(
            .configuration, "configuration_key_shared",
            "\(PathText.shown(path)): is \(uses); each needs a key in a file of its own")
    }

    /// Whether a path leads to a file of the journal, the key or the configuration.
    func contain(_ path: String) -> Bool {
        isJournals(path) || ([checkpointKey] + configured).contains { Self.isSame(path, $0) }
    }

    /// Whether a path leads to a file of the journal.
    func isJournals(_ path: String) -> Bool {
        let kept = Self.resolved(database + ".head.before-epoch-")
        return Self.suffixes.contains { Self.isSame(path, database + $0) }
            || Self.resolved(path).hasPrefix(kept)
    }

    private static func isSame(_ path: String, _ other: String) -> Bool {
        if resolved(path) == resolved(other) { return true }
        // On some file systems one file has many spellings.
        guard let identity = FileIdentity(path) else { return false }
        return identity == FileIdentity(other)
    }

    /// The path with the links of its directory followed, and those of the last name not.
    private static func resolved(_ path: String) -> String {
        let directory = NewFile.directory(of: path)
        let name = path.dropFirst(path.contains("/") ? directory.count : 0)
        guard let resolved = realpath(directory, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved) + "/" + name
    }
}
