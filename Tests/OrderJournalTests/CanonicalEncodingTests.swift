import Crypto
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// The bytes under a record's hash.
struct CanonicalEncodingTests {
    /// A record whose every member is given.
    private static func record(
        sequence: Int64 = 1, subject: Subject = .order(Sample.number), revision: Int64 = 1,
        at: Int64 = 0, providerAt: Int64? = nil, event: String = "protected",
        before: String? = nil, after: String? = nil, cause: Cause = Cause(.call),
        caller: Caller = Sample.caller, origin: ProcessOrigin = .sample, reason: String? = nil,
        rules: RulesVersion? = nil,
        detail: String? = nil, evidence: String? = nil, previous: Digest32 = .zero
    ) -> JournalRecord {
        JournalRecord(
            sequence: sequence, subject: subject, revision: revision, at: Sample.at(at),
            providerAt: providerAt.map(Sample.at), event: event, phaseBefore: before,
            phaseAfter: after,
            cause: cause, caller: caller, origin: origin, reason: reason, rules: rules,
            detail: detail.map(Detail.init), evidence: evidence, previous: previous, hash: .zero)
    }

    @Test func `the encoding is the documented one, byte for byte`() {
        let record = Self.record(
            sequence: 12, revision: 3, providerAt: 5, before: "created",
            cause: Cause(.query, id: "x"),
            reason: "因为", rules: .v1_1, previous: Digest32.of("before".utf8))
        var expected = Array("payscore-orders record 1\n".utf8)
        expected += Array(SHA256.hash(data: Array("before".utf8)))
        let members = [
            "12", "order:A-1", "3", "1800000000000", "1800000000005", "protected", "created", "",
            "query", "x", "wang", "claimed", "cli", "host-1", "payscore", "因为", "1.1", "", "",
        ]
        for member in members {
            let bytes = Array(member.utf8)
            expected += [0, 0, UInt8(bytes.count >> 8), UInt8(bytes.count & 255)] + bytes
        }
        #expect(CanonicalEncoding.bytes(of: record) == expected)
        #expect(
            RecordHash.of(record).bytes == Array(SHA256.hash(data: expected)))
    }

    @Test func `the members have their names in the documented order`() {
        let names = CanonicalEncoding.members(of: Self.record()).map(\.name)
        #expect(
            names == [
                "sequence", "subject", "revision", "at", "provider_at", "event",
                "phase_before", "phase_after", "cause", "cause_id", "actor", "identified_by",
                "channel", "host", "system_user", "reason", "rules", "detail", "evidence",
            ])
    }

    @Test func `the stored hash is no part of what is hashed`() {
        let record = Self.record()
        let other = JournalRecord(
            sequence: record.sequence, subject: record.subject, revision: record.revision,
            at: record.at, providerAt: nil, event: record.event, phaseBefore: nil, phaseAfter: nil,
            cause: record.cause, caller: record.caller, origin: record.origin, reason: nil,
            rules: nil, detail: nil,
            evidence: nil, previous: record.previous, hash: Digest32.of([1]))
        #expect(CanonicalEncoding.bytes(of: record) == CanonicalEncoding.bytes(of: other))
    }

    private static func randomRecord(_ random: inout RecordRandom) -> JournalRecord {
        record(
            sequence: random.number(),
            subject: random.once(in: 3) ? .journal : .order(Sample.order(random.word())),
            revision: random.number(), at: random.number(),
            providerAt: random.once(in: 2) ? nil : random.number(), event: random.word(),
            before: random.text(), after: random.text(),
            cause: Cause(random.once(in: 2) ? .call : .query, id: random.text()),
            caller: Sample.caller(random.word(), random.word()), reason: random.text(),
            rules: random.once(in: 2) ? nil : .v1_0, detail: random.text(),
            evidence: random.text(),
            previous: random.once(in: 2) ? .zero : Digest32.of([1]))
    }

    @Test func `two records with the same bytes are the same record`() {
        let seed: UInt64 = 20_200_423
        var random = RecordRandom(seed: seed)
        var seen: [[UInt8]: JournalRecord] = [:]
        for _ in 0..<20_000 {
            let record = Self.randomRecord(&random)
            let bytes = CanonicalEncoding.bytes(of: record)
            if let other = seen[bytes], other != record {
                Issue.record("\(record) and \(other), seed \(seed)")
            }
            seen[bytes] = record
        }
        #expect(seen.count > 15_000)
    }

    @Test func `a text that moves to the next member changes the bytes`() {
        let all = [
            Self.record(before: "ab"), Self.record(after: "ab"),
            Self.record(before: "a", after: "b"), Self.record(reason: "ab"),
            Self.record(detail: "ab"), Self.record(evidence: "ab"),
            Self.record(cause: Cause(.call, id: "ab")),
        ]
        #expect(Set(all.map { CanonicalEncoding.bytes(of: $0) }).count == all.count)
    }

    @Test func `what is recorded is absent or not empty`() async throws {
        let journal = InMemoryJournal.begun()
        let record = try await journal.commit(on: .wholeJournal) { writer in
            var draft = RecordDraft(
                .order(Sample.number), .order(.protected), cause: Cause(.call, id: ""),
                caller: Sample.caller, origin: .sample, at: Sample.at(0))
            draft.reason = ""
            return try writer.append(draft)
        }
        #expect(record.reason == nil)
        #expect(record.cause.id == nil)
    }
}

/// Small random members, so that the same ones meet often.
private struct RecordRandom {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// SplitMix64.
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func once(in times: UInt64) -> Bool { next() % times == 0 }

    mutating func number() -> Int64 { Int64(next() % 12) }

    mutating func word() -> String {
        ["a", "aa", "ab", "b", "1", "11"][Int(next() % 6)]
    }

    mutating func text() -> String? {
        [nil, nil, "a", "aa", "ab", "b", "1", "\u{0}", "é", "e\u{301}"][Int(next() % 10)]
    }
}
