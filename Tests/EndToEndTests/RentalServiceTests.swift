import AsyncHTTPClient
import Foundation
import GRDB
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import OrderEngine
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import Sandbox
import Testing

/// The example of an embedding program, played as a process of its own.
@Suite("The rental service", .timeLimit(.minutes(2))) struct RentalServiceTests {
    @Test func `it asks, cancels with consent, keeps its own row and closes its journal`()
        async throws
    {
        try await Stage.play(clockRuns: true) { stage in
            _ = try await stage.orderAwaitingPayment("RENT-1")
            let service = try RentalProcess(in: stage.directory)
            let address = "\(try service.address())/orders/RENT-1/cancel"

            let asked = try await answerInTime(address)
            #expect(asked.status == 200)
            #expect(asked.body.decision == "needs_acknowledgement", "\(asked.text)")
            #expect(asked.body.at_stake == "¥50.00")
            let token = try #require(asked.body.token)
            #expect(try page().contains(asked.text.replacing(token, with: "pmt_…")))

            let silent = try await answer(address, posting: #"{"reason":"用户取消"}"#)
            #expect(silent.status == 409)
            let wrong = try await answer(address, posting: consent(token, "49.00"))
            #expect(wrong.status == 409)
            #expect(wrong.body.problem != nil)
            #expect(try await stage.received("cancel", OutOrderNumber("RENT-1")).isEmpty)
            #expect(try row(in: service.database) == ["awaiting_payment", "0"])

            let fresh = try #require(try await answerInTime(address).body.token)
            let done = try await answer(address, posting: consent(fresh, "50.00"))
            #expect(done.status == 200)
            #expect(done.body.phase == "revoked")
            #expect(try page().contains(done.text))
            #expect(try await stage.received("cancel", OutOrderNumber("RENT-1")).count == 1)

            #expect(try service.stop() == 0)
            // The last connection that closes takes the log away; a kill leaves it.
            #expect(!FileManager.default.fileExists(atPath: service.database + "-wal"))
            #expect(try row(in: service.database) == ["revoked", "1"])
            let output = try service.errors()
            #expect(output.contains("stopped"))
            #expect(!output.contains(token) && !output.contains(fresh))
            let order = try await reopened(service.database, RentalProcess.orderNumber)
            #expect(order?.state.code == "revoked")
        }
    }

    @Test func `it says which variable is missing, and ends`() async throws {
        try await Stage.play(clockRuns: true) { stage in
            let service = try RentalProcess(
                in: stage.directory, without: "PAYSCORE_MERCHANT_APPID")
            #expect(service.wait() == 1)
            let errors = try service.errors()
            #expect(errors.contains("PAYSCORE_MERCHANT_APPID is not set"))
        }
    }

    @Test func `half a request does not hold its shutdown`() async throws {
        try await Stage.play(clockRuns: true) { stage in
            let service = try RentalProcess(in: stage.directory)
            let socket = try RawSocket(to: try service.address())
            try socket.send(
                "POST /orders/RENT-1/cancel HTTP/1.1\r\nhost: rental\r\ncontent-length: 99\r\n\r\n{"
            )
            // By its answer the server has read what came before.
            _ = try await answer("\(try service.address())/orders/RENT-1/cancel")
            #expect(try service.stop() == 0)
            #expect(try service.errors().contains("stopped"))
            socket.close()
        }
    }

    @Test func `a service that fails ends it with an error and closes its journal`() async throws {
        try await Stage.play(clockRuns: true) { stage in
            let service = try RentalProcess(in: stage.directory, port: stage.sandbox.port)
            #expect(service.wait() == 1)
            let output = try service.errors()
            #expect(output.contains("stopped") && output.contains("rental-service: "))
            #expect(!FileManager.default.fileExists(atPath: service.database + "-wal"))
        }
    }

    /// Asks until it is answered in time: on a busy machine an answer can be too old to act on.
    private func answerInTime(
        _ address: String
    ) async throws -> (status: UInt, body: RentalAnswer, text: String) {
        for _ in 1..<5 {
            let answer = try await answer(address)
            guard answer.text.contains("observation_too_old") else { return answer }
        }
        return try await answer(address)
    }

    private func consent(_ token: String, _ amount: String) -> String {
        """
        {"reason":"用户取消",\
        "consent":{"token":"\(token)","amount":"\(amount)","name":"finance-2"}}
        """
    }

    private func answer(
        _ address: String, posting body: String? = nil
    ) async throws -> (status: UInt, body: RentalAnswer, text: String) {
        var request = HTTPClientRequest(url: address)
        if let body {
            request.method = .POST
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: body))
        }
        let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        let data = Data(buffer: try await answer.body.collect(upTo: 1 << 20))
        return (
            answer.status.code, try JSONDecoder().decode(RentalAnswer.self, from: data),
            String(decoding: data, as: UTF8.self)
        )
    }

    /// The example's page, with the secret part of each token left out.
    private func page() throws -> String {
        let root = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try String(
            contentsOf: root.appending(path: "Examples/rental-service/README.md"), encoding: .utf8
        ).replacing(/pmt_[0-9a-f]+/, with: "pmt_…")
    }

    /// The phase and whether it is closed, as the program's own table has them.
    private func row(in database: String) throws -> [String] {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: database, configuration: configuration)
        defer { try? queue.close() }
        return try queue.read { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT phase, closed FROM rental WHERE number = 'RENT-1'")
            return row.map { [$0["phase"], String($0["closed"] as Int)] } ?? []
        }
    }

    /// Opens the journal again as its owner, and reads the order.
    private func reopened(_ path: String, _ number: String) async throws -> OrderProjection? {
        var configuration = Configuration()
        configuration.journalMode = .wal
        let writer = try DatabaseQueue(path: path, configuration: configuration)
        try await writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous=EXTRA") }
        let journal = try await SQLiteJournalStore(sharing: writer)
        let order = try OutOrderNumber(number)
        let found = try await journal.read { try $0.order(order) }
        try await journal.close()
        try writer.close()
        return found
    }
}

/// What the service answers, as far as the tests read it.
private struct RentalAnswer: Decodable {
    let phase, decision, at_stake, token, problem: String?
}
