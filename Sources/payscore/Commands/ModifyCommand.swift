import ArgumentParser
import OrderEngine
import OrderLifecycle
import WeChatPay

/// Lowers what a completed order is collected for.
struct ModifyCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "modify",
        abstract: told(
            "Lower the amount of a completed order that is not paid yet.",
            zh: "调低一笔已完结、尚未支付的订单的金额。"),
        discussion: told(
            """
            The file is the body of WeChat's modify call, in WeChat's own field names; appid and \
            service_id may be left out. The difference is given up for good: it needs the permit \
            of the decision that showed it, and that amount, stated by a person. On a terminal the \
            amount is typed.

            Exit code: 0 done, 10 needs acknowledgement, 11 denied, 12 refused by WeChat, \
            13 unresolved, 14 conflict: the permit is stale, spent, expired or another call's, or \
            the order went on meanwhile.
            """,
            zh: """
                文件是微信“修改订单金额”接口的请求体，使用微信自己的字段名；appid 和 service_id 可以省略。\
                差额将永久放弃，因此需要显示了差额的那次决定所发的许可，以及由人说出的这个金额。\
                在终端里，金额由人输入。

                退出码：0 完成，10 须先确认，11 拒绝，12 被微信驳回，13 未决，\
                14 冲突：许可已过时、已用过、已过期或属于另一次调用，或者订单在此期间有了变化。
                """))

    @Argument(help: told("The order's out_order_no.", zh: "商户订单号，即 out_order_no。"))
    var number: String

    @Argument(
        help: told(
            "The JSON of the modification, or - for standard input.", zh: "修改请求的 JSON；- 表示标准输入。"),
        completion: .file(extensions: ["json"]))
    var file: String

    @OptionGroup(title: told("Consent", zh: "同意")) var consent: ConsentOptions

    @OptionGroup(title: told("Approval", zh: "审批")) var approval: ApprovalOptions

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func validate() throws {
        try consent.validate(with: approval)
        guard !consent.takesStandardInput || file != OpenInput.standardInput else {
            throw ValidationError(
                "Only one of FILE and --permit can be standard input.",
                zh: "FILE 和 --permit 只能有一个来自标准输入。")
        }
    }

    func perform(_ output: Output) async throws -> ExitStatus {
        let order = try OutOrderNumber(number)
        let given = try consent.given(by: global.caller())
        let body = try MerchantBody(file)
        body.tellUnknownMembers(of: .modify, output)
        return try await CommandContext.with(.weChat, global, output) { context in
            let caller = context.caller
            if approval.isRequested {
                return try await body.call {
                    try await approval.request(
                        .modify(json: $0), of: order, atStake: consent.atStake, in: context,
                        output)
                }
            }
            let result = try await consent.tried(with: given, context, output) { consent, dryRun in
                try await body.call {
                    try await context.engine.modify(
                        order, json: $0, consent: consent, dryRun: dryRun, caller: caller)
                }
            }
            return try context.output(of: result).answer(output)
        }
    }
}
