import ArgumentParser
import Foundation
import OrderJournal
import OrderLifecycle
import WeChatPay

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

    @Option(
        help: ArgumentHelp(
            "How long to wait for another process that writes to the journal.",
            valueName: "seconds"), transform: WholeNumber.read)
    var wait: Int = 5

    @Option(
        help: ArgumentHelp(
            "The language of text. Default: that of LC_ALL, LC_MESSAGES or LANG, else en."))
    var lang: Language?

    @Option(
        help: ArgumentHelp(
            "The time zone of text, such as Asia/Shanghai. TZ; default Asia/Shanghai for zh, else "
                + "UTC.", valueName: "zone"))
    var timeZone: String?

    func validate() throws {
        guard timeZone.map({ ShownZone.named($0) == nil }) != true else {
            throw ValidationError(
                "--time-zone must be a zone's name, such as Asia/Shanghai or UTC.")
        }
        guard (0...3600).contains(wait) else {
            throw ValidationError("--wait must be a number of seconds from 0 to 3600.")
        }
        for (option, path) in [("--database", database), ("--config", config)] {
            guard path.map(PathText.isNoPath) != true else {
                throw ValidationError("\(option) must be the path of a file.")
            }
        }
    }

    /// Who asks, and that the command line is the way in; a name that is given is only claimed, and
    /// that of the system's user is the system's word.
    ///
    /// - Throws: ``Failure``, `invalid_actor`, if the name is no identifier, as that of a user of a
    ///   domain may be none.
    func caller() throws(Failure) -> Caller {
        let given = actor ?? Environment["PAYSCORE_ACTOR"]
        do throws(InvalidValue) {
            return Caller(
                actor: try ActorName(given ?? ProcessOrigin.userName),
                channel: try CallerChannel("cli"),
                identification: given == nil
                    ? .verified(by: try IdentificationMethod("system_user")) : .claimed)
        } catch {
            let failure = Failure(error)
            guard given == nil else { throw failure }
            throw Failure(
                failure.status, failure.code,
                "the name of this system's user is no identifier: \(failure.message); name "
                    + "yourself with --actor or PAYSCORE_ACTOR",
                zh: "系统用户名不能用作操作者的名字：\(error.chinese)"
                    + "请用 --actor 或 PAYSCORE_ACTOR 写明名字。")
        }
    }
}
