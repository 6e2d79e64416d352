extension Scenario {
    private static let creating = Step.run(["create", "@create.json"])
    private static let inService = [creating, .act("confirm")]
    static let charged =
        inService + [.run(["complete", order, "@complete.json"])]
    private static let cancel = ["cancel", order, "--reason", "mistake"]
    private static let acknowledged =
        cancel + ["--permit", "PERMIT", "--at-stake", "50.00"]
    private static let misstated = cancel + ["--permit", "PERMIT", "--at-stake", "0.50"]
    /// A cancel whose request never arrived, and which therefore waits for the quiescence.
    private static let doubtful = inService + [.fault("request_lost", on: "cancel"), .run(cancel)]

    static let ofOrders = [
        Scenario(
            name: "first-create", steps: [], command: ["create", "@create.json"],
            endings: [0, 11, 13, 14]),
        Scenario(
            name: "create", steps: [.run(["init"])],
            command: ["create", "@create.json"], endings: [0, 11, 13, 14]),
        Scenario(
            name: "create-refused", variantOf: "create", steps: [creating, .forgetJournal],
            command: ["create", "@other.json"], endings: [0, 11, 12, 13, 14]),
        Scenario(
            name: "create-lost", variantOf: "create", steps: [.fault("answer_lost", on: "create")],
            command: ["create", "@create.json"], endings: [0, 11, 13, 14]),
        Scenario(
            name: "complete", steps: inService, command: ["complete", order, "@complete.json"],
            endings: [0, 11, 13, 14]),
        Scenario(
            name: "complete-500-applied", variantOf: "complete",
            steps: inService + [.fault("error_500_applied", on: "complete")],
            command: ["complete", order, "@complete.json"], endings: [0, 11, 13, 14]),
        Scenario(name: "query", steps: inService, command: ["query", order]),
        Scenario(
            name: "can-cancel", steps: charged, command: ["can-cancel", order],
            endings: [10]),
        Scenario(
            name: "cancel", steps: inService, command: cancel, endings: [0, 11, 13, 14]),
        Scenario(
            name: "cancel-acknowledged", steps: charged + [.permit(cancel)], command: acknowledged,
            endings: [0, 11, 13, 14]),
        Scenario(
            name: "cancel-misstated", variantOf: "can-cancel", steps: charged + [.permit(cancel)],
            command: misstated, endings: [14]),
        Scenario(
            name: "cancel-answer-lost", variantOf: "cancel-acknowledged",
            steps: charged + [.fault("answer_lost", on: "cancel"), .permit(cancel)],
            command: acknowledged, endings: [0, 11, 13, 14]),
        Scenario(
            name: "cancel-request-lost", variantOf: "cancel-timed-out",
            steps: inService + [.fault("request_lost", on: "cancel")],
            command: cancel, endings: [0, 11, 13, 14]),
        Scenario(
            name: "cancel-timed-out", steps: inService + [.fault("delay", on: "cancel")],
            command: cancel, endings: [0, 11, 13, 14],
            settings: ["PAYSCORE_WECHAT_REQUEST_SECONDS": "1"]),
        Scenario(
            name: "cancel-refused",
            steps: charged + [.permit(cancel), .act("deduction-start")],
            command: acknowledged, endings: [0, 10, 11, 12, 13, 14]),
        Scenario(
            name: "cancel-500-applied", variantOf: "cancel",
            steps: inService + [.fault("error_500_applied", on: "cancel")], command: cancel,
            endings: [0, 11, 13, 14]),
        Scenario(name: "reconcile", steps: doubtful, command: ["reconcile"], endings: [0, 13]),
        Scenario(
            name: "reconcile-revoked", variantOf: "reconcile",
            steps: inService + [.fault("unsigned", on: "cancel"), .run(cancel)],
            command: ["reconcile"], endings: [0, 13]),
        Scenario(
            name: "observe", steps: [.run(["init"])],
            command: ["observe", "@view.json"], isOnline: false),
        Scenario(
            name: "protect", steps: [creating],
            command: ["protect", order, "--reason", "dispute"], isOnline: false),
        Scenario(
            name: "unprotect", variantOf: "protect",
            steps: [creating, .run(["protect", order, "--reason", "dispute"])],
            command: ["unprotect", order, "--reason", "over"], isOnline: false),
        Scenario(
            name: "velocity-limit-reset", variantOf: "protect", steps: [creating],
            command: ["velocity-limit", "reset", "--reason", "seen"], isOnline: false),
        Scenario(
            name: "first-checkpoint", steps: [creating], command: ["checkpoint"],
            isOnline: false),
        Scenario(
            name: "checkpoint", steps: inService + [.run(["checkpoint"])],
            command: ["checkpoint", "--out", "@note"], isOnline: false),
        Scenario(
            name: "checkpoint-again", variantOf: "checkpoint",
            steps: inService + [
                .run(["checkpoint", "--out", "@note"]),
                .run(["protect", order, "--reason", "dispute"]),
            ],
            command: ["checkpoint", "--out", "@note"], isOnline: false),
        Scenario(
            name: "first-open", steps: [], command: ["init"], isOnline: false),
        Scenario(
            name: "golden", steps: [.goldenJournal],
            command: ["protect", "CREATED-1", "--reason", "dispute"], isOnline: false,
            isOfSandbox: false),
        Scenario(name: "export", steps: charged, command: ["export", order], isOnline: false),
        Scenario(name: "verify", steps: charged, command: ["verify"], isOnline: false),
    ]
}
