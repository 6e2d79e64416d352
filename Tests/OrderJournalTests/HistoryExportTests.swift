import Crypto
import Foundation
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// The export of an order, and the documented program that checks it.
struct HistoryExportTests {
    private static func journal() async throws -> InMemoryJournal {
        let journal = InMemoryJournal.begun()
        try await journal.commit(on: .wholeJournal) { writer in
            for content in Sample.life(of: Sample.number) {
                try writer.append(Sample.draft(.order(Sample.number), content))
            }
            var strange = Sample.draft(.order(Sample.number), .order(.protected))
            strange.reason = "\"\\/\u{8}\u{202E}\u{2028}\u{85}é e\u{301} 👨‍👩‍👧‍👦 = , \u{FEFF}"
            try writer.append(strange)
            try writer.append(
                Sample.draft(.order(Sample.order("other")), .order(.protected)))
        }
        return journal
    }

    private static func seal(_ journal: InMemoryJournal) async throws -> Checkpoint {
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: Sample.key)
        let sealer = JournalSealer(journal: journal, key: key, caller: Sample.caller)
        return try await sealer.seal(at: Sample.at(0))
    }

    private static func export(
        _ journal: InMemoryJournal, under seal: Checkpoint? = nil
    ) async throws -> String {
        try #require(
            try await journal.inspect {
                try HistoryExport.text(
                    of: .order(Sample.number), from: $0, exportedAt: Sample.at(5000), under: seal)
            })
    }

    private static func objects(_ export: String) throws -> [[String: Any]] {
        try export.split(separator: "\n").map {
            try #require(
                try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    @Test func `an export is a header and one object a record`() async throws {
        let journal = try await Self.journal()
        let checkpoint = try await Self.seal(journal)
        let export = try await Self.export(journal, under: checkpoint)
        #expect(export.hasSuffix("}\n"))
        let objects = try Self.objects(export)
        let order = try #require(try await journal.read { try $0.order(Sample.number) })
        let header = try #require(objects.first)
        #expect(header.count == 8)
        #expect(header["format"] as? String == "payscore-orders/export/1")
        #expect(header["subject"] as? String == "order:A-1")
        #expect(header["records"] as? Int == 15)
        #expect(header["head"] as? String == order.head.hex)
        #expect(header["phase"] as? String == "revoked")
        #expect(header["exported_at"] as? Int == 1_800_000_005_000)
        #expect(header["checkpoint"] as? String == checkpoint.note)
        #expect(header["public_key"] as? String == checkpoint.publicKey)
        #expect(objects.count == 16)
    }

    @Test func `a record's members are those of its canonical encoding`() async throws {
        let journal = try await Self.journal()
        let objects = try Self.objects(try await Self.export(journal)).dropFirst()
        let records = try await journal.read {
            try $0.records(of: .order(Sample.number), after: 0, limit: 100)
        }
        #expect(objects.count == records.count)
        for (object, record) in zip(objects, records) {
            #expect(object.count == 21)
            for (name, value) in CanonicalEncoding.members(of: record) {
                if ["sequence", "revision", "at", "provider_at"].contains(name) {
                    #expect((object[name] as? Int).map(String.init) == value)
                } else if let value {
                    let found = try #require(object[name] as? String)
                    #expect(Array(found.utf8) == Array(value.utf8), "\(name)")
                } else {
                    #expect(object[name] is NSNull, "\(name)")
                }
            }
            #expect(object["previous"] as? String == record.previous.hex)
            #expect(object["hash"] as? String == record.hash.hex)
        }
    }

    @Test func `what hides or reorders is written as its number`() async throws {
        let export = try await Self.export(Self.journal())
        #expect(export.contains(#"\"\\/\u0008\u202e\u2028\u0085é "#))
        #expect(export.contains(#"\ufeff"#))
        #expect(!export.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }

    @Test func `an export that proves nothing names no checkpoint`() async throws {
        let journal = try await Self.journal()
        _ = try await Self.seal(journal)
        let objects = try Self.objects(try await Self.export(journal))
        #expect(objects[0]["checkpoint"] is NSNull)
        #expect(objects[0]["public_key"] is NSNull)
        #expect(objects[1]["inclusion"] == nil)
    }

    @Test func `under another journal's checkpoint nothing is written`() async throws {
        let other = try await Self.journal()
        try await other.commit(on: .wholeJournal) {
            _ = try $0.append(Sample.draft(.order(Sample.number), .order(.unprotected)))
        }
        let checkpoint = try await Self.seal(other)
        let journal = try await Self.journal()
        let written = try await journal.inspect { reader in
            var lines: [String] = []
            #expect(throws: ProofProblem.self) {
                try HistoryExport.write(
                    .order(Sample.number), from: reader, exportedAt: Sample.at(0), under: checkpoint
                ) { lines.append($0) }
            }
            return lines
        }
        #expect(written == [])
    }

    /// An export whose sealed records carry their proofs; one more record follows the seal.
    private static func provenExport() async throws -> String {
        let journal = try await journal()
        let checkpoint = try await Self.seal(journal)
        try await journal.commit(on: .wholeJournal) {
            _ = try $0.append(Sample.draft(.order(Sample.number), .order(.unprotected)))
        }
        return try #require(
            try await journal.inspect {
                try HistoryExport.text(
                    of: .order(Sample.number), from: $0, exportedAt: Sample.at(0),
                    under: checkpoint)
            })
    }

    @Test func `an export under a checkpoint carries the proofs of the sealed records`()
        async throws
    {
        let objects = try Self.objects(try await Self.provenExport())
        let note = try #require(objects[0]["checkpoint"] as? String)
        let checkpoint = try #require(Checkpoint(note: note))
        for object in objects.dropFirst().dropLast() {
            let path = try #require(object["inclusion"] as? [String])
            let proof = InclusionProof(
                sequence: try #require(object["sequence"] as? Int64), size: checkpoint.size,
                recordHash: try #require(Digest32(hex: object["hash"] as? String ?? "")),
                path: try path.map { try #require(Digest32(hex: $0)) })
            #expect(proof.problem(under: checkpoint) == nil)
        }
        #expect(objects.last?["inclusion"] is NSNull)
    }

    @Test func `a checkpoint of another journal stands in no header`() async throws {
        let journal = try await VerifiedJournal.journal()
        let foreign = try await journal.inspect { reader in
            let last = try #require(try reader.lastCheckpoint())
            return try Checkpoint(
                of: CheckpointOrigin(
                    name: CheckpointName("example.com"),
                    identity: JournalIdentity(random: SeededRandom(seed: 2))),
                tree: last.tree, previous: nil, at: last.at, signingWith: VerifiedJournal.key())
        }
        await #expect(throws: ProofProblem.journalDiffers) {
            try await journal.inspect {
                try HistoryExport.text(
                    of: .order(Sample.number), from: $0, exportedAt: Sample.at(0), under: foreign)
            }
        }
    }

    @Test(.enabled(if: hasPython))
    func `the program checks the proofs of an export`() async throws {
        let export = try await Self.provenExport()
        let (status, said) = try Self.check(export)
        #expect(
            said == "the export holds; 15 of 16 records are under its checkpoint, \(Self.unsigned)")
        #expect(status == 0)
        let root = try #require(export.firstRange(of: #"\n18\n"#)).upperBound
        var other = export
        other.replaceSubrange(root...root, with: export[root] == "A" ? "B" : "A")
        let path = try #require(export.firstRange(of: #""inclusion":[""#)).upperBound
        var wrong = export
        wrong.replaceSubrange(path...path, with: export[path] == "a" ? "b" : "a")
        let emptied = export.replacing(#/"inclusion":\[[^\]]*\]/#, with: #""inclusion":null"#)
        for text in [other, wrong, emptied] {
            let (status, said) = try Self.check(text)
            #expect(said.contains("is not under the checkpoint"))
            #expect(status == 1)
        }
    }

    @Test func `an unknown order has no export`() async throws {
        let text = try await Self.journal().inspect {
            try HistoryExport.text(
                of: .order(Sample.order("none")), from: $0, exportedAt: Sample.at(0))
        }
        #expect(text == nil)
    }

    @Test func `a long history is written page by page`() async throws {
        let journal = InMemoryJournal.begun()
        try await journal.commit(on: .wholeJournal) { writer in
            for _ in 0..<2001 {
                try writer.append(Sample.draft(.order(Sample.number), .order(.protected)))
            }
        }
        #expect(try Self.objects(try await Self.export(journal)).count == 2002)
    }

    // MARK: The documented program

    private static let reference = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/reference")

    /// What the program says of the signature, which it does not check.
    private static let unsigned = "whose signature was not checked\n"

    private static let hasPython = (try? python(["-c", ""]))?.status == 0

    private static func python(_ arguments: [String]) throws -> (status: Int32, said: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }

    /// What the program says of an export.
    private static func check(_ export: String) throws -> (status: Int32, said: String) {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "export-\(UUID().uuidString).jsonl")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(export.utf8).write(to: file)
        return try python(
            [reference.appending(path: "check_export.py").path(percentEncoded: false)]
                + [file.path(percentEncoded: false)])
    }

    @Test(.enabled(if: hasPython))
    func `a page of Python checks an export`() async throws {
        let (status, said) = try Self.check(try await Self.export(Self.journal()))
        #expect(
            said == "the export holds; 0 of 15 records are under its checkpoint, \(Self.unsigned)")
        #expect(status == 0)
    }

    @Test(.enabled(if: hasPython))
    func `a page of Python finds what was altered`() async throws {
        let export = try await Self.export(Self.journal())
        var lines = export.split(separator: "\n").map(String.init)
        let without = lines.indices.dropFirst().map { index in
            var lines = lines
            lines.remove(at: index)
            return lines.joined(separator: "\n")
        }
        let altered = [
            export.replacing("\"actor\":\"wang\"", with: "\"actor\":\"zhang\"", maxReplacements: 1),
            export.replacing("\"phase\":\"revoked\"", with: "\"phase\":\"done\""),
            export.replacing("\"reason\":\"用户投诉\"", with: "\"reason\":null"),
            export.replacing("due=5000", with: "due=4000"),
            export.replacing("\"records\":15", with: "\"records\":16"),
            export.replacing("\"provider_at\":1800000000000", with: "\"provider_at\":null"),
        ]
        lines.swapAt(3, 4)
        for text in altered + [without[0], without[7], without[14], lines.joined(separator: "\n")] {
            #expect(text != export)
            let (status, said) = try Self.check(text)
            #expect(status == 1, "\(said)")
        }
    }

    @Test func `the program has eighty lines, and the page prints it`() throws {
        let program = try String(
            contentsOf: Self.reference.appending(path: "check_export.py"), encoding: .utf8)
        let page = try String(
            contentsOf: Self.reference.appending(path: "journal-format.md"), encoding: .utf8)
        #expect(page.contains("```python\n\(program)```\n"))
        let lines = program.split(separator: "\n", omittingEmptySubsequences: true)
        #expect(lines.count <= 80)
    }

    @Test func `the page names every member, event and word of the journal`() throws {
        let page = try String(
            contentsOf: Self.reference.appending(path: "journal-format.md"), encoding: .utf8)
        let record = RecordContentTests.record(of: .order(.protected))
        let rows = CanonicalEncoding.members(of: record).enumerated().map { index, member in
            "| \(index + 1) | `\(member.name)` |"
        }
        let events = Set(RecordContentTests.contents.map(\.event)).map { "\n| `\($0)` | " }
        let words =
            IndeterminateReason.allCases.map(\.rawValue) + Contradiction.allCases.map(\.rawValue)
            + Cause.Kind.allCases.map(\.rawValue) + AttemptProof.allCases.map(\.rawValue)
            + AttemptFailure.allCases.map(\.rawValue) + PaymentRoute.allCases.map(\.rawValue)
            + CallDecision.Code.allCases.map(\.rawValue) + OrderCall.Kind.allCases.map(\.rawValue)
        for text in rows + events { #expect(page.contains(text), "\(text)") }
        for word in words { #expect(page.contains("`\(word)`"), "\(word)") }
        let lines = RecordContentTests.contents.flatMap { content in
            (RecordContentTests.detail(of: content)?.pairs ?? []).map(\.name)
        }
        for name in Set(lines) { #expect(page.contains("`\(name)`"), "\(name)") }
    }
}
