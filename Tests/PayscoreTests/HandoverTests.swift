import Foundation
import Testing

/// Commands that find the journal owned by `serve`, and are run there.
@Suite struct HandoverTests {
    /// In which form and language the answers are wanted.
    enum Form: String, CaseIterable, CustomTestStringConvertible {
        case json, english, chinese

        var options: [String] {
            switch self {
            case .json: ["--output", "json"]
            case .english: ["--lang", "en", "--time-zone", "UTC"]
            case .chinese: ["--lang", "zh", "--time-zone", "Asia/Shanghai"]
            }
        }

        var testDescription: String { rawValue }
    }

    @Test(arguments: Form.allCases)
    func `each command says what it says where it owns the journal itself`(
        _ form: Form
    ) async throws {
        let own = try await Self.play(form, isServed: false)
        let served = try await Self.play(form, isServed: true)
        #expect(own.count == served.count)
        for (own, served) in zip(own, served) { #expect(served == own) }
        #expect(Set(own.map(\.status)).isSuperset(of: [0, 10, 11, 14, 65, 66]))
    }

    /// What a command said, without what no two journals have alike.
    struct Said: Equatable {
        let command: String
        let status: Int32
        let output: String
        let errors: String
    }

    private static func play(_ form: Form, isServed: Bool) async throws -> [Said] {
        let shop = try await Shop()
        try await shop.prepareToServe()
        let service = isServed ? try ServiceProcess(in: shop, ["--sweep-minutes", "0"]) : nil
        var said: [Said] = []
        func run(_ words: [String], input: String? = nil, file: Bool = false) async throws {
            let run = try await shop.payscore(words + form.options, input: input)
            said.append(
                Said(
                    command: normalized(words.joined(separator: " "), shop), status: run.status,
                    output: normalized(run.output, shop), errors: normalized(run.errors, shop)))
        }
        try await run(["create", "-"], input: Shop.creation("A-1"))
        try await run(["create", "-"], input: Shop.creation("A-1"))
        try await run(["create", "-"], input: #"{"out_order_no":"A-2","risk_fun":1}"#)
        try await shop.control("orders/A-1/confirm")
        try await run(["query", "A-1"])
        try await run(["query", "NONE-1"])
        try await run(["calls", "A-1"])
        try shop.directory.write(Shop.completion(12_800), to: "completion.json")
        try await run(["complete", "A-1", "completion.json"])
        try await run(["collect", "A-1"])
        try await run(["can-cancel", "A-1"])
        // What is careless is stopped with the amount.
        try await run(["cancel", "A-1", "--reason", "用户取消"])
        #expect(said.last?.status == 10)
        #expect(said.last?.output.contains(form == .json ? "12800" : "¥128.00") == true)
        try await run(
            ["cancel", "A-1", "--reason", "用户取消", "--permit", "pmt_none", "--at-stake", "128.00"])
        let permit = try await shop.permit(for: "A-1")
        try await run(
            ["cancel", "A-1", "--reason", "x", "--permit", permit, "--at-stake", "1.00"])
        try await run(
            [
                "cancel", "A-1", "--reason", "x", "--permit", permit, "--at-stake", "128.00",
                "--dry-run",
            ])
        try await run(["modify", "A-1", "-"], input: Shop.modification(9800))
        try await run(["report-paid", "A-1", "--paid-at", "20260131160000"])
        try await run(["protect", "A-1", "--reason", "dispute"])
        try await run(["can-cancel", "A-1"])
        try await run(["protect", "NONE-1", "--reason", "dispute"])
        try await run(["unprotect", "A-1", "--reason", "settled"])
        try await run(["note", "A-1", "--about", "2", "--explains", "--reason", "seen"])
        try await run(["note", "A-1", "--about", "99", "--explains", "--reason", "seen"])
        try await run(["observe", "-"], input: #"{"out_order_no":"B-1","state":"CREATED"}"#)
        try await run(["velocity-limit", "reset", "--reason", "checked"])
        try await run(["reconcile"])
        try await run(
            ["forget-customer", "cus_00000000000000000000", "--reason", "asked"])
        try await run(["create-completed", "-"], input: "{}")
        try await run(["authorization", "query", "AUTH-1"])
        try shop.directory.write(
            try await shop.permit(for: "A-1") + "\n", to: "permit", mode: 0o600)
        try await run(
            ["cancel", "A-1", "--reason", "x", "--permit-file", "permit", "--at-stake", "128.00"])
        try await run(["checkpoint"])
        let history = try await shop.payscore("history", "A-1", "--output", "json")
        let channels = Set(try history.lines.compactMap { $0["channel"] as? String })
        #expect(channels == [isServed ? "socket" : "cli"])
        if let service { #expect(try service.stop() == 0) }
        #expect(try await shop.payscore("verify").status == 0)
        let operations = try await shop.requests().compactMap { $0["operation"] as? String }
        #expect(operations.count { $0 == "cancel" } == 1)
        return said
    }

    /// Leaves out times, identifiers that are drawn, digests and places.
    private static func normalized(_ text: String, _ shop: Shop) -> String {
        text.replacing(shop.directory.url.path, with: "HERE")
            .replacing(/\d{4}-\d{2}-\d{2}T[0-9:.]+(Z|[+\-]\d{2}:\d{2})/, with: "TIME")
            .replacing(/\b20\d{12}\b/, with: "TIME")
            .replacing(/\b1[78]\d{11}\b/, with: "TIME")
            .replacing(/wx[0-9a-f]{16}/, with: "wxAPP")
            .replacing(
                /(?=[a-z_\/\-]*[A-Z0-9+=])[A-Za-z0-9+\/=_\-]{20,}/, with: "DRAWN"
            )
            .replacing("\"channel\":\"socket\"", with: "\"channel\":\"cli\"")
    }

    @Test func `who gives no name is named by the kernel, and one that is given is only claimed`()
        async throws
    {
        let shop = try await Shop()
        try await shop.prepareToServe()
        _ = try await shop.create("A-1")
        let service = try ServiceProcess(in: shop)
        #expect(try await shop.payscore("protect", "A-1", "--reason", "x", actor: "").status == 0)
        #expect(
            try await shop.payscore("unprotect", "A-1", "--reason", "x", actor: "bo").status == 0)
        let history = try await shop.payscore("history", "A-1", "--output", "json")
        let last = try history.lines.suffix(2).map {
            [$0["actor"], $0["identified_by"], $0["channel"]].map { $0 as? String }
        }
        let user = try await Program.run(
            Self.process("/usr/bin/id", ["-un"], in: shop), input: nil)
        #expect(
            last == [
                [
                    user.output.split(separator: "\n").first.map(String.init),
                    "verified:peer_credentials", "socket",
                ],
                ["bo", "claimed", "socket"],
            ])
        #expect(try service.log.contains(#""command":"protect""#))
        #expect(try service.stop() == 0)
    }

    @Test func `commands that own, mend or fill a journal still say that it is locked`()
        async throws
    {
        let shop = try await Shop()
        try await shop.prepareToServe()
        _ = try await shop.create("A-1")
        let service = try ServiceProcess(in: shop)
        let locked = [
            ["init"], ["sweep"], ["resume", "--reason", "x"], ["import", "-"],
            ["checkpoint", "--out", "sealed"],
            ["protect", "A-1", "--reason", "x", "--no-handover"],
        ]
        for words in locked {
            let run = try await shop.payscore(
                words + ["--wait", "0", "--output", "json"],
                input: #"{"out_order_no":"A-1","state":"CREATED"}"#)
            #expect(run.errorCode == "journal_locked", "\(words): \(run.errors)")
            #expect(run.status == 14)
        }
        #expect(try service.stop() == 0)
    }

    @Test func `without a socket a command says that the journal is locked`() async throws {
        let shop = try await Shop()
        try await shop.prepareToServe()
        _ = try await shop.create("A-1")
        let service = try ServiceProcess(in: shop, ["--no-socket"])
        #expect(!FileManager.default.fileExists(atPath: shop.database + ".socket"))
        let run = try await shop.payscore(
            "protect", "A-1", "--reason", "x", "--wait", "0", "--output", "json")
        #expect(run.errorCode == "journal_locked")
        #expect(try service.stop() == 0)
    }

    @Test func `a command that is too large to be handed over says so`() async throws {
        let shop = try await Shop()
        try await shop.prepareToServe()
        let service = try ServiceProcess(in: shop)
        let body = Shop.creation("A-1").dropLast() + String(repeating: " ", count: 60_000) + "}"
        let run = try await shop.payscore(
            "create", "-", "--wait", "0", "--output", "json", input: String(body))
        #expect(run.status == 65)
        #expect(run.errorCode == "command_too_large")
        #expect(try await shop.payscore("orders", "--output", "json").lines.isEmpty)
        #expect(try service.stop() == 0)
    }

    @Test func `an owner that is killed while it makes a call leaves the attempt open`()
        async throws
    {
        let shop = try await Shop()
        try await shop.prepareToServe()
        _ = try await shop.create("A-1")
        let service = try ServiceProcess(in: shop)
        try await shop.fault("delay", on: "cancel", of: "A-1", delay: 60_000)
        async let cancel = shop.payscore("cancel", "A-1", "--reason", "x", "--output", "json")
        try await shop.await("A-1", state: "REVOKED")
        try service.kill()
        let run = try await cancel
        #expect(run.status == 13)
        #expect(run.errorCode == "owner_gone")
        // The socket of the dead owner is there, and hinders nobody.
        #expect(FileManager.default.fileExists(atPath: shop.database + ".socket"))
        let open = try await shop.payscore("attempts", "--open", "--output", "json")
        #expect(try open.lines.count == 1)
        #expect(
            try await shop.payscore("note", "A-1", "--about", "1", "--explains", "--reason", "x")
                .status == 0)
        let next = try ServiceProcess(in: shop)
        #expect(
            try await shop.payscore("protect", "A-1", "--reason", "x", "--output", "json").status
                == 0)
        #expect(try next.stop() == 0)
        #expect(!FileManager.default.fileExists(atPath: shop.database + ".socket"))
    }

    @Test func `a command that is interrupted says that the owner goes on, and it does`()
        async throws
    {
        let shop = try await Shop()
        try await shop.prepareToServe()
        _ = try await shop.create("A-1")
        let service = try ServiceProcess(in: shop)
        try await shop.fault("delay", on: "cancel", of: "A-1", delay: 3_000)
        let errors = try shop.directory.file("errors")
        let prepared = Program.process(
            ["cancel", "A-1", "--reason", "x", "--output", "json"], in: shop.directory.url,
            environment: ["PAYSCORE_CONFIG": "sandbox/payscore.json"])
        let number = try Program.child(
            of: prepared,
            descriptors: [FileHandle.nullDevice, .nullDevice, errors.handle].map(\.fileDescriptor)
        ).start()
        try await shop.await("A-1", state: "REVOKED")
        kill(number, SIGINT)
        #expect(try Child.wait(for: number) == SIGINT)
        let told = try String(contentsOf: errors.url, encoding: .utf8)
        #expect(told.contains("owner_goes_on"))
        #expect(try service.stop() == 0)
        let attempts = try await shop.payscore("attempts", "--output", "json")
        #expect(try attempts.lines.first?["result"] as? String == "applied", "\(attempts.output)")
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
    func `on a terminal the amount is typed at one end and taken at the other`() async throws {
        let shop = try await Shop()
        try await shop.prepareToServe()
        try await shop.charge("A-1")
        let service = try ServiceProcess(in: shop)
        for (typed, expected) in [("1.00", 10), ("50.00", 0)] {
            try shop.directory.write(typed + "\n", to: "typed")
            let run = try await Program.shell(
                "PAYSCORE_CONFIG=sandbox/payscore.json script -qec "
                    + "\"$PAYSCORE cancel A-1 --reason x\" /dev/null < typed",
                in: shop.directory.url)
            #expect(run.status == expected, "\(run.output)")
            #expect(run.output.contains("\u{1B}["))
        }
        #expect(try service.stop() == 0)
        try await shop.await("A-1", state: "REVOKED")
    }

    static func process(_ program: String, _ words: [String], in shop: Shop) -> Process {
        let process = Program.process(words, in: shop.directory.url)
        process.executableURL = URL(fileURLWithPath: program)
        return process
    }
}
