import Testing

@Suite("Reading the package") struct ReadingTests {
    @Test func `the package's own files are found`() {
        let paths = Set(Project.current.files.map(\.path))
        #expect(paths.contains("Package.swift"))
        #expect(paths.contains("Tests/StyleTests/ReadingTests.swift"))
        #expect(paths.contains("scripts/test"))
        #expect(paths.contains(".ci/run"))
        #expect(!paths.contains { $0.hasPrefix(".build") || $0.hasPrefix(".git/") })
    }

    @Test func `a source file knows its target and its name`() {
        let file = ProjectFile(path: "Sources/OrderEngine/Ports/Order+Reading.swift", text: "")
        #expect(file.sourceTarget == "OrderEngine")
        #expect(file.name == "Order+Reading")
        #expect(ProjectFile(path: "Sources/read.me", text: "").sourceTarget == nil)
        #expect(ProjectFile(path: "Tests/OrderEngine/A.swift", text: "").sourceTarget == nil)
    }

    @Test(arguments: [
        ("a // b", "a     "),
        ("a /* b /* c */ d */ e", "a                   e"),
        ("f(\"b // c\") // d", "f(\"      \")     "),
        ("\"a \\(b(\"c\")) d\"", "\"   (b(\" \"))  \""),
        ("#\"a\" \\(b) \\#(c)\"# d", "#\"          (c)\"# d"),
        ("\"\\\"a\" b", "\"   \" b"),
        ("\"\"\"\n a \"b\"\n\"\"\" c", "\"\"\"\n      \n\"\"\" c"),
        ("f(\"\") // a", "f(\"\")     "),
        ("`a \"b` c `d`", "       c `d`"),
    ])
    func `only code is left of a line`(source: String, code: String) {
        #expect(SwiftCode.only(in: source) == code)
    }

    @Test func `an unfinished string ends with its line`() {
        #expect(SwiftCode.only(in: "\"a\nb") == "\" \nb")
    }
}
