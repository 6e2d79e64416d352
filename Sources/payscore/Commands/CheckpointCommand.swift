import ArgumentParser
import Foundation
import OrderEngine
import OrderLifecycle

/// Seals the journal.
struct CheckpointCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Seal all records with a signed checkpoint, to be kept where nobody who writes "
            + "the journal can change it.",
        discussion: """
            The key is made on the first checkpoint, in checkpoint_key_file or beside the \
            database; the journal records the public half.
            """)

    @Option(help: ArgumentHelp("Write the checkpoint to this file.", valueName: "file"))
    var out: String?

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        try await Workplace.with(.journal, global, output) { workplace in
            let database = Workplace.databasePath(global, workplace.configuration)
            let key = try CheckpointKey.loadOrMake(
                at: workplace.configuration.text(.checkpointKeyFile)
                    ?? database + ".checkpoint-key")
            let sealer = JournalSealer(
                journal: workplace.journal, key: key, caller: workplace.caller)
            let checkpoint = try await sealer.seal(at: SystemClock().now())
            if let out { try Self.write(checkpoint.note, to: out) }
            switch (output.format, out) {
            case (.json, _): try output.line(checkpoint.json(writtenTo: out))
            case (.text, nil): try output.raw(checkpoint.note)
            case (.text, let out?):
                try output.lines([
                    "Sealed \(checkpoint.size) records; the checkpoint is in \(out, .bold)"
                ])
            }
            return .ok
        }
    }

    private static func write(_ note: String, to path: String) throws(Failure) {
        do {
            try Data(note.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw Failure(
                .inputOutput, "file_not_written", "\(path): the checkpoint cannot be written here")
        }
    }
}

extension Checkpoint {
    fileprivate func json(writtenTo file: String?) -> JSON {
        [
            "size": .number(size),
            "root": .string(root.hex),
            "at": .string(at.description),
            "public_key": .string(publicKey),
            "note": .string(note),
            "file": .text(file),
        ]
    }
}
