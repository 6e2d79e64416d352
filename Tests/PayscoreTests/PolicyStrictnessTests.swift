import Foundation
import Testing

@testable import payscore

/// A policy in the file can be made stricter from outside, never looser.
struct PolicyStrictnessTests {
    @Test func `every key of the policy has a stricter and a looser value`() {
        let keys = ConfigurationKey.allCases.filter { $0.rawValue.hasPrefix("policy.") }
        #expect(PolicyValues.all.map(\.key) == keys)
        #expect(ConfigurationKey.allCases.filter { $0.standardPolicy != nil } == keys)
        #expect(keys.allSatisfy { key in key.standardPolicy.map(key.form.accepts) == true })
    }

    @Test(arguments: PolicyValues.all)
    func `the environment makes a key stricter, and cannot make it looser`(
        values: PolicyValues
    ) throws {
        let (key, name) = (values.key, values.key.environmentName)
        for value in [values.looser, values.stricter] {
            #expect(try Self.failure(values.file(saying: values.looser), [name: value]) == nil)
        }
        let failure = try Self.failure(
            values.file(saying: values.stricter), [name: values.looser])
        #expect(failure?.status == .configuration)
        #expect(failure?.code == "configuration_policy_loosened")
        let message = try #require(failure?.message)
        #expect(message.contains("\(name) says \(values.looser)"))
        #expect(message.contains("\(key.rawValue) is \(values.stricter) in /"))
    }

    @Test(arguments: [
        ("PAYSCORE_POLICY_PERMIT_SECONDS", "601", "600"),
        ("PAYSCORE_POLICY_PART_PAYMENT", "hazard", "denied"),
        ("PAYSCORE_POLICY_REASON_LIMIT", "50", "30"),
        ("PAYSCORE_POLICY_FRESHNESS_SECONDS", "6", "5"),
        ("PAYSCORE_POLICY_VELOCITY_LIMIT_CANCELS", "21", "20"),
        ("PAYSCORE_POLICY_VELOCITY_LIMIT_FEN", "1000001", "1000000"),
        ("PAYSCORE_POLICY_VELOCITY_LIMIT_MINUTES", "59", "60"),
    ])
    func `what the file leaves out is the default, which is not loosened either`(
        name: String, value: String, standard: String
    ) throws {
        let failure = try Self.failure("{}", [name: value])
        #expect(failure?.code == "configuration_policy_loosened")
        #expect(failure?.message.contains("is \(standard) by default") == true)
        // Where there is no file, the environment alone is the configuration.
        #expect(throws: Never.self) {
            _ = try PayscoreConfiguration.load(nil, environment: [name: value])
        }
    }

    @Test func `no rules are looser than the configured ones`() async throws {
        let directory = try TemporaryDirectory()
        try directory.write(#"{"policy":{"cancel_rules":"1.0"}}"#, to: "payscore.json")
        for (rules, status, code) in [
            ("1.1", Int32(78), "configuration_policy_loosened"), ("1.0", 11, nil),
        ] {
            let run = try await Program.run(
                [
                    "can-cancel", "--snapshot", "-", "--rules", rules, "--output", "json",
                ], in: directory.url, input: #"{"out_order_no":"A","state":"DONE"}"#)
            #expect(run.status == status, "\(run.errors)")
            #expect(run.errorCode == code)
        }
    }

    @Test func `a variable lifts no second person from the file`() async throws {
        let shop = try await Shop()
        try shop.setPolicy(["second_person": true])
        let run = try await shop.payscore(
            "can-cancel", "A-1", "--output", "json",
            environment: ["PAYSCORE_POLICY_SECOND_PERSON": "false"])
        #expect(run.status == 78)
        #expect(run.errorCode == "configuration_policy_loosened")
    }

    @Test func `another spelling of a name is no second person`() async throws {
        let shop = try await Shop()
        try shop.setPolicy(["second_person": true])
        try await shop.charge("A-1")
        let token = try await shop.permit(for: "A-1", actor: "clerk-1")
        let run = try await shop.payscore(
            "cancel", "A-1", "--reason", "x", "--permit", token, "--at-stake", "50.00", "--output",
            "json", actor: "Clerk-1")
        #expect(run.status == 11)
        #expect(run.output.contains("same_person"))
    }

    private static func failure(
        _ file: String, _ environment: [String: String]
    ) throws -> Failure? {
        let directory = try TemporaryDirectory()
        let path = try directory.write(file, to: "payscore.json")
        do throws(Failure) {
            _ = try PayscoreConfiguration.load(path, environment: environment)
            return nil
        } catch { return error }
    }
}
