import Foundation
import Testing

/// What a shell offers for an argument, as the parser tells it.
struct CompletionKindTests {
    /// What the parser tells of itself.
    private struct Dump: Decodable {
        let command: Command
    }

    private struct Command: Decodable {
        let commandName: String
        let arguments: [Argument]?
        let subcommands: [Command]?

        var all: [Command] { [self] + (subcommands ?? []).flatMap(\.all) }
    }

    private struct Argument: Decodable {
        let valueName: String?
        let completionKind: Kind?

        /// Whether its value is the path of something, by the name that the help gives it.
        var isPath: Bool {
            guard let name = valueName else { return false }
            return ["path", "file", "body", "export"].contains(name) || name.hasSuffix("-file")
        }
    }

    private struct Kind: Decodable {
        struct File: Decodable {
            let extensions: [String]
        }

        struct Directory: Decodable {}

        let file: File?
        let directory: Directory?
    }

    private static func commands() async throws -> [Command] {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(["--experimental-dump-help"], in: directory.url)
        #expect(run.status == 0)
        return try JSONDecoder().decode(Dump.self, from: Data(run.output.utf8)).command.all
    }

    @Test func `each path is completed as a file or a directory`() async throws {
        let commands = try await Self.commands()
        var count = 0
        for command in commands {
            for argument in command.arguments ?? [] where argument.isPath {
                count += 1
                let kind = argument.completionKind
                #expect(
                    (kind?.file != nil) != (kind?.directory != nil),
                    "\(command.commandName) \(argument.valueName ?? "")")
            }
        }
        // The two paths that every command has, and more.
        #expect(
            count > 2 * commands.filter { $0.subcommands == nil && $0.commandName != "help" }.count)
    }

    @Test func `a body is completed as JSON, and a bill as CSV`() async throws {
        let commands = try await Self.commands()
        for (name, extensions) in [
            ("create", ["json"]), ("complete", ["json"]), ("modify", ["json"]), ("bill", ["csv"]),
        ] {
            let command = try #require(commands.first { $0.commandName == name })
            let file = try #require(command.arguments?.first { $0.valueName == "file" })
            #expect(file.completionKind?.file?.extensions == extensions, "\(name)")
        }
    }
}
