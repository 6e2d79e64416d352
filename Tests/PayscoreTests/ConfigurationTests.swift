import Foundation
import OrderEngine
import Testing

@testable import payscore

/// `payscore.json` and the environment.
struct ConfigurationTests {
    @Test(arguments: [
        (#"{"merchant":{"mchd":"1"}}"#, "configuration_key_unknown", "merchant.mchid"),
        (#"{"databse":"x"}"#, "configuration_key_unknown", "database"),
        (
            #"{"policy":{"velocity_limit":{"cancel":1}}}"#, "configuration_key_unknown",
            "policy.velocity_limit.cancels"
        ),
        (
            #"{"policy":{"part_payment":"denied"},"policy.part_payment":"hazard"}"#,
            "configuration_key_unknown", "policy.part_payment"
        ),
        (
            #"{"policy":{"velocity_limit.cancels":1}}"#, "configuration_key_unknown",
            "velocity_limit.cancels"
        ),
        (#"{"database":"a","database":"b"}"#, "configuration_json_invalid", "twice"),
        (#"{"merchant":{"mchid":"1","mchid":"2"}}"#, "configuration_json_invalid", "twice"),
        ("\u{FEFF}{}", "configuration_json_invalid", "byte-order mark"),
        ("{\"database\":\"a\tb\"}", "configuration_json_invalid", "control character"),
        ("{} {}", "configuration_json_invalid", "goes on"),
        ("{", "configuration_json_invalid", "ends too early"),
        ("[]", "configuration_json_invalid", "object"),
        ("", "configuration_json_invalid", "ends too early"),
        (#"{"merchant":"x"}"#, "configuration_value_invalid", "an object"),
        (#"{"database":7}"#, "configuration_value_invalid", "path"),
        (#"{"database":""}"#, "configuration_value_invalid", "path"),
        (#"{"database":null}"#, "configuration_value_invalid", "path"),
        (#"{"policy":{"second_person":1}}"#, "configuration_value_invalid", "true or false"),
        (#"{"policy":{"cancel_rules":"1.2"}}"#, "configuration_value_invalid", "\"1.1\""),
        (#"{"policy":{"part_payment":"allowed"}}"#, "configuration_value_invalid", "hazard"),
        (#"{"policy":{"reason_limit":40}}"#, "configuration_value_invalid", "30 or 50"),
        (#"{"policy":{"freshness_seconds":0}}"#, "configuration_value_invalid", "1 to 60"),
        (#"{"policy":{"freshness_seconds":86400}}"#, "configuration_value_invalid", "1 to 60"),
        (#"{"policy":{"freshness_seconds":5.0}}"#, "configuration_value_invalid", "whole"),
        (#"{"policy":{"freshness_seconds":"5"}}"#, "configuration_value_invalid", "whole"),
        (#"{"policy":{"quiescence_seconds":299}}"#, "configuration_value_invalid", "600"),
        (#"{"policy":{"quiescence_seconds":-1}}"#, "configuration_value_invalid", "600"),
        (#"{"policy":{"quiescence_seconds":1e12}}"#, "configuration_value_invalid", "600"),
        (#"{"wechat":{"request_seconds":0}}"#, "configuration_value_invalid", "1 to 120"),
        (#"{"policy":{"velocity_limit":{"minutes":0}}}"#, "configuration_value_invalid", "1 to"),
    ])
    func `a mistake in the file is named, and nothing is opened`(
        text: String, code: String, word: String
    ) async throws {
        let directory = try TemporaryDirectory()
        try directory.write(text, to: "payscore.json")
        let run = try await Program.run(["orders", "--output", "json"], in: directory.url)
        #expect(run.status == 78)
        #expect(run.errorCode == code)
        #expect(try message(run).contains(word), "\(run.errors)")
    }

    @Test func `bytes that are not UTF-8 are refused`() async throws {
        let directory = try TemporaryDirectory()
        let file = directory.url.appendingPathComponent("payscore.json")
        try Data([UInt8]("{\"database\":\"".utf8) + [0xFF] + [UInt8]("\"}".utf8)).write(to: file)
        let run = try await Program.run(["orders", "--output", "json"], in: directory.url)
        #expect(run.status == 78)
        #expect(run.errorCode == "configuration_json_invalid")
    }

    @Test func `a file of ten megabytes is not read to its end`() async throws {
        let directory = try TemporaryDirectory()
        try directory.write(
            String(repeating: " ", count: 10_000_000) + "{}", to: "payscore.json")
        let run = try await Program.run(["orders", "--output", "json"], in: directory.url)
        #expect(run.status == 78)
        #expect(run.errorCode == "configuration_file_too_large")
    }

    @Test func `a file that was asked for must exist, and a directory is none`() async throws {
        let directory = try TemporaryDirectory()
        let missing = try await Program.run(
            ["orders", "--config", "none.json", "--output", "json"], in: directory.url)
        #expect(missing.status == 66)
        #expect(missing.errorCode == "file_missing")
        let folder = try await Program.run(
            ["orders", "--config", ".", "--output", "json"], in: directory.url)
        #expect(folder.status == 78)
        #expect(folder.errorCode == "configuration_file_not_regular")
    }

    @Test func `what calls need and is missing is all named at once`() async throws {
        let directory = try TemporaryDirectory()
        try directory.write(#"{"merchant":{"mchid":"1900000001"}}"#, to: "payscore.json")
        let run = try await Program.run(["query", "A", "--output", "json"], in: directory.url)
        #expect(run.status == 78)
        #expect(run.errorCode == "configuration_incomplete")
        for key in ["merchant.appid", "merchant.private_key_file", "wechat.public_key_file"] {
            #expect(try message(run).contains(key))
        }
        #expect(!FileManager.default.fileExists(atPath: directory.url.path + "/payscore.sqlite"))
    }

    @Test func `a mistyped variable is named with the nearest`() async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(
            ["orders", "--output", "json"], in: directory.url,
            environment: ["PAYSCORE_MERCHANT_MCHD": "1"])
        #expect(run.status == 78)
        #expect(try message(run).contains("PAYSCORE_MERCHANT_MCHID"))
    }

    @Test(arguments: [
        ("PAYSCORE_POLICY_FRESHNESS_SECONDS", "0"), ("PAYSCORE_POLICY_SECOND_PERSON", "yes"),
        ("PAYSCORE_POLICY_VELOCITY_LIMIT_FEN", "1e3"),
        ("PAYSCORE_POLICY_QUIESCENCE_SECONDS", "+600"),
    ])
    func `a variable that says what it may not is refused`(
        name: String, value: String
    ) async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(
            ["orders", "--output", "json"], in: directory.url, environment: [name: value])
        #expect(run.status == 78)
        #expect(run.errorCode == "configuration_value_invalid")
        #expect(try message(run).contains(name))
    }

    @Test(arguments: ConfigurationKey.allCases)
    func `every key is read from the file, and from the environment over it`(
        key: ConfigurationKey
    ) throws {
        let directory = try TemporaryDirectory()
        let policy = PolicyValues.all.first { $0.key == key }
        // Of a policy the environment can only say the stricter value.
        let (first, second) = policy.map { ($0.looser, $0.stricter) } ?? Self.samples(of: key)
        let file = try directory.write(
            Self.nested(key.path, Self.isText(key) ? "\"\(first)\"" : first), to: "c.json")
        let plain = try PayscoreConfiguration.load(file, environment: [:])
        let overlaid = try PayscoreConfiguration.load(
            file, environment: [key.environmentName: second])
        #expect(plain.isSet(key, to: first, relativeTo: directory.url.path))
        #expect(overlaid.isSet(key, to: second, relativeTo: nil))
    }

    @Test(arguments: [
        "http://api.mch.weixin.qq.com", "https://evil.example",
        "https://api.mch.weixin.qq.com@evil.example", "https://api.mch.weixin.qq.com:8443",
        "https://api.mch.weixin.qq.com/v3", "https://api.mch.weixin.qq.com.", "file:///etc/passwd",
        "https://[2001:db8::1]", "https://аpi.mch.weixin.qq.com", "http://192.168.1.1:80",
        "http://127.0.0.1:0", "http://127.0.0.1.evil.example",
    ])
    func `requests go to WeChat or to this machine, never elsewhere`(
        address: String
    ) async throws {
        let shop = try await Shop()
        let run = try await shop.payscore(
            "query", "A", "--output", "json", environment: ["PAYSCORE_WECHAT_BASE_URL": address])
        #expect(run.status == 78)
        #expect(run.errorCode == "base_url_refused")
    }

    @Test func `a configuration that others may have written is refused with 77`() async throws {
        let directory = try TemporaryDirectory()
        let text = #"{"merchant":{"mchid":"1230000109"}}"#
        let file = try directory.write(text, to: "payscore.json", mode: 0o666)
        func code() -> String? {
            do throws(Failure) {
                _ = try PayscoreConfiguration.load(file, environment: [:])
                return nil
            } catch {
                #expect(error.status == .permission)
                return error.code
            }
        }
        #expect(code() == "file_untrusted")
        try directory.write(text, to: "payscore.json", mode: 0o660)
        #expect(code() == "file_untrusted")
        try directory.write(text, to: "payscore.json", mode: 0o644)
        #expect(code() == nil)
        try #require(chmod(directory.url.path, 0o777) == 0)
        #expect(code() == "file_untrusted")
        try #require(chmod(directory.url.path, 0o755) == 0)
        #expect(code() == nil)
        guard geteuid() == 0 else { return }
        try #require(chown(file, 65_534, 65_534) == 0)
        #expect(code() == "file_untrusted")
    }

    @Test(arguments: [
        "-----BEGIN PRIVATE KEY----- MIIEvQIBADANBg", String(repeating: "MIIEvQ", count: 900),
    ])
    func `a key where its path belongs is refused and not repeated`(key: String) throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write(
            #"{"merchant":{"private_key_file":"\#(key)"}}"#, to: "payscore.json")
        for (path, environment) in [
            (file, [:]), (nil, ["PAYSCORE_MERCHANT_PRIVATE_KEY_FILE": key]),
        ] {
            do throws(Failure) {
                _ = try PayscoreConfiguration.load(path, environment: environment)
                Issue.record("a key is no path")
            } catch {
                #expect(error.code == "configuration_value_invalid")
                #expect(error.message.lowercased().contains("private_key_file must be the path"))
                #expect(!error.message.contains("MII"))
            }
        }
    }

    @Test func `no file is made under the name of a key`() throws {
        let directory = try TemporaryDirectory()
        let seed = Data(repeating: 0xB7, count: 32).base64EncodedString()
            .replacingOccurrences(of: "/", with: "+")
        #expect {
            _ = try CheckpointKey.loadOrMake(at: directory.url.path + "/" + seed)
        } throws: { error in
            let failure = error as? Failure
            return failure?.code == "checkpoint_key_invalid"
                && failure?.message.contains(seed) == false
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.url.path).isEmpty)
    }

    @Test func `a permit is read from a file that is closed to others`() throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write("pmt_01\n", to: "permit", mode: 0o600)
        #expect(try GivenPermit.read(nil, orIn: file)?.secret == "pmt_01")
        #expect(try GivenPermit.read("pmt_02", orIn: nil)?.secret == "pmt_02")
        #expect(try GivenPermit.read(nil, orIn: nil) == nil)
        try directory.write("pmt_01", to: "permit", mode: 0o644)
        for (path, code) in [
            (file, "key_file_permissions"), (file + "-none", "key_file_missing"),
        ] {
            #expect {
                try GivenPermit.read(nil, orIn: path)
            } throws: { error in
                (error as? Failure)?.code == code
            }
        }
    }

    @Test(arguments: ["", "\n", "pmt_01\n\n", "pmt_01 x", "pmt_\u{E000}", "a\nb"])
    func `a permit is one line`(text: String) {
        #expect {
            try GivenPermit.token(Array(text.utf8), of: "standard input")
        } throws: { error in
            (error as? Failure)?.code == "permit_unreadable"
        }
    }

    @Test func `a checkpoint that others may have written proves nothing`() throws {
        let directory = try TemporaryDirectory()
        let note = try directory.write("a note", to: "note", mode: 0o666)
        #expect {
            try PublishedCheckpoint.read(note)
        } throws: { error in
            (error as? Failure)?.code == "file_untrusted"
        }
    }

    @Test func `a key that others may read is refused with 77`() async throws {
        let shop = try await Shop()
        let key = shop.directory.url.path + "/sandbox/merchant_private_key.pem"
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: key)
        let run = try await shop.payscore("query", "A", "--output", "json")
        #expect(run.status == 77)
        #expect(run.errorCode == "key_file_permissions")
        let doctor = try await shop.payscore("doctor", "--output", "json")
        #expect(doctor.status == 77)
        let keys = try doctor.lines.first { $0["check"] as? String == "keys" }
        #expect(keys?["verdict"] as? String == "fail")
    }

    @Test(arguments: [true, false])
    func `the doctor tells that a platform certificate has ended`(isAlone: Bool) async throws {
        let shop = try await Shop()
        let file = shop.directory.url.appendingPathComponent("sandbox/payscore.json")
        let read = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        var settings = try #require(read as? [String: Any])
        var weChat = try #require(settings["wechat"] as? [String: Any])
        weChat["platform_certificate_file"] =
            try shop.directory.write(Self.endedCertificate, to: "ended.pem")
        if isAlone {
            weChat["public_key_file"] = nil
            weChat["public_key_id"] = nil
        }
        settings["wechat"] = weChat
        try JSONSerialization.data(withJSONObject: settings).write(to: file)
        #expect(try await shop.payscore("init").status == 0)
        let doctor = try await shop.payscore("doctor", "--output", "json")
        let keys = try doctor.lines.first { $0["check"] as? String == "keys" }
        #expect(keys?["verdict"] as? String == (isAlone ? "fail" : "warn"), "\(doctor)")
        let finding = try #require(keys?["finding"] as? String)
        #expect(finding.contains("the platform certificate 44AA is valid from 2020-01-01"))
        #expect(doctor.status == (isAlone ? 78 : 0))
    }

    /// A certificate in the manner of WeChat's that was valid until 2025-01-01; nobody has its key.
    private static let endedCertificate = """
        -----BEGIN CERTIFICATE-----
        MIICqTCCAZECAkSqMA0GCSqGSIb3DQEBCwUAMBoxGDAWBgNVBAMMD1RlbnBheS5j
        b20gc2lnbjAeFw0yMDAxMDEwMDAwMDBaFw0yNTAxMDEwMDAwMDBaMBoxGDAWBgNV
        BAMMD1RlbnBheS5jb20gc2lnbjCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoC
        ggEBANX/beUnTJPKjrmamt6yABv1UZnFe+VA4a4Q6Yydr3P7aL2SAebnRWf/XJTH
        IiXbYO7d9EW5a+iH6MNAZUsT6YO8VUaBtDk072ceWGCXQwzHNtctDFUac94E1pZ3
        dSA9C2/cFaOPr9vagGzgdt0xAYkfbbhx86rqZQfbITnMzxM/rkDEDgU9+zsKc8kR
        Ckljac6/7zYkic0J11vAje/CaJSFwj0VJuIYBrzCUbApBzAUm8+QVFFemyeEAXB3
        LmBIAFund/etHSv0Qc1G6dxNFAF7czRS2SQ0B/zsY6n5exQuqBYiSzcMkCU4dXx9
        N0DMuKCzvIIXr6/PGBC6CyyPWBkCAwEAATANBgkqhkiG9w0BAQsFAAOCAQEAUI2Z
        1snYcKgIQ9H9d2sjnRpVX4Xb4hPGg9mnLp5tf+/JXeisv05Wpa3YkMMl3sHFFO1m
        Tmjg2lHlqVU37Iey1nZUG7lemA/dq5hcnaCdRMAb3uJQpf2dh62h3wqMHBDZ3NaS
        0AhSSIdOc1QS3dDWC4OflpVqU8xTt53S6WdRfjhocyYVuzbMpuSyi0jplVysPgig
        VM1dhaqZAWmVC0oCM+YaQdZcyt/jI1u4CdC3czV16xnoGgwLMkrxKPIU/V2QvUuc
        K54K2bkSX9K2LX/cckgucamHsMLVS9ra2C4O1ko+igMV69/MeXka7/BR9BiV7Hvx
        h9OqMrS8ZZzwsj3vcQ==
        -----END CERTIFICATE-----
        """

    private func message(_ run: Program.Run) throws -> String {
        let value = try JSONSerialization.jsonObject(with: Data(run.errors.utf8))
        let error = (value as? [String: Any])?["error"] as? [String: Any]
        return try Unwrap.value(error?["message"] as? String, run.errors)
    }

    private static func nested(_ path: [String], _ value: String) -> String {
        path.reversed().reduce(value) { inner, name in "{\"\(name)\":\(inner)}" }
    }

    private static func isText(_ key: ConfigurationKey) -> Bool {
        switch key.form {
        case .text, .path, .word: true
        case .flag, .number, .choice: false
        }
    }

    /// Two different values that a key of no policy may have.
    private static func samples(of key: ConfigurationKey) -> (String, String) {
        switch key.form {
        case .text: ("first", "second")
        case .path: ("first.pem", "/second.pem")
        case .number(let range): (String(range.lowerBound), String(range.upperBound))
        case .word(let words): (words.first ?? "", words.last ?? "")
        case .flag, .choice: ("", "")
        }
    }
}

extension PayscoreConfiguration {
    /// Whether a key has a value; a path in the file is found beside the file.
    fileprivate func isSet(
        _ key: ConfigurationKey, to value: String, relativeTo directory: String?
    ) -> Bool {
        switch key.form {
        case .text, .word: text(key) == value
        case .path: text(key) == (directory.map { "\($0)/\(value)" } ?? value)
        case .flag: flag(key) == (value == "true")
        case .number, .choice: number(key).map(String.init) == value
        }
    }
}
