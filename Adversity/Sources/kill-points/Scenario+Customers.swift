extension Scenario {
    static let all = ofOrders + ofMoney + ofCustomers

    /// How calls end for somebody who repeats them, whatever became of the first.
    private static let call: Set<Int32> = [0, 11, 13, 14]
    private static let request = ["authorization", "request", authorization]
    private static let agreed = [Step.run(request), .agree]
    private static let reason = ["--reason", "asked"]
    private static let terminate = ["authorization", "terminate", authorization] + reason
    private static let terminateOfCustomer =
        ["authorization", "terminate", "--openid-file", "@openid"] + reason
    /// The journal has named the customer, and sealed a request for them.
    private static let served =
        agreed + [
            .run(["create", "@unconfirmed.json"]), .run(["cancel", order, "--reason", "mistake"]),
            .customer,
        ]

    /// What customers agree to, whom a journal names and forgets, and a sandbox's first start.
    private static let ofCustomers = [
        Scenario(
            name: "create-completed", variantOf: "create", steps: agreed,
            command: ["create-completed", "@completed.json"], endings: call),
        Scenario(
            name: "create-completed-answer-lost", variantOf: "create",
            steps: agreed + [.fault("answer_lost", on: "direct_complete")],
            command: ["create-completed", "@completed.json"], endings: call),
        Scenario(
            name: "authorization-request", steps: [.run(["init"])], command: request,
            endings: call),
        Scenario(
            name: "authorization-request-lost", variantOf: "authorization-request",
            steps: [.run(["init"]), .fault("answer_lost", on: "pre_authorize")],
            command: request, endings: call),
        Scenario(
            name: "authorization-terminate", variantOf: "authorization-terminate-customer",
            steps: agreed, command: terminate, endings: call),
        Scenario(
            name: "authorization-terminate-customer", steps: agreed,
            command: terminateOfCustomer, endings: call),
        Scenario(
            name: "authorization-terminate-lost", variantOf: "authorization-terminate-customer",
            steps: agreed + [.fault("answer_lost", on: "terminate_by_openid")],
            command: terminateOfCustomer, endings: call),
        Scenario(
            name: "forget-customer", steps: served,
            command: ["forget-customer", "CUSTOMER"] + reason, isOnline: false),
        Scenario(
            name: "first-sandbox", steps: [.forgetSandbox], command: ["sandbox"],
            isOnline: false),
    ]
}
