import OrderJournal
import OrderLifecycle
import StrictJSON

/// Reads the lines of an export: every member there once, of its type, and none besides.
///
/// A member that is doubled or unknown could show one reader what another does not see.
struct ExportLine {
    private let name: String
    private let line: Int
    private let value: JSONValue

    /// Reads a line.
    ///
    /// - Parameters:
    ///   - bytes: The line, without its line feed.
    ///   - number: Which line it is, from 1.
    ///   - name: The file, for errors.
    /// - Throws: ``Failure``, `export_unreadable`.
    init(_ bytes: [UInt8], number: Int, of name: String) throws(Failure) {
        do throws(JSONProblem) {
            value = try JSONValue.read(bytes, limit: Self.limit)
        } catch {
            throw Self.unreadable(name, number, "\(error)")
        }
        self.name = name
        line = number
    }

    /// The most bytes of a line.
    static let limit = 1_048_576
    /// The most nodes of an audit path: a tree has no more levels.
    private static let pathLimit = 64

    /// The header.
    func header() throws(Failure) -> ExportHeader {
        try checkMembers(ExportHeader.names)
        guard try text("format").isIdentical(to: HistoryExport.format) else {
            throw unreadable("/format is not \(HistoryExport.format)")
        }
        let name = try text("subject")
        guard let subject = try? Subject(text: name), subject != .journal else {
            throw unreadable("/subject is no order and no authorization")
        }
        _ = try self.number("exported_at")
        var checkpoint: Checkpoint?
        if let note = try textIfAny("checkpoint") {
            checkpoint = Checkpoint(note: note)
            guard let checkpoint, checkpoint.note == note else {
                throw unreadable("/checkpoint is no checkpoint as `payscore checkpoint` writes it")
            }
        }
        return ExportHeader(
            subject: subject, records: try self.number("records"), head: try text("head"),
            phase: try text("phase"), checkpoint: checkpoint,
            publicKey: try textIfAny("public_key"))
    }

    /// A record.
    ///
    /// - Parameter isProven: Whether the header names a checkpoint, so that there is the member
    ///   `inclusion`.
    func record(isProven: Bool) throws(Failure) -> ExportedRecord {
        let names = CanonicalEncoding.names
        try checkMembers(names + ["previous", "hash"] + (isProven ? ["inclusion"] : []))
        var texts: [String?] = []
        for name in names {
            if ExportedRecord.optionals.contains(name), value[name] == .null {
                texts.append(nil)
            } else if ExportedRecord.numbers.contains(name) {
                texts.append(String(try number(name)))
            } else {
                texts.append(try text(name))
            }
        }
        let hasPath = isProven && value["inclusion"] != .null
        return ExportedRecord(
            sequence: try number("sequence"), revision: try number("revision"), texts: texts,
            previous: try text("previous"), hash: try text("hash"),
            inclusion: hasPath ? try path() : nil)
    }

    private func checkMembers(_ names: [String]) throws(Failure) {
        guard let members = value.members else { throw unreadable("is no object") }
        for member in members
        where !names.contains(where: { $0.isIdentical(to: member.name) }) {
            throw unreadable("has a member that exports do not have")
        }
        for name in names where value[name] == nil { throw unreadable("has no member \(name)") }
    }

    private func text(_ name: String) throws(Failure) -> String {
        guard let text = value[name]?.text, !text.isEmpty else {
            throw unreadable("/\(name) is no text")
        }
        return text
    }

    private func number(_ name: String) throws(Failure) -> Int64 {
        guard let number = value[name]?.wholeNumber else {
            throw unreadable("/\(name) is no whole number")
        }
        return number
    }

    private func textIfAny(_ name: String) throws(Failure) -> String? {
        value[name] == .null ? nil : try text(name)
    }

    private func path() throws(Failure) -> [Digest32] {
        guard case .array(let nodes)? = value["inclusion"], nodes.count <= Self.pathLimit else {
            throw unreadable("/inclusion is no path of a proof")
        }
        let path = nodes.compactMap { $0.text.flatMap { Digest32(hex: $0) } }
        guard path.count == nodes.count else { throw unreadable("/inclusion has no digest") }
        return path
    }

    private func unreadable(_ what: String) -> Failure { Self.unreadable(name, line, what) }

    private static func unreadable(_ name: String, _ line: Int, _ what: String) -> Failure {
        Failure(
            .badInput, "export_unreadable",
            "\(name), line \(line): \(what); this is no export as `payscore export` writes it")
    }
}
