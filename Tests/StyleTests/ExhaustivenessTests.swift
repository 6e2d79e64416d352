import Testing

@Suite("Exhaustive switches") struct ExhaustivenessTests {
    @Test func `the core has no default`() {
        let findings = Project.current.swift(in: "Sources/OrderLifecycle")
            .flatMap(Exhaustiveness.defaults)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    @Test func `the journal and the engine have no default over an enum`() {
        let findings = Project.current.swift(in: "Sources/OrderJournal", "Sources/OrderEngine")
            .flatMap(Exhaustiveness.defaultsOverEnums)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    @Test(arguments: ["default: 1", "    @unknown default :", "case .a: 1; default: 2"])
    func `a default is found`(line: String) {
        let file = ProjectFile(path: "Sources/OrderLifecycle/Sample.swift", text: line)
        #expect(Exhaustiveness.defaults(in: file).count == 1)
    }

    @Test(arguments: ["// default: none", "let text = \"default: 1\"", "case defaulted: 1"])
    func `the word alone is not`(line: String) {
        let file = ProjectFile(path: "Sources/OrderLifecycle/Sample.swift", text: line)
        #expect(Exhaustiveness.defaults(in: file).isEmpty)
    }

    @Test(arguments: [
        "switch phase {\ncase .paid: 1\ndefault: 2\n}",
        "switch (phase, event) {\ncase (.paid, _):\n    1\ndefault:\n    2\n}",
        "switch phase {\ncase let .paid(amount): amount\ncase nil: 0\ndefault: 2\n}",
    ])
    func `a default over an enum is found`(text: String) {
        let file = ProjectFile(path: "Sources/OrderEngine/Sample.swift", text: text)
        #expect(Exhaustiveness.defaultsOverEnums(in: file).count == 1)
    }

    @Test(arguments: [
        "switch word {\ncase \"paid\": return .paid(.all)\ndefault: return nil\n}",
        "switch byte {\ncase UInt8(ascii: \"0\")...UInt8(ascii: \"9\"): 1\ndefault: 2\n}",
        """
        switch phase {
        case .paid:
            switch word {
            case "a": 1
            default: 2
            }
        case .open: 3
        }
        """,
    ])
    func `a default over texts and numbers is not`(text: String) {
        let file = ProjectFile(path: "Sources/OrderEngine/Sample.swift", text: text)
        #expect(Exhaustiveness.defaultsOverEnums(in: file).isEmpty)
    }
}
