import ArgumentParser
import Foundation
import OrderLifecycle

/// The options that every command has.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The journal. PAYSCORE_DATABASE; default: as configured, else payscore.sqlite.",
            valueName: "path"))
    var database: String?

    @Option(
        help: ArgumentHelp(
            "The configuration. PAYSCORE_CONFIG; default payscore.json where it exists.",
            valueName: "path"))
    var config: String?

    @Option(help: "Whether the answer is for people or for programs.")
    var output: OutputFormat = .text

    @Option(
        help: ArgumentHelp(
            "Who asks. PAYSCORE_ACTOR; default: the user of this system.", valueName: "name"))
    var actor: String?

    /// Who asks, and that the command line is the way in.
    func caller() throws(InvalidValue) -> Caller {
        let given = actor ?? Environment["PAYSCORE_ACTOR"]
        return Caller(
            actor: try ActorName(given ?? Self.systemUser), channel: try CallerChannel("cli"))
    }

    private static var systemUser: String {
        guard let details = getpwuid(geteuid()), let name = details.pointee.pw_name else {
            return "uid-\(geteuid())"
        }
        return String(cString: name)
    }
}
