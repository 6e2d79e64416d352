extension Scenario {
    /// How calls end for somebody who repeats them, whatever became of the first.
    private static let call: Set<Int32> = [0, 11, 13, 14]
    private static let lower = ["modify", order, "@lower.json"]
    private static let report = ["report-paid", order, "--paid-at", "20200101120000"]
    private static let collect = ["collect", order]

    private static func consented(_ command: [String], _ amount: String) -> [String] {
        command + ["--permit", "PERMIT", "--at-stake", amount]
    }

    /// Calls about what is due, and the sweep that finds what nobody here did.
    static let ofMoney = [
        Scenario(
            name: "modify", variantOf: "cancel-acknowledged", steps: charged + [.permit(lower)],
            command: consented(lower, "20.00"), endings: call),
        Scenario(
            name: "report-paid", variantOf: "cancel-acknowledged",
            steps: charged + [.permit(report)], command: consented(report, "50.00"),
            endings: call),
        Scenario(
            name: "report-paid-answer-lost", variantOf: "cancel-acknowledged",
            steps: charged + [.fault("answer_lost", on: "sync"), .permit(report)],
            command: consented(report, "50.00"), endings: call),
        Scenario(
            name: "collect", variantOf: "complete", steps: charged, command: collect,
            endings: call),
        Scenario(
            name: "collect-answer-lost", variantOf: "complete",
            steps: charged + [.fault("answer_lost", on: "pay")], command: collect, endings: call),
        Scenario(
            name: "sweep", steps: charged + [.act("pay")], command: ["sweep", "--rate", "100"]),
    ]
}
