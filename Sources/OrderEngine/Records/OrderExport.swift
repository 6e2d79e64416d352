public import OrderLifecycle

/// One order's history as a file that a third party can check without this package.
///
/// JSON Lines: a header object, then one object a record. docs/reference/journal-format.md
/// describes it, with a program of thirty lines that checks it.
public enum OrderExport {
    /// The format's name, which stands in the header.
    public static let format = "payscore-orders/export/1"

    private static let pageSize = 1000

    /// Writes an order's history line by line.
    ///
    /// - Parameters:
    ///   - reading: One consistent view of the journal.
    ///   - exportedAt: The wall clock.
    ///   - sink: Takes each line, its line break included.
    /// - Returns: Whether there is such an order; nothing is written if not.
    /// - Throws: What the journal or `sink` throws.
    @discardableResult
    public static func write(
        _ order: OutOrderNumber, from reading: any JournalReading, exportedAt: Timestamp,
        to sink: (String) throws -> Void
    ) throws -> Bool {
        guard let projection = try reading.order(order) else { return false }
        let checkpoint = try reading.lastCheckpoint()
        try sink(header(of: projection, checkpoint: checkpoint, exportedAt: exportedAt))
        var revision: Int64 = 0
        while true {
            let page = try reading.records(
                of: .order(order), after: revision, limit: pageSize)
            guard let last = page.last else { return true }
            for record in page { try sink(line(of: record)) }
            revision = last.revision
        }
    }

    /// Returns an order's history as one text, or `nil` if there is no such order.
    ///
    /// - Throws: What the journal throws.
    public static func text(
        of order: OutOrderNumber, from reading: any JournalReading, exportedAt: Timestamp
    ) throws -> String? {
        var text = ""
        let exists = try write(order, from: reading, exportedAt: exportedAt) { text += $0 }
        return exists ? text : nil
    }

    private static func header(
        of order: OrderProjection, checkpoint: Checkpoint?, exportedAt: Timestamp
    ) -> String {
        JSONLine.text([
            ("format", .text(format)),
            ("out_order_no", .text(order.order.text)),
            ("records", .number(order.revision)),
            ("head", .text(order.head.hex)),
            ("standing", .text(StandingText.text(order.standing))),
            ("exported_at", .number(exportedAt.milliseconds)),
            ("checkpoint", .text(checkpoint?.note)),
            ("public_key", .text(checkpoint?.publicKey)),
        ])
    }

    private static func line(of record: Record) -> String {
        let numbers = ["sequence", "revision", "at", "provider_at"]
        var members: [(String, JSONLine.Value)] = CanonicalEncoding.members(of: record).map {
            ($0.name, numbers.contains($0.name) ? .digits($0.value) : .text($0.value))
        }
        members.append(("previous", .text(record.previous.hex)))
        members.append(("hash", .text(record.hash.hex)))
        return JSONLine.text(members)
    }
}

/// Writes one JSON object on one line.
private enum JSONLine {
    enum Value {
        case text(String?)
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

    /// Control characters, and those that some readers take for the end of a line or that reorder
    /// what stands beside them, are written as their number.
    private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        let value = scalar.value
        let isPlain =
            value >= 0x20 && !(0x7F...0x9F).contains(value)
            && scalar.properties.generalCategory != .format
            && !(0x2028...0x2029).contains(value)
        guard !isPlain, value <= 0xFFFF else {
            text.unicodeScalars.append(scalar)
            return
        }
        let digits = String(value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
