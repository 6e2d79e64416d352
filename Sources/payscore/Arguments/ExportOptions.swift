import ArgumentParser
import OrderJournal

/// What the records of an export are proved under.
struct ExportOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            told(
                "The checkpoint to prove the records under, instead of the last kept one.",
                zh: "用这个检查点来证明，而不用最近保存的那个。"),
            valueName: "file"),
        completion: .file())
    var checkpoint: String?

    /// The checkpoint that was named, read from its file; `nil` where none was.
    func published() throws -> Checkpoint? {
        try checkpoint.map { try PublishedCheckpoint.read($0) }
    }
}
