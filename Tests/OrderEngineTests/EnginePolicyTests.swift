import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// A change of policy is a record, before the first decision that is taken by it.
struct EnginePolicyTests {
    private struct CapGuard: CallGuard {
        var identifier = "cap"
        var version = "1"

        func verdict(on situation: CallSituation) -> GuardVerdict { .allow }
    }

    @Test func `the first policy is recorded once, with the first decision`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        _ = try await bench.engine().query(bench.order, caller: bench.caller)
        #expect(try await changes(bench).isEmpty)
        for _ in 1...2 { _ = try await decide(bench) }
        // A start of the program makes no other policy.
        _ = try await decide(bench)
        let change = try #require(try await changes(bench).first)
        #expect(try await changes(bench).count == 1)
        #expect(change.caller == bench.caller)
        #expect(try Self.details(change) == PolicyDetails(bench.settings.policyText, previous: nil))
        let decision = try #require(try await bench.records().first { $0.event == "decided" })
        #expect(decision.sequence == change.sequence + 1)
        #expect(decision.detail?["policy"] == bench.settings.policyDigest.hex)
        try await expectSound(bench)
    }

    @Test func `each change of policy names the one before it`() async throws {
        var bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        var texts: [String] = []
        let alterations: [(inout EngineSettings) throws -> Void] = [
            { _ in }, { $0.policy.secondPerson = SecondPersonGuard() },
            { $0.policy.secondPerson = nil }, { $0.rules = .v1_0 },
            { try $0.setPermitLifetime(.seconds(60)) },
            { $0.retryPolicy = try RetryPolicy(quiescence: .seconds(900)) },
            { $0.policy.additional = [CapGuard()] },
            { $0.policy.additional = [CapGuard(version: "2")] },
            { $0.policy.additional = [CapGuard(identifier: "a\r\n\0b", version: "=\t=")] },
        ]
        for alter in alterations {
            try alter(&bench.settings)
            texts.append(bench.settings.policyText)
            _ = try await decide(bench)
        }
        let found = try await changes(bench).map(Self.details)
        #expect(found.map(\.text) == texts)
        #expect(found.map(\.previous) == [nil] + found.dropLast().map(\.digest))
        #expect(Set(texts).count == texts.count - 1)
        try await expectSound(bench)
    }

    @Test func `two engines with different policies take turns at the journal`() async throws {
        var bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let first = bench.engine()
        bench.settings.policy.secondPerson = SecondPersonGuard()
        let second = bench.engine(seed: 8)
        // The second time neither expects that the policy changed since its last decision.
        for engine in [first, second, first, second] {
            _ = try await engine.cancelDecision(on: bench.order, caller: bench.caller)
        }
        #expect(try await changes(bench).count == 4)
        try await expectSound(bench)
    }

    @Test func `a try that cannot be decided names its policy as well`() async throws {
        var bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        _ = try await decide(bench)
        bench.settings.policy.verifiedPerson = VerifiedPersonGuard()
        bench.provider.disturbQueries(.unreachable)
        _ = try? await bench.cancel(bench.engine())
        #expect(try await changes(bench).count == 2)
        try await expectSound(bench)
    }

    @Test func `a policy that no record could hold takes no decision`() async throws {
        var bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.settings.policy.additional = [
            CapGuard(version: String(repeating: "x", count: 40_000))
        ]
        await #expect {
            _ = try await decide(bench)
        } throws: { error in
            (error as? EngineError)?.description.contains("the policy's text") == true
        }
        #expect(try await bench.records().isEmpty)
    }

    // MARK: -

    private func decide(_ bench: EngineBench) async throws -> DecisionAnswer {
        try await bench.engine().cancelDecision(on: bench.order, caller: bench.caller)
    }

    private func changes(_ bench: EngineBench) async throws -> [JournalRecord] {
        try await bench.journal.read { try $0.records(of: .journal, after: 0, limit: 1000) }
            .filter { $0.event == "policy_changed" }
    }

    private static func details(_ record: JournalRecord) throws -> PolicyDetails {
        guard case .journal(.policyChanged(let details)) = try record.content else {
            throw JournalError(.corrupt, "no change of policy")
        }
        return details
    }

    private func expectSound(_ bench: EngineBench) async throws {
        let report = try await JournalVerifier().verify(bench.journal)
        #expect(report.isSound, "\(report.findings)")
    }
}
