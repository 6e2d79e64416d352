import HTTPTypes
import OrderLifecycle
import Testing

@testable import OrderService

/// Who may see and do what in the console.
@Suite struct ConsoleAccessTests {
    /// The first letters of the roles, as docs/operating/console.md has them.
    private static let table: [String: String] = [
        "overview": "rcaos", "phases": "rcaos", "orders": "rcaos", "orders_csv": "rcaos",
        "order": "rcaos", "record": "rcaos", "picture": "rcaos", "export": "rcaos",
        "evidence": "rcaos", "attempts": "rcaos", "authorizations": "rcaos",
        "authorization": "rcaos", "limit": "rcaos", "drift": "rcaos", "checkpoints": "rcaos",
        "leave": "rcaos", "question": "cas", "decision": "cas", "call": "cas",
        "protect": "o", "unprotect": "o", "reconcile": "o", "limit_reset": "o",
        "webhook": "rcaos", "webhook_redeliver": "o", "webhook_drop": "o",
        "verify": "o", "seal": "o", "approvals": "rcaos", "approval": "rcaos",
        "approval_request": "cas", "approval_acknowledge": "a", "approval_reject": "a",
        "approval_withdraw": "cas",
    ]
    private static let open: Set = ["style", "script", "icon", "language", "sign_in", "enter"]

    private static func path(_ page: ConsolePage) -> String {
        page.path.replacing("{no}", with: ServiceBench.number)
            .replacing("{code}", with: "1234567890").replacing("{revision}", with: "1")
            .replacing("{call}", with: "cancel")
            .replacing("{approval}", with: "apr_00112233445566778899")
    }

    @Test func `the table names every page`() {
        let named = Set(Self.table.keys).union(Self.open)
        #expect(named == Set(ConsolePage.allCases.map(\.rawValue)))
    }

    @Test func `no two pages are at the same place`() {
        let places = ConsolePage.allCases.map { "\($0.method) \($0.path)" }
        #expect(Set(places).count == places.count)
    }

    @Test(arguments: Role.allCases)
    func `every page asks whether the role may`(role: Role) async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            for page in ConsolePage.allCases where Self.table[page.rawValue] != nil {
                let browser = try await ConsoleBrowser(bench, as: role)
                let answer =
                    page.method == .get
                    ? try await browser.get(Self.path(page))
                    : try await browser.post(Self.path(page), ["reason": "a test"])
                let may = Self.table[page.rawValue]?.contains(role.rawValue.prefix(1)) == true
                #expect(
                    may ? answer.status != 403 && answer.status < 500 : answer.status == 403,
                    "\(page.rawValue) as \(role.rawValue): \(answer.status) \(answer.text)")
            }
        }
    }

    @Test func `who is not signed in is led to where they can be, and back`() async throws {
        try await ServiceBench.serving { bench in
            let browser = ConsoleBrowser(bench)
            for page in ConsolePage.allCases where Self.table[page.rawValue] != nil {
                let answer =
                    page.method == .get
                    ? try await browser.get(Self.path(page))
                    : try await browser.post(Self.path(page), key: "none")
                #expect(answer.status == 303, "\(page.rawValue): \(answer.status)")
                #expect(answer.header("location")?.hasPrefix("/console/sign-in") == true)
            }
            let there = try await browser.get("/console/orders?phase=done")
            let place = try #require(there.header("location"))
            let form = try await browser.get(place)
            #expect(form.field("back") == "/console/orders?phase=done")
            let token = try #require(bench.tokens[.reader]).secret
            let back = try await browser.post(
                "/console/sign-in", ["token": token, "back": "/console/orders?phase=done"], key: "")
            #expect(back.header("location") == "/console/orders?phase=done")
        }
    }

    @Test(arguments: [
        "https://evil.example/console/", "//evil.example", "/v1/orders", "/console\\x",
    ])
    func `nobody is led out of the console`(place: String) async throws {
        try await ServiceBench.serving { bench in
            let token = try #require(bench.tokens[.reader]).secret
            let answer = try await ConsoleBrowser(bench).post(
                "/console/sign-in", ["token": token, "back": place], key: "")
            #expect(answer.header("location") == "/console/")
        }
    }

    @Test func `what a role may not do is not shown`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            func order(_ role: Role) async throws -> String {
                try await ConsoleBrowser(bench, as: role)
                    .get("/console/orders/\(ServiceBench.number)").text
            }
            let (reader, approver, keeper) = (
                try await order(.reader), try await order(.approver), try await order(.operator)
            )
            #expect(!reader.contains("Cancel the order") && !reader.contains("Protect"))
            #expect(approver.contains("Cancel the order") && !approver.contains("Protect"))
            #expect(!keeper.contains("Cancel the order") && keeper.contains("Protect"))
        }
    }

    @Test func `without the console nothing is there`() async throws {
        try await ServiceBench.serving(servesConsole: false) { bench in
            let answer = try await ConsoleBrowser(bench).get("/console/")
            #expect(answer.status == 404)
        }
    }
}
