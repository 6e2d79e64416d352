import Testing

/// How much of ours a program meets that embeds the engine.
@Suite("The engine's surface") struct EngineSurfaceTests {
    /// The most public types that the signatures of `Engine` may name.
    private static let limit = 60

    @Test func `the signatures of the engine name few types`() {
        let files = Project.current.swift(
            in: "Sources/OrderLifecycle", "Sources/OrderJournal", "Sources/OrderEngine")
        let types = Set(files.flatMap { Self.publicTypes(in: $0.codeLines) })
        let named = files.filter { file in
            file.codeLines.contains { $0.hasPrefix("extension Engine ") }
                || file.codeLines.contains { $0.hasPrefix("public final class Engine:") }
        }.flatMap { Self.namesInSignatures(of: $0.codeLines) }
        let met = types.intersection(named)
        #expect(met.contains("OutOrderNumber") && met.contains("DecisionAnswer"))
        #expect(met.count <= Self.limit, "\(met.count): \(met.sorted().joined(separator: ", "))")
    }

    private static func publicTypes(in lines: [String]) -> [String] {
        lines.compactMap { line in
            let words = words(of: line)
            guard words.first == "public",
                let keyword = words.firstIndex(where: { kinds.contains($0) }),
                words.indices.contains(keyword + 1)
            else { return nil }
            return words[keyword + 1]
        }
    }

    /// The names in public declarations, from the modifier to the brace that ends a signature.
    private static func namesInSignatures(of lines: [String]) -> [String] {
        var names: [String] = []
        var isOpen = false
        for line in lines {
            isOpen = isOpen || line.hasPrefix("    public ")
            guard isOpen else { continue }
            names += words(of: line)
            if line.contains("{") || line.hasPrefix("    public static let") { isOpen = false }
        }
        return names
    }

    private static let kinds: Set<String> = ["struct", "class", "enum", "actor", "protocol"]

    private static func words(of line: String) -> [String] {
        line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
    }
}
