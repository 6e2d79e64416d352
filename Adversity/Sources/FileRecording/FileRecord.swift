import CFaultVFS

/// The record of what this program does to the files of one directory.
///
/// There is one at a time. SQLite's part is recorded by a VFS of ours, which is its default from
/// the first record on; everything else by the calls of the C library.
public enum FileRecord {
    private static let isInstalled = fault_install() == 0

    /// Begins a record; what lies in the directory already counts as durable.
    public static func begin(in directory: String) {
        precondition(isInstalled, "SQLite does not take the recording VFS")
        fault_watch(directory.hasSuffix("/") ? directory : directory + "/")
    }

    /// How many events there are so far.
    public static var count: Int { fault_entry_count() }

    /// The events so far, from one on.
    public static func events(from start: Int = 0) -> [FileEvent] {
        (start..<max(start, fault_entry_count())).compactMap { FileEvent(fault_entry_at($0)) }
    }

    /// Ends the record.
    public static func end() -> [FileEvent] {
        fault_unwatch()
        return events()
    }

    /// Notes that so much was promised to a caller.
    public static func mark(_ promised: Int64) {
        fault_mark(promised)
    }

    /// Lets connections that are opened from now on move SQLite's log into the database after so
    /// many pages; 0 is SQLite's own measure.
    public static func setLogPages(_ pages: Int) {
        fault_set_log_pages(Int32(pages))
    }

    /// Runs statements on the idle connection that was opened last to write a recorded file.
    public static func execute(_ sql: String) -> Bool {
        fault_execute(sql) == 0
    }
}
