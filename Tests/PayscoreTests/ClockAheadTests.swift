import Foundation
import Sandbox
import Testing

/// A machine whose clock is ahead of WeChat's.
struct ClockAheadTests {
    @Test func `a clock that is ahead denies every cancel, and the doctor says so`() async throws {
        let directory = try TemporaryDirectory()
        let sandbox = try await SandboxServer.start(
            SandboxSettings(
                directory: directory.url, unauthorizedOrders: .accepted,
                clock: { Date().addingTimeInterval(-20) }))
        func payscore(_ words: String..., input: String? = nil) async throws -> Program.Run {
            try await Program.run(words, in: directory.url, input: input)
        }
        let creation = Shop.creation("A-1").dropLast()
        let created = try await payscore(
            "create", "-",
            input: creation + #","need_user_confirm":false,"openid":"oUpF8uMuAJO_M2pxb1Q9zNjWe"}"#)
        #expect(created.status == 0, "\(created.errors)")
        let completed = try await payscore("complete", "A-1", "-", input: Shop.completion(5000))
        #expect(completed.status == 0, "\(completed.errors)")

        let asked = try await payscore("can-cancel", "A-1", "--output", "json")
        #expect(asked.status == 11)
        let reasons = try asked.json["reasons"] as? [[String: String]]
        #expect(reasons?.map { $0["code"] } == ["clock_ahead"])
        let sentence = try Unwrap.value(reasons?.first?["message_en"], "no sentence")
        let pattern = /This machine's clock is (\d+) s ahead of WeChat's signature, or .*/
        let seconds = sentence.wholeMatch(of: pattern).flatMap { Int($0.1) }
        // As much at least: what passes before WeChat signs takes away from it.
        #expect((1...22).contains(seconds ?? 0), "\(sentence)")
        let cancel = try await payscore("cancel", "A-1", "--reason", "x")
        #expect(cancel.status == 11)
        #expect(cancel.output.contains("clock_ahead"))
        #expect(cancel.output.contains("nothing was sent"))

        let doctor = try await payscore("doctor", "--output", "json")
        let line = try doctor.lines.first { $0["check"] as? String == "clock" }
        #expect(line?["verdict"] as? String == "warn", "\(doctor.output)")
        #expect((line?["advice"] as? String)?.contains("clock_ahead") == true)
        await sandbox.stop()
    }
}
