import OrderJournal
import OrderLifecycle
import Testing

/// What a stranger is told of an export; the command's own tests have whole files.
@Suite struct ExportCheckTests {
    /// U+212A, which is canonically equivalent to K, so that strings of Swift's are equal.
    private static let kelvin = "\u{212A}"

    private static func report(
        subject: String = "order:K", phase: String = "created K", headerPhase: String? = nil
    ) throws -> ExportReport {
        let texts: [String?] = [
            "1", subject, "1", "0", nil, "adopted", nil, phase, "call", nil, "clerk-1", "claimed",
            "cli", "host", "user", nil, nil, nil, nil,
        ]
        let hash = RecordHash.of(texts.map { $0.map { Array($0.utf8) } }, after: .zero)
        var check = ExportCheck(
            ExportHeader(
                subject: .order(try OutOrderNumber("K")), records: 1, head: hash.hex,
                phase: headerPhase ?? phase, checkpoint: nil, publicKey: nil))
        check.add(
            ExportedRecord(
                sequence: 1, revision: 1, texts: texts, previous: Digest32.zero.hex,
                hash: hash.hex, inclusion: nil))
        return check.report()
    }

    @Test func `an export holds`() throws {
        #expect(try Self.report().problem == nil)
    }

    @Test func `a record more than the header says is told at once`() throws {
        let number = try OutOrderNumber("K")
        var check = ExportCheck(
            ExportHeader(
                subject: .order(number), records: 1, head: Digest32.zero.hex, phase: "revoked",
                checkpoint: nil, publicKey: nil))
        let record = ExportedRecord(
            sequence: 1, revision: 1, texts: Array(repeating: nil, count: 19),
            previous: Digest32.zero.hex,
            hash: Digest32.zero.hex, inclusion: nil)
        #expect(!check.hasSurplus)
        check.add(record)
        #expect(!check.hasSurplus)
        check.add(record)
        #expect(check.hasSurplus)
        #expect(check.report().problem != nil)
    }

    @Test func `another spelling of the same text is another text`() throws {
        let subject = try Self.report(subject: "order:\(Self.kelvin)")
        #expect(subject.problem == .recordMissing)
        let phase = try Self.report(headerPhase: "created \(Self.kelvin)")
        #expect(phase.problem == .headerDiffers)
    }
}
