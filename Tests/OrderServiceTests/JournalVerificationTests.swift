import Crypto
import Foundation
import GRDB
import InMemoryLogging
import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import StrictJSON
import Testing

@testable import OrderService

/// The journal's verification, asked for over HTTP.
@Suite struct JournalVerificationTests {
    /// Asks for a verification, and waits for its end.
    private static func verify(
        _ bench: ServiceBench, _ json: String = "{}"
    ) async throws -> JSONValue {
        let begun = try await bench.send("POST", "/v1/verify", as: .operator, json: json)
        try #require(begun.status == 202, "\(begun.text)")
        while true {
            let told = try await bench.send("GET", "/v1/verify").json
            if told["state"] != "running" { return told }
            await Task.yield()
        }
    }

    @Test func `a journal that holds is told to hold`() async throws {
        try await ServiceBench.serving { bench in
            let none = try await bench.send("GET", "/v1/verify")
            #expect(try none.json["state"] == "none")
            try await bench.awaitPayment()
            let told = try await Self.verify(bench)
            #expect(told["state"] == "verified")
            #expect(told["report"]?["sound"] == true)
            #expect(told["report"]?["end_checked"] == true)
            #expect(told["records_read"] == told["total"])
            #expect(told["orders_read"] == told["total"])
            let metrics = try await bench.send("GET", "/metrics")
            #expect(metrics.text.contains("payscore_verification_findings 0"))
            #expect(bench.log.entries.contains { "\($0.message)" == "journal verified" })
        }
    }

    @Test func `a record that was changed is found, and told aloud`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let database = try DatabaseQueue(path: bench.journal.path)
            try await database.write { database in
                let name = try String.fetchOne(
                    database,
                    sql: """
                        SELECT name FROM sqlite_master WHERE type = 'trigger' \
                        AND tbl_name = 'payscore_records' AND sql LIKE '%UPDATE%'
                        """)
                if let name { try database.execute(sql: "DROP TRIGGER \(name)") }
                try database.execute(
                    sql: "UPDATE payscore_records SET actor = 'nobody' WHERE sequence = 3")
            }
            let told = try await Self.verify(bench)
            #expect(told["state"] == "verified")
            #expect(told["report"]?["sound"] == false)
            #expect(told["report"]?["finding_count"] != 0)
            #expect(bench.log.entries.contains { "\($0.message)" == "journal does not hold" })
        }
    }

    @Test func `a checkpoint of another journal shows that all was replaced`() async throws {
        try await ServiceBench.serving { other in
            try await other.awaitPayment()
            try await other.seal()
            let note = try #require(
                try await other.engine.audit { try $0.lastCheckpoint() }?.note)
            try await ServiceBench.serving { bench in
                try await bench.awaitPayment()
                let body: JSONValue = ["checkpoint": .string(note)]
                let told = try await Self.verify(
                    bench, String(decoding: body.canonical, as: UTF8.self))
                #expect(told["report"]?["sound"] == false)
                let wrong = try await bench.send(
                    "POST", "/v1/verify", as: .operator, json: #"{"checkpoint":"x"}"#)
                #expect(wrong.code == "member_invalid")
            }
        }
    }

    @Test func `an operator seals and verifies on the page of checkpoints`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let browser = try await ConsoleBrowser(bench, as: .operator)
            let before = try await browser.get("/console/checkpoints")
            #expect(before.text.contains("not asked for"))
            #expect(try await browser.post("/console/checkpoints/seal").status == 303)
            #expect(try await bench.engine.audit { try $0.lastCheckpoint() } != nil)
            #expect(try await browser.post("/console/checkpoints/verify").status == 303)
            while try await bench.send("GET", "/v1/verify").json["state"] == "running" {
                await Task.yield()
            }
            let after = try await browser.get("/console/checkpoints")
            #expect(after.text.contains("SOUND"))
            #expect(after.text.contains("none is missing at the end"))
            let reader = try await ConsoleBrowser(bench, as: .reader)
            #expect(!(try await reader.get("/console/checkpoints")).text.contains("Verify it now"))
        }
    }

    @Test func `one verification is under way at a time`() throws {
        let clock = ManualClock()
        let verification = JournalVerification(
            of: InMemoryJournal(), head: { nil }, clock: clock)
        let first = try #require(verification.begin(against: nil))
        clock.advance(by: .seconds(1))
        #expect(verification.begin(against: nil)?.beganAt == first.beganAt)
        #expect(verification.latest?.outcome == nil)
        // Who brings a checkpoint must not be told of a run that does not compare it.
        let origin = CheckpointOrigin(
            name: try CheckpointName("elsewhere.example"),
            identity: JournalIdentity(random: SeededRandom(seed: 1)))
        let outside = try Checkpoint(
            of: origin, tree: MerkleTree(), previous: nil, at: clock.now(),
            signingWith: Curve25519.Signing.PrivateKey())
        #expect(verification.begin(against: outside) == nil)
        #expect(verification.latest?.outside == nil)
    }
}
