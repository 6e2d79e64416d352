import Foundation
import Sandbox
import Testing

/// WeChat's "no", which merchants have met although the pages allow the call.
struct RefusalTests {
    @Test func `a cancel that WeChat refuses ends with 12 and says what WeChat said`()
        async throws
    {
        let directory = try TemporaryDirectory()
        let sandbox = try await SandboxServer.start(
            SandboxSettings(directory: directory.url, cancelAfterCompletion: .refused))
        func payscore(_ words: String..., input: String? = nil) async throws -> Program.Run {
            try await Program.run(words, in: directory.url, input: input)
        }
        let creation = Shop.creation("A-1").dropLast()
        let created = try await payscore(
            "create", "-",
            input: creation + #","need_user_confirm":false,"openid":"oUpF8uMuAJO_M2pxb1Q9zNjWe"}"#)
        #expect(created.status == 0, "\(created.errors)")
        let completed = try await payscore("complete", "A-1", "-", input: Shop.completion(5000))
        #expect(completed.status == 0)
        let asked = try await payscore("can-cancel", "A-1", "--output", "json")
        let permit = try asked.json["permit"] as? [String: String]
        let token = try Unwrap.value(permit?["token"], "no permit")
        let run = try await payscore(
            "cancel", "A-1", "--reason", "x", "--permit", token, "--at-stake", "50.00", "--output",
            "json")
        #expect(run.status == 12)
        #expect(try run.json["result"] as? String == "refused")
        let attempt = try run.json["attempt"] as? [String: Any]
        let refusal = attempt?["refusal"] as? [String: Any]
        #expect(refusal?["code"] as? String == "PARAM_ERROR")
        #expect((refusal?["message"] as? String)?.isEmpty == false)
        await sandbox.stop()
    }
}
