import ArgumentParser
import OrderEngine
import OrderLifecycle

/// How a command that gives money up is consented to.
struct ConsentOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            told(
                "The permit that was given for just this, or - to read it from standard input; "
                    + "only with --at-stake.",
                zh: "专为此事所发的许可；- 表示从标准输入读取。只能与 --at-stake 一起使用。"),
            valueName: "token"))
    var permit: String?

    @Option(
        help: ArgumentHelp(
            told(
                "A file with the permit, closed to others; the list of processes does not show it.",
                zh: "存有许可的文件，须不对他人开放；这样许可不会出现在进程列表里。"),
            valueName: "path"),
        completion: .file())
    var permitFile: String?

    @Option(
        help: ArgumentHelp(
            told(
                "The amount that you give up for good: 128.00, ¥128 or '12800 fen'.",
                zh: "要永久放弃的金额：128.00、¥128、128元 或 '12800 fen'。"),
            valueName: "amount"))
    var atStake: String?

    @Flag(
        help: told(
            "Decide and show the request, but send and spend nothing.",
            zh: "试运行：作决定并显示请求，但不发送，也不使用许可。"))
    var dryRun = false

    func validate() throws {
        guard permit == nil || permitFile == nil else {
            throw ValidationError(
                "Give either --permit or --permit-file.",
                zh: "--permit 和 --permit-file 只能给一个。")
        }
    }

    /// Makes sure that a permit and an amount come together, or an amount with what is held.
    func validate(with approval: ApprovalOptions) throws {
        let hasPermit = permit != nil || permitFile != nil
        if approval.isRequested {
            guard !hasPermit, !dryRun else {
                throw ValidationError(
                    "--request-approval and --hold take no permit and are no dry run.",
                    zh: "--request-approval 和 --hold 不能与许可或 --dry-run 一起使用。")
            }
            guard atStake == nil || approval.hold != nil else {
                throw ValidationError(
                    "--at-stake is stated by the person who acknowledges the request; the "
                        + "requester states it only with --hold.",
                    zh: "--at-stake 由复核人在复核时填写；申请人只有在使用 --hold 时才填写。")
            }
            return
        }
        guard hasPermit == (atStake != nil) else {
            throw ValidationError(
                "Give --permit or --permit-file together with --at-stake: "
                    + "a permit alone consents to nothing.",
                zh: "--permit 或 --permit-file 须与 --at-stake 一起给出：单有许可不算同意。")
        }
    }

    /// Whether the permit is read from standard input, which then holds nothing else.
    var takesStandardInput: Bool { permit == OpenInput.standardInput }

    /// Reads what was given, before anything is opened.
    func given(by caller: Caller) throws -> Consent? {
        try GivenPermit.read(permit, orIn: permitFile).map {
            Consent(
                token: $0, atStake: try Amount(parsing: atStake ?? ""),
                by: caller.actor, identification: caller.identification)
        }
    }

    /// Tries a call with the consent that was given; on a terminal, one is asked for where it is
    /// needed.
    func tried(
        with given: Consent?, _ context: CommandContext, _ output: Output,
        _ call: (_ consent: Consent?, _ dryRun: Bool) async throws -> CallResult
    ) async throws -> CallResult {
        let result = try await call(given, dryRun)
        guard case .needsAcknowledgement(let answer) = result, given == nil, !dryRun,
            output.format == .text, Output.isInteractive,
            context.acknowledgerCheck.denials(for: answer).isEmpty,
            let consent = try acknowledged(answer, by: context.caller, output)
        else { return result }
        return try await call(consent, dryRun)
    }

    /// Shows what is at stake and asks to type it.
    ///
    /// - Returns: The consent, if the amount was typed.
    private func acknowledged(
        _ answer: DecisionAnswer, by caller: Caller, _ output: Output
    ) throws -> Consent? {
        guard case .needsAcknowledgement(let loss) = answer.decision else { return nil }
        let amount = loss.atStake
        try output.lines(DecisionOutput(answer).lines)
        let purpose =
            loss.hazards.contains(.receivedElsewhere)
            ? told("To confirm that you received \(amount)", zh: "要确认已在别处收到 \(amount)")
            : told("To give up \(amount) for good", zh: "要永久放弃 \(amount)")
        try output.prompt(
            told(
                """
                \("\(purpose), type the amount as it is shown", .bold), \
                \(amount) (yuan without the sign have two decimals; empty to stop):\u{20}
                """,
                zh: """
                    \("\(purpose)，请照样键入这个金额", .bold)，即 \(amount)\
                    （不写 ¥ 时须写两位小数；直接回车则停止）：
                    """))
        guard let line = readLine(), !line.isEmpty else { return nil }
        do {
            return try answer.acknowledge(
                atStake: Amount(parsing: line), by: caller.actor,
                identification: caller.identification)
        } catch let problem as InvalidValue {
            output.note(
                StyledText(
                    told("The \(problem). Nothing was sent.", zh: "这不是金额，什么也没有发送。"), .caution))
        } catch ConsentProblem.amountDiffers {
            output.note(
                StyledText(
                    told(
                        "That is not the amount at stake; nothing was sent.",
                        zh: "这不是涉及金额，什么也没有发送。"), .caution))
        }
        return nil
    }
}
