import Foundation
import Sandbox
import Testing

/// `doctor` and `query` where the merchant's side is set up wrongly, against a sandbox over HTTP.
struct FirstDayMistakeTests {
    /// A mistake that WeChat answers with an unsigned 401.
    enum Mistake: String, CaseIterable, Sendable {
        case serial, privateKey, merchant

        /// What the mistake changes in the environment of a command.
        func environment(in shop: Shop) throws -> [String: String] {
            switch self {
            case .serial:
                return ["PAYSCORE_MERCHANT_CERTIFICATE_SERIAL": String(repeating: "A", count: 40)]
            case .merchant: return ["PAYSCORE_MERCHANT_MCHID": "1900000001"]
            case .privateKey:
                // Another key that is a good one: WeChat's own.
                let place = shop.directory.url.appendingPathComponent("sandbox")
                let file = try Data(
                    contentsOf: place.appendingPathComponent("sandbox-identity.json"))
                let value = try JSONSerialization.jsonObject(with: file)
                let pair = (value as? [String: Any])?["publicKey"] as? [String: Any]
                let pem = pair?["privateKey"] as? String
                let path = try shop.directory.write(
                    try Unwrap.value(pem, "no key"), to: "other.pem", mode: 0o600)
                return ["PAYSCORE_MERCHANT_PRIVATE_KEY_FILE": path]
            }
        }

        /// What the sandbox says, as WeChat would.
        var words: String {
            switch self {
            case .serial: "serial_no"
            case .privateKey: "验签失败"
            case .merchant: "mchid"
            }
        }
    }

    private static func check(
        _ name: String, in run: Program.Run
    ) throws -> (finding: String, advice: String, verdict: String) {
        let line = try run.lines.first { $0["check"] as? String == name }
        let found = try Unwrap.value(line, "no \(name): \(run.output)")
        return (
            found["finding"] as? String ?? "", found["advice"] as? String ?? "",
            found["verdict"] as? String ?? ""
        )
    }

    private static let advice = ["certificate_serial", "private_key_file", "mchid", "clock"]

    @Test(arguments: Mistake.allCases)
    func `a wrong serial, key or mchid is named, with what the answer claims`(
        mistake: Mistake
    ) async throws {
        let shop = try await Shop()
        let environment = try mistake.environment(in: shop)
        let run = try await shop.payscore("doctor", "--output", "json", environment: environment)
        #expect(run.status == 69)
        let (finding, advice, _) = try Self.check("wechat", in: run)
        for words in ["unsigned: ", "unverified", "HTTP 401", "SIGN_ERROR", mistake.words] {
            #expect(finding.contains(words), "\(words): \(finding)")
        }
        for words in Self.advice { #expect(advice.contains(words), "\(words): \(advice)") }
        #expect(try Self.check("clock", in: run).verdict == "ok")

        _ = try await shop.payscore("init", environment: environment)
        let query = try await shop.payscore(
            "query", "A-1", "--output", "json", environment: environment)
        #expect(query.status == 69)
        #expect(query.errorCode == "provider_unanswered")
        #expect(query.errors.contains("SIGN_ERROR"))
        #expect(query.errors.contains("unverified"))
    }

    @Test(arguments: [(-600.0, "ahead of"), (600, "behind")])
    func `a clock that is ten minutes off is told, with the difference`(
        offset: Double, words: String
    ) async throws {
        let directory = try TemporaryDirectory()
        let place = directory.url.appendingPathComponent("sandbox")
        let sandbox = try await SandboxServer.start(
            SandboxSettings(directory: place, clock: { Date().addingTimeInterval(offset) }))
        let run = try await Program.run(
            ["doctor", "--output", "json"], in: directory.url,
            environment: ["PAYSCORE_CONFIG": "sandbox/payscore.json"])
        await sandbox.stop()
        #expect(run.status == 69)
        let (finding, advice, _) = try Self.check("wechat", in: run)
        #expect(finding.contains("timestamp"))
        for words in Self.advice { #expect(advice.contains(words)) }
        let clock = try Self.check("clock", in: run)
        #expect(clock.verdict == "warn")
        let expected = [599, 600, 601].map { "\($0) s \(words) what the answer's Date header says" }
        #expect(expected.contains { clock.finding.contains($0) }, "\(clock.finding)")
    }

    @Test func `a wrong API v3 key is found`() async throws {
        let shop = try await Shop()
        let well = try await shop.payscore("doctor", "--output", "json")
        #expect(try Self.check("api v3 key", in: well).verdict == "ok")
        let path = try shop.directory.write(
            String(repeating: "k", count: 32), to: "other.txt", mode: 0o600)
        let run = try await shop.payscore(
            "doctor", "--output", "json", environment: ["PAYSCORE_MERCHANT_API_V3_KEY_FILE": path])
        #expect(run.status == 78)
        #expect(try Self.check("wechat", in: run).verdict == "ok")
        let (finding, advice, verdict) = try Self.check("api v3 key", in: run)
        #expect(verdict == "fail")
        #expect(finding.hasPrefix("decryption_failed"))
        #expect(advice.contains("api_v3_key_file"))
    }
}
