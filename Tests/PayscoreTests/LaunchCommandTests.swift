import Foundation
import Testing

@testable import payscore

/// `payscore launch`, which sends nothing.
struct LaunchCommandTests {
    private static let key = "exposed_your_key_here_have_risks"

    /// A directory with a configuration; with the key where that is wanted.
    private static func desk(hasKey: Bool) throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        try directory.write(key + "\n", to: "v2", mode: 0o600)
        let file = hasKey ? #","api_v2_key_file":"v2""# : ""
        try directory.write(
            #"{"merchant":{"mchid":"1230000109","service_id":"500001"\#(file)}}"#,
            to: "payscore.json")
        return directory
    }

    private static func run(
        _ directory: TemporaryDirectory, _ words: String..., input: String? = nil
    ) async throws -> Program.Run {
        try await Program.run(
            ["launch"] + words + ["--output", "json"], in: directory.url, input: input)
    }

    @Test func `a confirmation is signed where the key is configured`() async throws {
        for hasKey in [false, true] {
            let run = try await Self.run(
                try Self.desk(hasKey: hasKey), "confirm", "PKG", "--platform", "mini-program")
            #expect(run.status == 0, "\(run.errors)")
            #expect(try run.json["signed"] as? Bool == hasKey)
            let arguments = try run.json["arguments"] as? [String: Any]
            let data = arguments?["extraData"] as? [String: String]
            #expect(data?["package"] == "PKG")
            #expect(data?["mch_id"] == (hasKey ? "1230000109" : nil))
            #expect(!run.output.contains(Self.key))
        }
    }

    @Test func `the word that is asked for counts`() async throws {
        let with = try Self.desk(hasKey: true)
        let plain = try await Self.run(with, "confirm", "PKG", "--platform", "h5", "--unsigned")
        #expect(
            plain.output.contains(
                #""arguments":{"businessType":"wxpayScoreUse","#
                    + #""queryString":"package=PKG"}"#))
        let without = try Self.desk(hasKey: false)
        let refused = try await Self.run(
            without, "confirm", "PKG", "--platform", "h5", "--signed")
        #expect(refused.status == 78)
        #expect(refused.errorCode == "configuration_incomplete")
        #expect(refused.errors.contains("merchant.api_v2_key_file"))
    }

    @Test func `an order's page needs the key, an authorization none`() async throws {
        let without = try Self.desk(hasKey: false)
        #expect(try await Self.run(without, "detail", "A-1", "--platform", "app").status == 78)
        let token = try await Self.run(
            without, "authorize", "-", "--platform", "app", input: "AAQT\n")
        #expect(token.output.contains(#""query":"apply_permissions_token=AAQT""#))
        let run = try await Self.run(
            try Self.desk(hasKey: true), "detail", "A-1", "--platform", "app")
        #expect(run.status == 0)
        #expect(run.output.contains("service_id=500001&out_order_no=A-1&timestamp="))
    }

    @Test func `what is wrong is told by its code`() async throws {
        let directory = try Self.desk(hasKey: true)
        let spaced = try await Self.run(
            directory, "authorize", "A B", "--platform", "h5")
        #expect(spaced.status == 65)
        #expect(spaced.errorCode == "launch_invalid")
        let answer = try await Self.run(
            directory, "confirm", #"{"package":"PKG"}"#, "--platform", "h5")
        #expect(answer.status == 65 && answer.errorCode == "launch_invalid")
        try directory.write("short", to: "v2", mode: 0o600)
        let short = try await Self.run(directory, "detail", "A-1", "--platform", "h5")
        #expect(short.status == 78)
        #expect(short.errorCode == "api_v2_key_length")
        let platform = try await Self.run(directory, "authorize", "A", "--platform", "web")
        #expect(platform.status == 64)
    }

    @Test func `text says how to call it, and that the return proves nothing`() async throws {
        let directory = try Self.desk(hasKey: true)
        let words = ["launch", "confirm", "PKG", "--platform", "mini-program", "--lang"]
        let english = try await Program.run(words + ["en"], in: directory.url)
        #expect(english.output.contains("wx.openBusinessView"))
        #expect(english.output.contains("proves nothing"))
        let chinese = try await Program.run(words + ["zh"], in: directory.url)
        #expect(chinese.output.contains("不能作为依据"))
    }

    @Test func `a sandbox writes the key, so that every page can be tried`() async throws {
        let shop = try await Shop()
        let created = try await shop.payscore(
            "create", "-", "--output", "json", input: Shop.creation("A-1"))
        let package = try Unwrap.value(try created.json["package"] as? String, "no package")
        for words in [["confirm", package, "--signed"], ["detail", "A-1"]] {
            let run = try await shop.payscore(
                ["launch"] + words + ["--platform", "mini-program", "--output", "json"])
            #expect(run.status == 0, "\(run.errors)")
            #expect(try run.json["signed"] as? Bool == true)
        }
    }

    @Test func `the doctor reads the key where one is configured`() async throws {
        let shop = try await Shop()
        func verdict() async throws -> String? {
            let run = try await shop.payscore(
                "doctor", "--output", "json",
                environment: ["PAYSCORE_MERCHANT_API_V2_KEY_FILE": "v2"])
            return try run.lines.first { $0["check"] as? String == "api v2 key" }?["verdict"]
                as? String
        }
        #expect(try await verdict() == "fail")
        try shop.directory.write(Self.key, to: "v2", mode: 0o600)
        #expect(try await verdict() == "ok")
    }
}
