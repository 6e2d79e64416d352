/// Who may import whom; docs/internals/architecture.md draws it.
enum House {
    /// A target's place.
    struct Place {
        /// The target that it stands under, whose imports it may use as well.
        let above: String?
        /// What it imports besides: of ours, and from outside.
        let imports: Set<String>

        init(under above: String? = nil, _ imports: String...) {
            self.above = above
            self.imports = Set(imports)
        }
    }

    /// The places of all targets.
    static let places: [String: Place] = [
        "OrderLifecycle": Place(),
        "OrderJournal": Place(
            under: "OrderLifecycle", "Crypto", "Foundation", "Synchronization"),
        "OrderEngine": Place(
            under: "OrderJournal", "Logging", "Metrics", "ServiceLifecycle",
            "Tracing"),
        "StrictJSON": Place(),
        "CGunzip": Place(),
        "CSQLiteSettings": Place(),
        "JournalStorage": Place(under: "OrderJournal", "Dispatch"),
        "CLibPQ": Place(),
        "PostgresJournal": Place(under: "JournalStorage", "CLibPQ", "Glibc"),
        "SQLiteJournal": Place(
            under: "JournalStorage", "CSQLiteSettings", "Dispatch", "GRDB", "GRDBSQLite", "Glibc",
            "ServiceLifecycle"),
        "WeChatPay": Place(
            under: "OrderEngine", "AsyncHTTPClient", "CGunzip", "CryptoExtras", "NIOCore",
            "NIOFoundationCompat", "NIOHTTP1", "NIOPosix", "NIOSSL", "ServiceLifecycle",
            "StrictJSON", "SwiftASN1", "X509"),
        "OrderEngineJSON": Place(under: "OrderEngine"),
        "OrderPresentation": Place(under: "OrderEngine"),
        "OrderService": Place(
            under: "OrderEngineJSON", "HTTPTypes", "Hummingbird", "HummingbirdCore",
            "HummingbirdTLS", "CoreFoundation", "JWTKit", "Mustache", "NIOCore", "NIOHTTP1",
            "NIOSSL",
            "OrderPresentation", "StrictJSON"),
        "OrderEngineTesting": Place(under: "OrderEngine", "StrictJSON", "Testing"),
        "payscore": Place(
            under: "OrderEngine", "ArgumentParser", "AsyncHTTPClient", "CoreFoundation", "Glibc",
            "HTTPTypes", "HummingbirdCore", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL",
            "OrderEngineJSON", "OrderPresentation", "OrderService", "Sandbox", "SQLiteJournal",
            "StrictJSON",
            "SystemPackage", "UnixSignals", "WeChatPay"),
        "payscore-program": Place(under: nil, "payscore"),
        "Sandbox": Place(
            under: nil, "AsyncHTTPClient", "Crypto", "CryptoExtras", "Foundation", "Glibc",
            "HTTPTypes", "Hummingbird", "HummingbirdCore", "Logging", "NIOCore", "NIOHTTP1",
            "NIOPosix", "StrictJSON", "SwiftASN1", "Synchronization", "X509"),
    ]

    /// The names of all our modules.
    static let modules = Set(places.keys)

    /// What a target may import; `nil` if the house has no such target.
    static func permitted(to target: String) -> Set<String>? {
        guard let place = places[target] else { return nil }
        guard let above = place.above else { return place.imports }
        return place.imports.union([above]).union(permitted(to: above) ?? [])
    }

    /// Finds imports that a file's target may not have.
    static func findings(in file: ProjectFile) -> [Finding] {
        guard let target = file.sourceTarget else { return [] }
        guard let permitted = permitted(to: target) else {
            return [Finding(file, "\(target) has no place in the house")]
        }
        return file.imports.filter { !permitted.contains($0.module) }.map {
            Finding(file, line: $0.line, "\(target) may not import \($0.module)")
        }
    }
}

extension ProjectFile {
    /// The modules that a Swift file imports.
    var imports: [(module: String, line: Int)] {
        codeLines.enumerated().compactMap { offset, line in
            var words = line.split { $0 == " " || $0 == "." }.map(String.init)[...]
            while let word = words.first,
                Self.wordsBeforeImport.contains(word) || word.hasPrefix("@")
            {
                words.removeFirst()
            }
            guard words.popFirst() == "import" else { return nil }
            if let word = words.first, Self.kindsOfImport.contains(word) { words.removeFirst() }
            return words.first.map { (module: $0, line: offset + 1) }
        }
    }

    private static let wordsBeforeImport: Set<String> = [
        "public", "package", "internal", "fileprivate", "private",
    ]
    private static let kindsOfImport: Set<String> = [
        "struct", "class", "enum", "protocol", "typealias", "func", "var", "let", "actor",
    ]
}
