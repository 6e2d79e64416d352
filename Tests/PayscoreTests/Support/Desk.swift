import Foundation

/// A directory with a sealed journal and some files of a person's.
final class Desk: Sendable {
    let directory: TemporaryDirectory
    /// A checkpoint of another journal.
    let theirs: String
    private let outer: TemporaryDirectory

    private init(_ outer: TemporaryDirectory, theirs: String) throws {
        self.outer = outer
        self.theirs = theirs
        directory = try TemporaryDirectory(at: outer.url.appendingPathComponent("desk"))
    }

    static func copy() async throws -> Desk {
        let other = try Desk(try TemporaryDirectory(), theirs: "")
        try await other.observe("O-1")
        let theirs = try await other.payscore("checkpoint").json["note"] as? String
        let desk = try Desk(
            try TemporaryDirectory(), theirs: try Unwrap.value(theirs, "no note"))
        try await desk.observe("A-1")
        let run = try await desk.payscore("checkpoint", "--out", "mine")
        guard run.status == 0 else { throw Unwrap(description: run.errors) }
        try desk.directory.write("worth more than a checkpoint\n", to: "text")
        try desk.directory.write("", to: "empty")
        try desk.directory.write("{}", to: "payscore.json")
        try FileManager.default.createDirectory(
            at: desk.url("d"), withIntermediateDirectories: false)
        symlink(".", desk.path("here"))
        return desk
    }

    func url(_ name: String) -> URL { directory.url.appendingPathComponent(name) }
    func path(_ name: String) -> String { directory.url.path + "/" + name }

    func text(_ name: String) throws -> String {
        try String(contentsOfFile: name.hasPrefix("/") ? name : path(name), encoding: .utf8)
    }

    func payscore(_ words: String...) async throws -> Program.Run {
        try await Program.run(words + ["--output", "json"], in: directory.url)
    }

    func observe(_ order: String) async throws {
        let run = try await Program.run(
            ["observe", "-"], in: directory.url,
            input: #"{"out_order_no":"\#(order)","state":"CREATED"}"#,
            environment: Program.merchant)
        guard run.status == 0 else { throw Unwrap(description: run.errors) }
    }

    /// All that lies there: each name with what it is, and what it holds or leads to.
    ///
    /// The lock's file, which names the last owner, is left out.
    func observedEffect() throws -> [String: String] {
        var effect: [String: String] = [:]
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.url.path)
        for name in names where name != "payscore.sqlite.lock" {
            let found = try FileManager.default.attributesOfItem(atPath: path(name))
            let kind = found[.type] as? FileAttributeType
            var content = ""
            switch kind {
            case .typeRegular: content = try Data(contentsOf: url(name)).base64EncodedString()
            case .typeSymbolicLink:
                content = try FileManager.default.destinationOfSymbolicLink(atPath: path(name))
            default: break
            }
            let numbers = [FileAttributeKey.systemFileNumber, .referenceCount, .posixPermissions]
            effect[name] =
                "\(numbers.map { "\(found[$0] ?? 0)" }) \(kind?.rawValue ?? "") \(content)"
        }
        return effect
    }
}
