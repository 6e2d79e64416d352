import Testing

/// The fuzzer builds the targets once more, by a manifest of its own that an ordinary build does
/// not read.
@Suite("Fuzz manifest") struct FuzzManifestTests {
    @Test func `a target depends on the same in both packages`() throws {
        let own = try Self.dependencies(in: "Package.swift")
        let fuzzers = try Self.dependencies(in: "Fuzz/Package.swift")
        let shared = Set(own.keys).intersection(fuzzers.keys)
        #expect(shared.isSuperset(of: ["OrderEngine", "SQLiteJournal", "Sandbox", "WeChatPay"]))
        for target in shared.sorted() {
            #expect(fuzzers[target] == own[target], "\(target)")
        }
    }

    @Test func `a dependency that is missing shows`() {
        let manifest = """
            .target(name: "A", dependencies: ["B", .product(name: "C", package: "d")])
            """
        #expect(Self.dependencies(of: manifest) == ["A": ["B", "C"]])
    }

    private static func dependencies(in path: String) throws -> [String: Set<String>] {
        let manifest = try #require(Project.current.files.first { $0.path == path })
        return dependencies(of: manifest.text)
    }

    /// What each library and program of a manifest depends on, by its name.
    private static func dependencies(of manifest: String) -> [String: Set<String>] {
        let target = /arget\(\s*name: "([^"]+)",\s*dependencies: \[([^\]]*)\]/
        return Dictionary(
            manifest.matches(of: target).map { found in
                let names = found.2.replacing(/package: "[^"]*"/, with: "").matches(of: /"([^"]+)"/)
                return (String(found.1), Set(names.map { String($0.1) }))
            }, uniquingKeysWith: { $0.union($1) })
    }
}
