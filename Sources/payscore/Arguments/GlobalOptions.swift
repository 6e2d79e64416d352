import ArgumentParser
import Foundation
import OrderEngineJSON
import OrderJournal
import OrderLifecycle
import WeChatPay

/// The options that every command has.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            told(
                "The journal. PAYSCORE_DATABASE; default: as configured, else payscore.sqlite.",
                zh: "审计账本。也可用 PAYSCORE_DATABASE 指定；默认依照配置，没有则为 payscore.sqlite。"),
            valueName: "path"),
        completion: .file(extensions: ["sqlite", "sqlite3", "db"]))
    var database: String?

    @Option(
        help: ArgumentHelp(
            told(
                "The configuration. PAYSCORE_CONFIG; default payscore.json where it exists.",
                zh: "配置文件。也可用 PAYSCORE_CONFIG 指定；默认为 payscore.json（如果存在）。"),
            valueName: "path"),
        completion: .file(extensions: ["json"]))
    var config: String?

    @Option(
        help: told(
            "Whether the answer is for people or for programs.", zh: "输出给人看（text）还是供程序读取（json）。"))
    var output: OutputFormat = .text

    @Option(
        help: ArgumentHelp(
            told(
                "Who asks. PAYSCORE_ACTOR; default: the user of this system.",
                zh: "操作者的名字。也可用 PAYSCORE_ACTOR 指定；默认为当前系统用户。"), valueName: "name"))
    var actor: String?

    @Option(
        help: ArgumentHelp(
            told(
                "How long to wait for another process that writes to the journal.",
                zh: "另一个进程正在写账本时，最多等待多少秒。"),
            valueName: "seconds"), transform: WholeNumber.read)
    var wait: Int = 5

    @Flag(
        help: told(
            "Do not have the process that owns the journal do it; wait until it has ended.",
            zh: "不交给持有账本的进程执行，而是等它结束。"))
    var noHandover = false

    @Option(
        help: told(
            "The language of text. Default: that of LC_ALL, LC_MESSAGES or LANG, else en.",
            zh: "文字的语言。默认依照 LC_ALL、LC_MESSAGES 或 LANG，否则为 en。"))
    var lang: Language?

    @Option(
        help: ArgumentHelp(
            told(
                "The time zone of text, such as Asia/Shanghai. TZ; default Asia/Shanghai for zh, "
                    + "else UTC.",
                zh: "文字里时间的时区，例如 Asia/Shanghai。也可用 TZ 指定；语言为 zh 时默认为 "
                    + "Asia/Shanghai，否则为 UTC。"), valueName: "zone"))
    var timeZone: String?

    func validate() throws {
        guard timeZone.map({ ShownZone.named($0) == nil }) != true else {
            throw ValidationError(
                "--time-zone must be a zone's name, such as Asia/Shanghai or UTC.",
                zh: "--time-zone 须是时区的名称，例如 Asia/Shanghai 或 UTC。")
        }
        guard (0...3600).contains(wait) else {
            throw ValidationError(
                "--wait must be a number of seconds from 0 to 3600.",
                zh: "--wait 须是 0 到 3600 之间的秒数。")
        }
        for (option, path) in [("--database", database), ("--config", config)] {
            guard path.map(PathText.isNoPath) != true else {
                throw ValidationError(
                    "\(option) must be the path of a file.", zh: "\(option) 须是文件的路径。")
            }
        }
    }

    /// Who asks, and that the command line is the way in; a name that is given is only claimed, and
    /// that of the system's user is the system's word.
    ///
    /// - Throws: ``Failure``, `invalid_actor`, if the name is no identifier, as that of a user of a
    ///   domain may be none.
    func caller() throws(Failure) -> Caller {
        if let handed = HandedOver.current { return handed.caller }
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
