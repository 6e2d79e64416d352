import Foundation
import FoundationNetworking
import Sandbox
import Testing

/// `create-completed` against a sandbox over HTTP, as WeChat's pages disagree about its path and
/// about the state that it answers.
struct CreateCompletedCommandTests {
    private static let openID = "oUpF8uMuAJO_M2pxb1Q9zNjWe"

    private static func order(_ number: String) -> String {
        """
        {"out_order_no":"\(number)","service_introduction":"充电宝",\
        "time_range":{"start_time":"20260101110000","end_time":"20260101120000"},\
        "post_payments":[{"name":"租金","amount":5000}],"total_amount":5000,\
        "notify_url":"https://merchant.example/notify","openid":"\(openID)"}
        """
    }

    /// A sandbox that answers one state, and commands that name one path.
    private struct Counter {
        let directory: TemporaryDirectory
        let sandbox: RunningSandbox
        let path: String

        func payscore(_ words: String..., input: String? = nil) async throws -> Program.Run {
            try await Program.run(
                words + ["--output", "json"], in: directory.url, input: input,
                environment: [
                    "PAYSCORE_CONFIG": "sandbox/payscore.json",
                    "PAYSCORE_WECHAT_DIRECT_COMPLETE_PATH": path,
                ])
        }

        func control(
            _ method: String, _ path: String, body: String? = nil
        ) async throws -> [String: Any] {
            var request = URLRequest(url: sandbox.baseURL.appending(path: "sandbox/\(path)"))
            request.httpMethod = method
            request.setValue(sandbox.controlToken, forHTTPHeaderField: "Sandbox-Token")
            request.httpBody = body.map { Data($0.utf8) }
            let (data, _) = try await URLSession.shared.data(for: request)
            let value = try JSONSerialization.jsonObject(with: data)
            return try Unwrap.value(value as? [String: Any], "no object")
        }

        /// The paths of the calls that arrived.
        func paths() async throws -> [String?] {
            let requests = try await control("GET", "requests")["requests"] as? [[String: Any]]
            return try Unwrap.value(requests, "no requests")
                .filter { $0["operation"] as? String == "direct_complete" }
                .map { $0["path"] as? String }
        }
    }

    /// Plays before a sandbox for whose service the customer has agreed to a code.
    private static func play(
        _ state: DirectCompleteState, _ path: String, _ body: (Counter) async throws -> Void
    ) async throws {
        let directory = try TemporaryDirectory()
        let sandbox = try await SandboxServer.start(
            SandboxSettings(
                directory: directory.url.appending(path: "sandbox"), directCompleteState: state))
        let counter = Counter(directory: directory, sandbox: sandbox, path: path)
        do {
            _ = try await counter.payscore("init")
            let asked = try await counter.payscore("authorization", "request", "AUTH-1")
            #expect(asked.status == 0, "\(asked.errors)")
            _ = try await counter.control(
                "POST", "authorizations/AUTH-1/open", body: #"{"openid":"\#(openID)"}"#)
            try await body(counter)
        } catch {
            await sandbox.stop()
            throw error
        }
        await sandbox.stop()
    }

    @Test(
        arguments: DirectCompleteState.allCases,
        ["/payscore/serviceorder/direct-complete", "/v3/payscore/serviceorder/direct-complete"])
    func `an order is created and completed in one, and awaits its payment`(
        state: DirectCompleteState, path: String
    ) async throws {
        try await Self.play(state, path) { counter in
            let run = try await counter.payscore("create-completed", "-", input: Self.order("A-1"))
            #expect(run.status == 0, "\(run.errors)")
            #expect(try run.json["result"] as? String == "applied")
            let attempt = try run.json["attempt"] as? [String: Any]
            #expect(attempt?["outcome"] as? String == "answered")
            let order = try run.json["order"] as? [String: Any]
            #expect(order?["phase"] as? String == "awaiting_payment")
            #expect(order?["due_fen"] as? Int == 5000)
            #expect(try await counter.paths() == [path])

            // What its query shows is what the answer proved.
            let queried = try await counter.payscore("query", "A-1")
            #expect(try queried.json["finding"] as? String == "confirmed")
            let events = try await counter.payscore("history", "A-1").lines
                .compactMap { $0["event"] as? String }
            #expect(events.contains("created") && events.contains("completed"))
            #expect(!(run.output + run.errors).contains(Self.openID))
            let verified = try await counter.payscore("verify")
            #expect(try verified.json["sound"] as? Bool == true)
        }
    }

    @Test(
        arguments: DirectCompleteState.allCases,
        ["/payscore/serviceorder/direct-complete", "/v3/payscore/serviceorder/direct-complete"])
    func `one whose answer is lost is found by a query, and made once`(
        state: DirectCompleteState, path: String
    ) async throws {
        try await Self.play(state, path) { counter in
            let fault = #"{"operation":"direct_complete","kind":"answer_lost","times":1}"#
            _ = try await counter.control("POST", "faults", body: fault)
            let run = try await counter.payscore("create-completed", "-", input: Self.order("A-1"))
            #expect(run.status == 0, "\(run.errors)")
            let attempt = try run.json["attempt"] as? [String: Any]
            #expect(attempt?["outcome"] as? String == "found")
            let order = try run.json["order"] as? [String: Any]
            #expect(order?["phase"] as? String == "awaiting_payment")
            #expect(try await counter.paths() == [path])
            let again = try await counter.payscore(
                "create-completed", "-", input: Self.order("A-1"))
            #expect(again.status == 11)
            #expect(again.output.contains("order_exists"))
            #expect(try await counter.paths().count == 1)
        }
    }
}
