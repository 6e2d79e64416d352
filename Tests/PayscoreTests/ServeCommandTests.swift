import Foundation
import Testing

/// `serve`: the whole service as a process, against the sandbox.
@Suite struct ServeCommandTests {
    /// Makes a token.
    private static func token(
        _ shop: Shop, _ name: String, _ roles: String
    ) async throws -> String {
        let run = try await shop.payscore(
            "token", "new", "--name", name, "--role", roles, "--output", "json")
        return try Unwrap.value(run.json["token"] as? String, "no token: \(run.errors)")
    }

    @Test func `the life of an order over HTTP, from its creation to its cancel`() async throws {
        let shop = try await Shop()
        #expect(try await shop.payscore("init").status == 0)
        let owner = try await Self.token(shop, "shop", "service")
        let clerk = try await Self.token(shop, "clerk-1", "clerk")
        let approver = try await Self.token(shop, "finance-2", "approver")
        let service = try ServiceProcess(in: shop)

        // The path says which order it is.
        let creation = Shop.creation("A-1").replacing(#""out_order_no":"A-1","#, with: "")
        let created = try await service.send(
            "POST", "/v1/orders/A-1/calls", token: owner,
            #"{"call":"create","body":\#(creation)}"#)
        #expect(created.status == 200, "\(created.body)")
        #expect(created.body["package"] is String)
        try await shop.control("orders/A-1/confirm")
        let completed = try await service.send(
            "POST", "/v1/orders/A-1/calls", token: owner,
            #"{"call":"complete","body":\#(Shop.completion(12_800))}"#)
        #expect(completed.status == 200, "\(completed.body)")

        let decision = try await service.send(
            "POST", "/v1/orders/A-1/decision", token: clerk, #"{"call":"cancel"}"#)
        #expect(decision.body["at_stake_fen"] as? Int == 12_800)
        let permit = (decision.body["permit"] as? [String: Any])?["token"] as? String ?? ""
        let cancel = """
            {"call":"cancel","reason":"用户取消",\
            "consent":{"permit":"\(permit)","at_stake_fen":12800}}
            """
        let refused = try await service.send(
            "POST", "/v1/orders/A-1/calls", token: clerk, cancel)
        #expect(refused.status == 403)
        let done = try await service.send(
            "POST", "/v1/orders/A-1/calls", token: approver, cancel)
        #expect(done.status == 200, "\(done.body)")
        try await shop.await("A-1", state: "REVOKED")

        // What only reads goes on beside it; what writes waits.
        let locked = try await shop.payscore("init", "--wait", "0", "--output", "json")
        #expect(locked.errorCode == "journal_locked")
        let history = try await shop.payscore("history", "A-1", "--output", "json")
        let callers = Set(try history.lines.compactMap { $0["actor"] as? String })
        #expect(callers == ["shop", "clerk-1", "finance-2"])

        let log = try service.log
        #expect(log.contains(#""endpoint":"calls""#))
        #expect(log.contains(#""principal":"finance-2""#))
        for secret in [owner, clerk, approver, permit] { #expect(!log.contains(secret)) }
        #expect(try service.stop() == 0)
        // It was sealed at the end.
        let verified = try await shop.payscore("verify", "--output", "json")
        #expect(verified.status == 0)
        #expect(try verified.json["unsealed"] as? Int == 0)
    }

    @Test func `it seals while it owns the journal, and its witness gets each checkpoint`()
        async throws
    {
        let shop = try await Shop()
        #expect(try await shop.payscore("init").status == 0)
        let chief = try await Self.token(shop, "chief-1", "operator")
        try shop.directory.write(
            "#!/bin/sh\ncat >> taken; [ -e ready ]\n", to: "witness.sh", mode: 0o700)
        let service = try ServiceProcess(in: shop, ["--publish-command", "./witness.sh"])
        while try !service.log.contains("checkpoint not published") { await Task.yield() }
        try shop.directory.write("", to: "ready")
        let sealed = try await service.send("POST", "/v1/checkpoints", token: chief, "{}")
        #expect(sealed.status == 200)
        #expect(sealed.body["published"] as? [String] == ["witness.sh"])
        #expect(try service.stop() == 0)
        let taken = try String(
            contentsOf: shop.directory.url.appendingPathComponent("taken"), encoding: .utf8)
        #expect(taken.hasSuffix(try Unwrap.value(sealed.body["note"] as? String, "no note")))
        #expect(try await shop.payscore("verify").status == 0)
    }

    @Test func `a call that was under way when the service was killed is made once`() async throws {
        let shop = try await Shop()
        #expect(try await shop.payscore("init").status == 0)
        let owner = try await Self.token(shop, "shop", "service")
        let creation = #"{"call":"create","body":\#(Shop.creation("A-1"))}"#
        let key = ["Idempotency-Key": "create-A-1"]
        try await shop.fault("delay", on: "create", of: "A-1", delay: 60_000)
        let killed = try ServiceProcess(in: shop)
        let lost = Task {
            try await killed.send(
                "POST", "/v1/orders/A-1/calls", token: owner, creation, headers: key
            ).status
        }
        while try await Self.creations(shop).isEmpty { await Task.yield() }
        try killed.kill()
        await #expect(throws: (any Error).self) { try await lost.value }

        let service = try ServiceProcess(in: shop)
        let again = try await service.send(
            "POST", "/v1/orders/A-1/calls", token: owner, creation, headers: key)
        #expect(again.status == 409, "\(again.body)")
        #expect(again.body["code"] as? String == "idempotency_outcome_unknown")
        let known = try await service.send("GET", "/v1/orders/A-1", token: owner)
        #expect(known.status == 200)
        #expect(try await Self.creations(shop).count == 1)
        #expect(try service.stop() == 0)
    }

    /// The creations that WeChat saw.
    private static func creations(_ shop: Shop) async throws -> [[String: Any]] {
        try await shop.requests().filter { $0["operation"] as? String == "create" }
    }

    @Test(arguments: ["0", "1441", "x"])
    func `a pause or a rate that is none is refused`(minutes: String) async throws {
        let shop = try await Shop()
        #expect(try await shop.payscore("serve", "--seal-minutes", minutes).status == 64)
        #expect(
            try await shop.payscore(
                "serve", "--requests-per-second", minutes == "1441" ? "100001" : minutes
            ).status == 64)
    }

    @Test func `what was changed elsewhere is found without anybody's asking`() async throws {
        let shop = try await Shop()
        try await shop.prepareToServe()
        _ = try await shop.create("A-1")
        try await shop.control("orders/A-1/revoke")
        let quiet = try ServiceProcess(in: shop, ["--sweep-minutes", "0"])
        #expect(try quiet.stop() == 0)
        #expect(try await shop.payscore("drift", "--output", "json").lines.isEmpty)

        let service = try ServiceProcess(in: shop)
        while try await shop.payscore("drift", "--output", "json").lines.isEmpty {
            await Task.yield()
        }
        #expect(try service.stop() == 0)
        let show = try await shop.payscore("history", "A-1", "--output", "json")
        #expect(show.output.contains("revoked_outside"))
        for wrong in [["--sweep-minutes", "43201"], ["--sweep-rate", "0"]] {
            #expect(try await shop.payscore(["serve"] + wrong).status == 64)
        }
    }

    @Test func `tokens are read again at a SIGHUP, and kept where the file is damaged`()
        async throws
    {
        let shop = try await Shop()
        #expect(try await shop.payscore("init").status == 0)
        let first = try await Self.token(shop, "a", "reader")
        let service = try ServiceProcess(in: shop)
        let second = try await Self.token(shop, "b", "reader")
        #expect(try await service.send("GET", "/v1/orders", token: second).status == 401)
        service.reload()
        while try await service.send("GET", "/v1/orders", token: second).status == 401 {
            await Task.yield()
        }
        #expect(try await service.send("GET", "/v1/orders", token: first).status == 200)

        let list = try await shop.payscore("token", "list", "--output", "json")
        let id = try Unwrap.value(try list.lines.first?["id"] as? String, "no token")
        #expect(try await shop.payscore("token", "revoke", id).status == 0)
        service.reload()
        while try await service.send("GET", "/v1/orders", token: first).status == 200 {
            await Task.yield()
        }

        try Data("{".utf8).write(to: URL(fileURLWithPath: shop.database + ".tokens"))
        service.reload()
        while try !service.log.contains("token_list_invalid") { await Task.yield() }
        #expect(try await service.send("GET", "/v1/orders", token: second).status == 200)
        #expect(try service.stop() == 0)
    }

    @Test func `what it needs is told before it listens`() async throws {
        let shop = try await Shop()
        let none = try await shop.payscore("serve", "--output", "json")
        #expect(none.errorCode == "key_file_missing")
        _ = try await Self.token(shop, "a", "reader")
        let noJournal = try await shop.payscore("serve", "--output", "json")
        #expect(noJournal.errorCode == "journal_missing")
        let open = try await shop.payscore(
            "serve", "--listen", "0.0.0.0:0", "--output", "json")
        #expect(open.errorCode == "listener_not_loopback")
        #expect(open.status == 64)
        for address in ["8090", "127.0.0.1:", "127.0.0.1:65536", ":1", "a b:1"] {
            #expect(try await shop.payscore("serve", "--listen", address).status == 64)
        }
    }

    @Test func `an address that is taken is told`() async throws {
        let shop = try await Shop()
        #expect(try await shop.payscore("init").status == 0)
        _ = try await Self.token(shop, "a", "reader")
        let service = try ServiceProcess(in: shop, ["--notifications", "127.0.0.1:0"])
        #expect(service.line.contains("/notify"))
        let place = service.api.dropFirst("http://".count)
        let other = try await Shop()
        #expect(try await other.payscore("init").status == 0)
        _ = try await Self.token(other, "a", "reader")
        let taken = try await other.payscore("serve", "--listen", String(place), "--output", "json")
        #expect(taken.errorCode == "listen_failed")
        #expect(taken.status == 74)
        #expect(try service.stop() == 0)
    }
}
