import CFaultVFS

/// One thing that was done to the files of the recorded directory.
public struct FileEvent: Sendable {
    /// What was done.
    public enum Kind: Sendable {
        /// The file lay there when the record began.
        case exists
        /// A new file got a name.
        case create
        /// A name went.
        case unlink
        /// A file took another name.
        case rename
        /// Bytes were written.
        case write
        /// The file's length was set.
        case truncate
        /// The file was made durable.
        case sync
        /// The directory was made durable.
        case syncDirectory
        /// The program said something about itself.
        case mark
    }

    /// What was done.
    public let kind: Kind
    /// The file; a name that is used again stands for another one.
    public private(set) var file: Int
    /// Which of SQLite's openings of the file did it, or 0.
    public let handle: Int
    /// Whether it was answered with an error.
    public let failed: Bool
    /// Where the bytes went; the new length of a truncation.
    public let offset: Int
    /// What the program said.
    public let value: Int64
    /// The bytes.
    public let bytes: [UInt8]
    /// The name.
    public let name: String
    /// The name after a renaming.
    public let newName: String

    init?(_ entry: fault_entry) {
        switch UInt32(entry.kind) {
        case FAULT_EXISTS.rawValue: kind = .exists
        case FAULT_CREATE.rawValue: kind = .create
        case FAULT_UNLINK.rawValue: kind = .unlink
        case FAULT_RENAME.rawValue: kind = .rename
        case FAULT_WRITE.rawValue: kind = .write
        case FAULT_TRUNCATE.rawValue: kind = .truncate
        case FAULT_SYNC.rawValue: kind = .sync
        case FAULT_SYNC_DIR.rawValue: kind = .syncDirectory
        case FAULT_MARK.rawValue: kind = .mark
        default: return nil
        }
        file = Int(entry.file)
        handle = Int(entry.handle)
        failed = entry.failed
        offset = Int(entry.offset)
        value = entry.value
        bytes = Array(UnsafeBufferPointer(start: entry.bytes, count: entry.length))
        name = entry.name.map { String(cString: $0) } ?? ""
        newName = entry.new_name.map { String(cString: $0) } ?? ""
    }

    /// The same event as it concerns a file of another number.
    public func renumbered(_ file: Int) -> FileEvent {
        var event = self
        event.file = file
        return event
    }
}
