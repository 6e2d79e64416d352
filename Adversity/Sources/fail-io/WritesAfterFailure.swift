import FileRecording

/// Looks in a record for what must not be: that a connection writes after a commit of its failed.
enum WritesAfterFailure {
    /// The first such write, in words.
    static func first(in events: [FileEvent]) -> String? {
        var hasFailed = false
        // Where SQLite was last told of a failure since a commit succeeded.
        var failure: Int?
        for (index, event) in events.enumerated() {
            switch (event.kind, event.value) {
            case (.mark, FaultedLife.failed) where !hasFailed:
                hasFailed = true
                let start = failure.map { $0 + 1 } ?? index
                if let write = write(in: events[start..<index]) { return write }
            case (.mark, FaultedLife.failed):
                break
            case (.mark, _):
                (hasFailed, failure) = (false, nil)
            default:
                if hasFailed, let write = write(in: events[index...index]) { return write }
                if event.failed { failure = index }
            }
        }
        return nil
    }

    private static func write(in events: ArraySlice<FileEvent>) -> String? {
        events.first { $0.handle > 0 && ($0.kind == .write || $0.kind == .truncate) }.map {
            "written after a failed commit: \($0.kind) of file \($0.file) at \($0.offset)"
        }
    }
}
