import ArgumentParser
import Foundation

/// The command line of the order-lifecycle engine.
struct Payscore: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "payscore",
        abstract: told(
            "The life of WeChat Pay Score service orders: may it be cancelled, do it safely, "
                + "and who did what.",
            zh: "微信支付分服务订单的生命周期：可否取消、安全地取消、谁做了什么。"),
        version: version,
        groupedSubcommands: [
            CommandGroup(
                name: told("Try it", zh: "试一试"),
                subcommands: [DemoCommand.self, SandboxCommand.self]),
            CommandGroup(
                name: told("Orders", zh: "订单"),
                subcommands: [
                    CreateCommand.self, CreateCompletedCommand.self, CompleteCommand.self,
                    ModifyCommand.self,
                    QueryCommand.self, ReceiveCommand.self, ObserveCommand.self,
                    ImportCommand.self,
                    CallsCommand.self, CanCancelCommand.self, CancelCommand.self,
                    CollectCommand.self, LaunchCommand.self,
                    ReportPaidCommand.self, ApprovalCommand.self, AuthorizationCommand.self,
                ]),
            CommandGroup(
                name: told("What became of it", zh: "后来怎样"),
                subcommands: [
                    ShowCommand.self, AttemptsCommand.self, ReconcileCommand.self,
                    SweepCommand.self, DriftCommand.self,
                    OrdersCommand.self, HistoryCommand.self, ForgivenCommand.self, BillCommand.self,
                    MerchantBillCommand.self,
                    NoteCommand.self, ExportCommand.self,
                    DiagramCommand.self,
                ]),
            CommandGroup(
                name: told("Serve it", zh: "对外服务"),
                subcommands: [ServeCommand.self, TokenCommand.self]),
            CommandGroup(
                name: told("Safety", zh: "安全"),
                subcommands: [
                    InitCommand.self, ProtectCommand.self, UnprotectCommand.self,
                    VelocityLimitCommand.self, ForgetCustomerCommand.self,
                    VerifyCommand.self, CheckpointCommand.self, BackupCommand.self,
                    ProveCommand.self, CheckCommand.self,
                    ResumeCommand.self, DoctorCommand.self,
                ]),
        ])

    /// Runs the process: parses, performs, reports, exits.
    static func main() async {
        Audience.begin(with: .ofCommandLine)
        StandardStreams.secure()
        CoreDumps.prevent()
        Logs.silence()
        Foundation.exit(await status().rawValue)
    }

    private static func status() async -> ExitStatus {
        let given: GivenArguments
        do throws(Failure) { given = try GivenArguments.ofProcess() } catch {
            Output(format: .text).report(error)
            return error.status
        }
        let output = Output(format: given.wantsJSON ? .json : .text)
        do throws(Failure) { try Environment.checkProcess() } catch {
            output.report(error)
            return error.status
        }
        if let zone = ShownZone.unknown(given, ProcessInfo.processInfo.environment) {
            output.tellUnknown(zone: zone)
        }
        if given.words.isEmpty {
            output.note(StyledText(told("no command was given", zh: "缺少命令"), .bad))
            for line in Help.overview.split(separator: "\n", omittingEmptySubsequences: false) {
                output.note(StyledText(String(line)))
            }
            return .usage
        }
        if let option = given.repeatedOption {
            output.report(
                .usage("\(option) is given more than once", zh: "\(option) 写了不止一次。"))
            return .usage
        }
        guard given.hasCommand else {
            output.report(
                .usage(
                    "no command was given; `payscore --help` lists the commands",
                    zh: "缺少命令；运行 payscore --help 可以列出全部命令。"))
            return .usage
        }
        let words = given.withGlobalOptionsLast
        if let problem = CommandNames.all.problem(with: words) {
            output.report(problem)
            return .usage
        }
        return await status(of: words, number: given.numberTakenForOption, output)
    }

    /// Parses the words for the one command that they name.
    ///
    /// To build all of them takes longer than most commands do; what is not understood is explained
    /// with all of them.
    static func parsed(_ words: [String]) throws -> any ParsableCommand {
        let named = configuration.subcommands.first {
            $0.configuration.commandName == words.first
        }
        if let named, let command = try? parsed(words, as: named) { return command }
        return try parseAsRoot(words)
    }

    private static func parsed<Command: ParsableCommand>(
        _ words: [String], as command: Command.Type
    ) throws -> any ParsableCommand {
        try Alone<Command>.parseAsRoot(words)
    }

    /// Parses, performs and reports.
    ///
    /// - Parameter number: A word that may have been meant as an order's number, though it looks
    ///   like an option.
    private static func status(
        of words: [String], number: String?, _ output: Output
    ) async -> ExitStatus {
        do {
            let command = try parsed(words)
            if let command = command as? any PayscoreCommand { return await command.status() }
            // What is left only explains how it is used.
            var other = command
            try other.run()
            return .ok
        } catch {
            let message = Help.message(for: error)
            if exitCode(for: error).isSuccess {
                print(message)
                return .ok
            }
            if let slip = OptionNames.problem(with: words) {
                output.report(slip)
                return .usage
            }
            switch output.format {
            case .json:
                let hint = number.map { " (\(numberHint($0)))" } ?? ""
                output.report(Failure(.usage, "usage", Self.message(for: error) + hint))
            case .text:
                if Language.current == .chinese {
                    let sentence = CommandErrorCode.usage.chinese
                    output.note("\("错误", .bad) usage：\(sentence)")
                }
                for line in message.cut(toBytes: 3072).split(separator: "\n") {
                    output.note(StyledText(String(line)))
                }
                if let number {
                    output.note(
                        StyledText(told(numberHint(number), zh: numberHintInChinese(number))))
                }
            }
            return .usage
        }
    }
}

/// How a number that begins with a dash is written.
private func numberHint(_ number: String) -> String {
    "an order's number that begins with - stands after --, as in -- \(number); as an option's "
        + "value it stands after =, as in --after=\(number)"
}

private func numberHintInChinese(_ number: String) -> String {
    "以 - 开头的商户订单号要写在 -- 之后，如 -- \(number)；作为选项的值时写在 = 之后，如 --after=\(number)"
}

/// The command line as if it had one command only.
private struct Alone<Command: ParsableCommand>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Payscore.configuration.commandName, subcommands: [Command.self])
    }
}
