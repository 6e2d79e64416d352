import Foundation
import OrderEngine
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import Testing

/// The engine and the sandbox over signed HTTP, from a customer's consent to its end.
@Suite struct AuthorizationOverHTTPTests {
    private static let openID = "oUpF8uMuAJO"

    /// A code that the customer has agreed to.
    private static func agreed(_ text: String, on stage: Stage) async throws -> AuthorizationCode {
        let code = try AuthorizationCode(text)
        let result = try await stage.engine.authorizations.request(code, caller: stage.caller)
        guard case .attempted(let report, let receipt?) = result else { throw Unexpected(result) }
        #expect(receipt.token?.isEmpty == false)
        #expect(report.authorization.state == .pending)
        try await stage.control(
            "authorizations/\(text)/open", body: #"{"openid":"\#(openID)"}"#)
        return code
    }

    private static func end(
        _ openID: String, on stage: Stage
    ) async throws -> AuthorizationResult {
        try await stage.engine.authorizations.terminate(
            of: OpenID(openID), reason: CancelReason("用户要求"), caller: stage.caller)
    }

    @Test func `an authorization is requested, agreed to, used and ended`() async throws {
        try await Stage.play { stage in
            let code = try await Self.agreed("AUTH-1", on: stage)
            let authorizations = stage.engine.authorizations
            let byCode = try await authorizations.query(code, caller: stage.caller)
            #expect(byCode.state == .available && byCode.customer != nil)
            let byCustomer = try await authorizations.query(
                of: OpenID(Self.openID), caller: stage.caller)
            #expect(byCustomer.code == code && byCustomer.customer == byCode.customer)

            let order = try await stage.orderInService("ORDER-1")
            let denied = try await authorizations.terminate(
                code, reason: CancelReason("用户要求"), caller: stage.caller)
            guard case .denied([.ordersOpen], let orders, _) = denied else {
                throw Unexpected(denied)
            }
            #expect(orders == [order])
            _ = try await stage.cancel(order)

            let ended = try await Self.end(Self.openID, on: stage)
            guard case .attempted(let report, _) = ended else { throw Unexpected(ended) }
            #expect(report.attempt.condition == .settled(.applied(.answered)))
            #expect(report.authorization.state == .unavailable)
            let again = try await authorizations.query(code, caller: stage.caller)
            #expect(again.state == .unavailable)
            let report2 = try await JournalVerifier().verify(stage.journal)
            #expect(report2.isSound, "\(report2.findings)")
        }
    }

    @Test(arguments: ["answer_lost", "request_lost"])
    func `whatever is lost on the way, an end takes effect once`(kind: String) async throws {
        try await Stage.play { stage in
            let code = try await Self.agreed("AUTH-1", on: stage)
            try await stage.disturb("terminate_by_openid", kind)
            _ = try await Self.end(Self.openID, on: stage)
            stage.clock.leap(by: .seconds(601))
            let open = try await stage.engine.authorizations.reconcile(
                dueOnly: false, caller: stage.caller)
            let areSettled = open.map(\.attempt.isSettled)
            #expect(!areSettled.contains(false))
            let known = try #require(try await stage.engine.authorizations.known(code))
            #expect(known.state == .unavailable && known.openAttempt == nil)
            #expect(try await JournalVerifier().verify(stage.journal).isSound)
        }
    }

    @Test func `the journal's files do not hold the customer, and forgetting keeps it sound`()
        async throws
    {
        try await Stage.play { stage in
            let openID = Self.openID
            let code = try await Self.agreed("AUTH-1", on: stage)
            _ = try await stage.orderInService("ORDER-1")
            let known = try await stage.engine.authorizations.query(code, caller: stage.caller)
            let customer = try #require(known.customer)
            for suffix in ["", "-wal"] {
                let file = stage.directory.appending(path: "journal.sqlite\(suffix)")
                guard let bytes = try? Data(contentsOf: file) else { continue }
                #expect(bytes.firstRange(of: Data(openID.utf8)) == nil, "\(file.path)")
            }
            let reason = try OperatorReason("用户要求删除")
            #expect(
                try await stage.engine.forget(customer, reason: reason, caller: stage.caller))
            #expect(try await stage.engine.customer(OpenID(openID)) == nil)
            #expect(try await JournalVerifier().verify(stage.journal).isSound)
        }
    }
}
