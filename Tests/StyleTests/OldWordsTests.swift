import Testing

@Suite("One word for one thing") struct OldWordsTests {
    @Test func `nothing says an old word`() {
        let findings = Project.current.files.flatMap(OldWords.findings)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    @Test func `no type has an old name`() {
        let sources = Project.current.swift(in: "Sources")
        let findings = sources.flatMap(OldWords.oldTypes)
        #expect(findings.isEmpty, "\(findings.report)")
    }

    @Test func `an old name, code or column is found wherever it stands`() {
        for word in OldWords.identifiers {
            #expect(OldWords.findings(in: sample("let a = \(word)(b)")).map(\.line) == [1])
            #expect(OldWords.findings(in: sample("/// See ``\(word)/a``.")).count == 1)
            #expect(OldWords.findings(in: sample("SELECT \(word), b", "x.py")).count == 1)
            #expect(OldWords.findings(in: sample("let my\(word) = \(word)s")).isEmpty)
        }
    }

    @Test func `an old word is found in whatever case`() {
        for word in OldWords.words {
            #expect(OldWords.findings(in: sample("// the \(word) of it")).count == 1)
            #expect(OldWords.findings(in: sample("\n# \(word.uppercased())", "a.md")).count == 1)
            #expect(OldWords.findings(in: sample("out\(word) \(word)ly", "a.md")).isEmpty)
        }
    }

    @Test func `a Chinese word for which there is another is found within a sentence`() {
        for word in OldWords.chinese {
            #expect(OldWords.findings(in: sample("仍可\(word)。", "a.md")).count == 1)
        }
    }

    @Test func `bytes that once were are left alone`() {
        let word = OldWords.words.first ?? ""
        #expect(OldWords.findings(in: sample(word, "Fuzz/Corpora/record/1")).isEmpty)
        #expect(OldWords.findings(in: sample(word, "Fuzz/README.md")).count == 1)
    }

    @Test(arguments: OldWords.types)
    func `a type with an old name is found`(name: String) {
        #expect(OldWords.oldTypes(in: sample("public struct \(name) {}")).map(\.line) == [1])
        #expect(OldWords.oldTypes(in: sample("struct Order\(name) {}")).isEmpty)
        #expect(OldWords.oldTypes(in: sample("enum Growth {\n    enum \(name) {}\n}")).isEmpty)
    }

    private func sample(_ text: String, _ path: String = "Sources/A/B.swift") -> ProjectFile {
        ProjectFile(path: path, text: text)
    }
}
