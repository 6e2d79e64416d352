import Testing

@Suite("The shape of files") struct ShapeTests {
    private static let code = Project.current.swift(
        in: "Sources", "Tests", "Examples", "Adversity", "Fuzz")

    @Test func `no file is too long`() {
        let findings = Self.code.flatMap(Shape.longFile)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    @Test func `no function is too long`() {
        let findings = Self.code.flatMap(Shape.longFunctions)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    @Test func `no line is too long`() {
        let findings = Self.code.flatMap(Shape.longLines)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    @Test func `every file is named after its subject`() {
        let findings = Self.code.flatMap(Shape.vagueName)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    @Test func `no type has the name of a module`() {
        let findings = Self.code.flatMap(Shape.moduleNamesakes)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    @Test func `every type has a file of its name`() {
        // An example of the documentation is one file, as its page prints it.
        let files = Project.current.swift(in: "Sources", "Tests")
            .filter { !$0.path.hasPrefix("Tests/DocumentationTests/") }
        let findings = files.flatMap(Shape.strayTypes)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    @Test func `every test file has the suite of its name`() {
        let findings = Project.current.swift(in: "Tests").flatMap(Shape.unnamedSuite)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    @Test(arguments: [
        ("struct OrderTests {", 0), ("@Suite(\"Orders\") struct OrderTests {", 0),
        ("struct OrdersTests {", 1), ("// struct OrderTests {", 1),
    ])
    func `a test file without the suite of its name is found`(line: String, count: Int) {
        let file = ProjectFile(path: "Tests/A/OrderTests.swift", text: line)
        #expect(Shape.unnamedSuite(file).count == count)
    }

    @Test func `a type without a file of its name is found`() {
        let strays = """
            public struct Sample {
                struct Nested {}
            }

            @frozen public enum Other {}
            protocol Third: Sendable {}
            private struct Fourth {}
            fileprivate typealias Fifth = Int
            enum SampleProblem: Error {}
            extension Sixth {}
            """
        #expect(Shape.strayTypes(in: sample(text: strays)).map(\.line) == [5, 6])
        let topic = ProjectFile(path: "Sources/A/Other+Topic.swift", text: "enum Other {}")
        #expect(Shape.strayTypes(in: topic).isEmpty)
    }

    @Test func `a long file is found, and the longest permitted is not`() {
        let limit = Shape.fileLimit
        #expect(Shape.longFile(sample(lines: limit)).isEmpty)
        #expect(Shape.longFile(sample(lines: limit + 1)).count == 1)
    }

    @Test func `a long line is found, and the longest permitted is not`() {
        let line = String(repeating: "分", count: Shape.columnLimit)
        #expect(Shape.longLines(in: sample(text: line)).isEmpty)
        #expect(Shape.longLines(in: sample(text: "\n\(line)a")).map(\.line) == [2])
    }

    @Test(arguments: [
        "func f() {", "public static func f(\n    a: Int\n) {", "private(set) init?() {",
    ])
    func `a long function is found, and the longest permitted is not`(opening: String) {
        let used = opening.split(separator: "\n").count + 1
        for (count, findings) in [(Shape.functionLimit, 0), (Shape.functionLimit + 1, 1)] {
            let body = String(repeating: "        a()\n", count: count - used)
            let indented = opening.split(separator: "\n").map { "    \($0)\n" }.joined()
            let file = sample(text: "struct S {\n\(indented)\(body)    }\n}\n")
            #expect(Shape.longFunctions(in: file).count == findings)
        }
    }

    @Test func `a protocol's requirement is no function that goes on`() {
        let body = String(repeating: "    func f(\n        a: Int\n    ) throws\n", count: 40)
        #expect(Shape.longFunctions(in: sample(text: "protocol P {\n\(body)}\n")).isEmpty)
    }

    @Test(arguments: ["StringUtils", "Helpers", "OrderModels", "TestHelper+More", "Misc/Order"])
    func `a vague name is found`(name: String) {
        #expect(Shape.vagueName(ProjectFile(path: "Tests/A/\(name).swift", text: "")).count == 1)
    }

    @Test func `a type that is named like its module is found`() {
        let file = sample(text: "public struct Sandbox {}\nstruct SandboxServer {}")
        #expect(Shape.moduleNamesakes(in: file).map(\.line) == [1])
    }

    private func sample(lines count: Int) -> ProjectFile {
        sample(text: String(repeating: "a\n", count: count))
    }

    private func sample(text: String) -> ProjectFile {
        ProjectFile(path: "Sources/Sandbox/Sample.swift", text: text)
    }
}
