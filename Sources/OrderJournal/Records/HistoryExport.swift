public import OrderLifecycle

/// The history of one order, or of one authorization, as a file that a third party can check
/// without this package.
///
/// JSON Lines: a header object, then one object a record. docs/reference/journal-format.md
/// describes it, with a short program that checks it.
public enum HistoryExport {
    /// The format's name, which stands in the header.
    public static let format = "payscore-orders/export/1"

    private static let pageSize = 1000

    /// Writes a history line by line.
    ///
    ///     try HistoryExport.write(
    ///         .authorization(code), from: reader, exportedAt: now, under: seal) { print($0) }
    ///
    /// - Parameters:
    ///   - subject: The order or the authorization; the journal's own records are not exported.
    ///   - reader: One consistent snapshot of the journal.
    ///   - exportedAt: The wall clock.
    ///   - seal: A checkpoint to stand in the header; each record that it seals then carries the
    ///     proof of that. Without it the export shows a chain, and nothing of when it was written.
    ///   - sink: Takes each line, its line break included.
    /// - Returns: Whether the journal knows it; nothing is written if not.
    /// - Throws: ``ProofProblem`` if the journal is not the one that was sealed; what the journal
    ///   or `sink` throws.
    @discardableResult
    public static func write(
        _ subject: Subject, from reader: any JournalReader, exportedAt: Timestamp,
        under seal: Checkpoint? = nil, to sink: (String) throws -> Void
    ) throws -> Bool {
        guard let end = try end(of: subject, in: reader) else { return false }
        var revision: Int64 = 0
        while true {
            let page = try reader.records(of: subject, after: revision, limit: pageSize)
            // Before the header, so that nothing is written under a checkpoint of another journal.
            let paths = try seal.map { try Self.paths(of: page, under: $0, in: reader) }
            if revision == 0 {
                try sink(header(of: subject, end, checkpoint: seal, exportedAt: exportedAt))
            }
            guard let last = page.last else { return true }
            for record in page {
                try sink(line(of: record, inclusion: paths.map { $0[record.sequence] }))
            }
            revision = last.revision
        }
    }

    /// Returns a history as one text, or `nil` if the journal does not know it.
    ///
    /// - Throws: As ``write(_:from:exportedAt:under:to:)``.
    public static func text(
        of subject: Subject, from reader: any JournalReader, exportedAt: Timestamp,
        under seal: Checkpoint? = nil
    ) throws -> String? {
        var text = ""
        let exists = try write(
            subject, from: reader, exportedAt: exportedAt, under: seal
        ) { text += $0 }
        return exists ? text : nil
    }

    /// How far a history goes: how many records it has, the hash of the last, and where it leads.
    private typealias End = (records: Int64, head: Digest32, phase: String)

    private static func end(of subject: Subject, in reader: any JournalReader) throws -> End? {
        switch subject {
        case .order(let number):
            try reader.order(number).map { ($0.revision, $0.head, StateText.text($0.state)) }
        case .authorization(let code):
            try reader.authorization(code).map { ($0.revision, $0.head, $0.state.rawValue) }
        case .journal: nil
        }
    }

    private static func header(
        of subject: Subject, _ end: End, checkpoint: Checkpoint?, exportedAt: Timestamp
    ) -> String {
        JSONLine.text([
            ("format", .text(format)),
            ("subject", .text(subject.text)),
            ("records", .number(end.records)),
            ("head", .text(end.head.hex)),
            ("phase", .text(end.phase)),
            ("exported_at", .number(exportedAt.milliseconds)),
            ("checkpoint", .text(checkpoint?.note)),
            ("public_key", .text(checkpoint?.publicKey)),
        ])
    }

    /// The audit paths of those records of a page that a checkpoint seals, by sequence number.
    private static func paths(
        of page: [JournalRecord], under seal: Checkpoint, in reader: any JournalReader
    ) throws -> [Int64: [Digest32]] {
        let sequences = page.map(\.sequence).filter { $0 <= seal.size }
        let proofs = try JournalProver().inclusions(of: sequences, under: seal, in: reader)
        return Dictionary(
            proofs.map { ($0.sequence, $0.path) }, uniquingKeysWith: { first, _ in first })
    }

    /// - Parameter inclusion: The audit path, or `nil` in it where the record is not sealed; `nil`
    ///   where none was asked for.
    private static func line(of record: JournalRecord, inclusion: [Digest32]??) -> String {
        var members: [(String, JSONLine.Value)] = CanonicalEncoding.members(of: record).map {
            (
                $0.name,
                ExportedRecord.numbers.contains($0.name) ? .digits($0.value) : .text($0.value)
            )
        }
        members.append(("previous", .text(record.previous.hex)))
        members.append(("hash", .text(record.hash.hex)))
        if let inclusion { members.append(("inclusion", .texts(inclusion?.map(\.hex)))) }
        return JSONLine.text(members)
    }
}

/// Writes one JSON object on one line.
private enum JSONLine {
    enum Value {
        case text(String?)
        case texts([String]?)
        case number(Int64)
        /// A number that is written out already.
        case digits(String?)
    }

    static func text(_ members: [(name: String, value: Value)]) -> String {
        let pairs = members.map { name, value in quoted(name) + ":" + text(value) }
        return "{" + pairs.joined(separator: ",") + "}\n"
    }

    private static func text(_ value: Value) -> String {
        switch value {
        case .text(let text): text.map(quoted) ?? "null"
        case .texts(let texts):
            texts.map { "[" + $0.map(quoted).joined(separator: ",") + "]" } ?? "null"
        case .number(let number): String(number)
        case .digits(let digits): digits ?? "null"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            default: append(scalar, to: &quoted)
            }
        }
        return quoted + "\""
    }

    /// Invisible characters are written as their number.
    private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        let value = scalar.value
        guard scalar.isInvisible, value <= 0xFFFF else {
            text.unicodeScalars.append(scalar)
            return
        }
        let digits = String(value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
