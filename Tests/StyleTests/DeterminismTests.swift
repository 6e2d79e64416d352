import Testing

@Suite("Time, chance and traps") struct DeterminismTests {
    @Test func `neither core nor engine reads a clock or throws dice`() {
        let findings = Project.current.swift(
            in:
                "Sources/OrderLifecycle", "Sources/OrderJournal", "Sources/OrderEngine"
        )
        .flatMap(Determinism.findings)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    @Test func `each exception exists`() {
        #expect(Determinism.exceptions.filter { !Project.current.holds($0) }.isEmpty)
    }

    @Test func `no source traps where it could say no`() {
        let findings = Project.current.swift(in: "Sources").flatMap(Determinism.traps)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    @Test(arguments: Determinism.sources)
    func `a clock and dice are found`(call: String) {
        let file = ProjectFile(path: "Sources/OrderEngine/Sample.swift", text: "let x = \(call)\n")
        #expect(Determinism.findings(in: file).count == 1)
    }

    @Test func `the exception is passed over`() {
        let place = "Sources/OrderEngine/Clock/SystemClock.swift"
        #expect(Determinism.findings(in: ProjectFile(path: place, text: "Date()")).isEmpty)
    }

    @Test(arguments: ["let x = try! f()", "f(x as! Y)", "fatalError()"])
    func `a trap is found`(line: String) {
        let file = ProjectFile(path: "Sources/Sandbox/Sample.swift", text: line)
        #expect(Determinism.traps(in: file).count == 1)
    }

    @Test(arguments: ["// try! is forbidden", "let x = try? f()", "x as? Y", "print(\"try!\")"])
    func `what does not trap is not`(line: String) {
        let file = ProjectFile(path: "Sources/Sandbox/Sample.swift", text: line)
        #expect(Determinism.traps(in: file).isEmpty)
    }
}
