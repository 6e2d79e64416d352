import OrderEngineTesting
import OrderLifecycle
import Testing

@testable import OrderJournal

/// What the verifier finds where decisions and the policies that were recorded do not agree.
struct PolicyVerificationTests {
    private static let second = PolicyDetails(
        "unresolved=1\nfreshness=9000", previous: Sample.policy.digest)

    private static func findings(
        _ contents: [RecordContent],
        tamper: @escaping @Sendable (InMemoryContent) -> Void = { _ in }
    ) async throws -> [VerificationFinding] {
        let journal = InMemoryJournal.begun()
        try await journal.commit(on: .wholeJournal) { writer in
            try writer.append(
                Sample.draft(
                    .order(Sample.number), .order(.happened(.adopted(.created(riskFund: nil))))))
            for content in contents {
                if case .journal = content {
                    try writer.append(Sample.draft(.journal, content))
                } else {
                    try writer.append(Sample.draft(.order(Sample.number), content))
                }
            }
        }
        journal.tamper(tamper)
        return try await VerifiedJournal.verify(journal).findings
    }

    private static func decided(by policy: PolicyDetails) -> RecordContent {
        .order(
            .decided(
                DecisionDetails(
                    code: .allowed, stateRevision: 1, policy: policy.digest, call: .cancel)))
    }

    private static func changed(to policy: PolicyDetails) -> RecordContent {
        .journal(.policyChanged(policy))
    }

    @Test func `decisions by the policies in force are sound`() async throws {
        let back = PolicyDetails(Sample.policy.text, previous: Self.second.digest)
        let findings = try await Self.findings([
            Self.changed(to: Sample.policy), Self.decided(by: Sample.policy),
            Self.decided(by: Sample.policy), Self.changed(to: Self.second),
            Self.decided(by: Self.second), Self.changed(to: back),
            Self.decided(by: Sample.policy),
        ])
        #expect(findings.isEmpty, "\(findings)")
    }

    private static let unsound: [(contents: [RecordContent], sequence: Int64)] = [
        // Never recorded, only recorded later, no more in force, not yet in force.
        ([decided(by: Sample.policy)], 3),
        ([decided(by: Sample.policy), changed(to: Sample.policy)], 3),
        (
            [
                changed(to: Sample.policy), changed(to: second), decided(by: Sample.policy),
            ], 5
        ),
        (
            [
                changed(to: Sample.policy), decided(by: second), changed(to: second),
                decided(by: second),
            ], 4
        ),
        // A change that leaves out another, or invents one.
        ([changed(to: second)], 3),
        (
            [
                changed(to: Sample.policy),
                changed(to: PolicyDetails("unresolved=1", previous: nil)),
            ], 4
        ),
    ]

    @Test(arguments: unsound.indices)
    func `a decision by another policy, and a gap between two, are found`(
        row: Int
    ) async throws {
        let (contents, sequence) = Self.unsound[row]
        let findings = try await Self.findings(contents)
        #expect(findings.map(\.code) == [.policyNotInForce], "\(findings)")
        #expect(findings.first?.sequence == sequence)
    }

    @Test func `a stored policy that no record leaves is found`() async throws {
        for stored in [nil, Self.second.digest] {
            let findings = try await Self.findings([Self.changed(to: Sample.policy)]) {
                $0.policy = stored
            }
            #expect(findings.map(\.code) == [.policyDiffers], "\(findings)")
        }
    }

    @Test func `a policy's text that is not what its digest says is unreadable`() async throws {
        let findings = try await Self.findings([Self.changed(to: Sample.policy)]) { content in
            let last = content.records.count - 1
            let text = content.records[last].detail?.text ?? ""
            content.records[last] = VerifiedJournal.altered(
                content.records[last],
                detail: Detail(text: text.replacing("600000", with: "600001")), isRehashed: true)
        }
        #expect(findings.map(\.code) == [.recordUnreadable], "\(findings)")
    }

    @Test(arguments: 0...20)
    func `the policy in force is that of the last change before a record`(count: Int) {
        var history = PolicyHistory()
        for place in 1...20 where place <= count {
            history.add(Digest32.of("\(place)".utf8), at: Int64(place) * 10)
        }
        for sequence in 0...220 {
            let place = min((sequence - 1) / 10, count)
            #expect(
                history.inForce(before: Int64(sequence))
                    == (sequence > 0 && place > 0 ? Digest32.of("\(place)".utf8) : nil))
        }
    }
}
