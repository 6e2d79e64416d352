import Foundation
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle
import Sandbox
import Testing
import WeChatPay

@testable import payscore

/// That each code of an error has its sentence, and that the sentences read well.
@Suite struct ChineseSentenceTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func page(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The codes in the first column of the tables of a page whose rows name an exit code, or which
    /// are the configuration's.
    private static func tabled() throws -> Set<String> {
        let ours = try page("docs/reference/command-line.md").split(separator: "\n")
            .filter { $0.contains(/^\| `[a-z0-9_…]+`(, `[a-z0-9_…]+`)* \| \d\d/) }
        let configured = try page("docs/operating/configuration.md").split(separator: "\n")
            .filter { $0.hasPrefix("| `configuration_") }
        let cells = (ours + configured).compactMap { $0.split(separator: "|").first }
        return Set(cells.flatMap { $0.matches(of: /`([a-z0-9_]+)`/).map { String($0.1) } })
    }

    private static let sandboxErrors: [SandboxError] = [
        .hostNotLoopback(host: "0.0.0.0"), .portOutOfRange(port: -1),
        .receiverNotLoopback(url: "https://a.example/"), .speedOutOfRange(speed: 0),
        .addressUnavailable(host: "::1", port: 80, cause: "in use"),
        .directoryInUse(path: "box"), .directoryTaken(path: "box", file: "orders"),
        .fileUnusable(path: "box/a", cause: "full"), .fileDamaged(path: "box/a", line: 3),
        .fileDamaged(path: "box/a", line: nil), .keysUnusable(cause: "not read"),
    ]

    private static let sentences =
        CommandErrorCode.allCases.map(\.chinese) + JournalErrorCode.allCases.map(\.chinese)
        + EngineErrorCode.allCases.map(\.chinese) + WeChatPayErrorCode.allCases.map(\.chinese)
        + ProofProblem.allCases.map(\.chinese) + ExportProblem.allCases.map(\.chinese)
        + AnswerJSONErrorCode.allCases.map(\.chinese)
        + VerificationFindingCode.allCases.map(\.chinese) + sandboxErrors.map(\.chinese)
        + InvalidValue.Field.allCases.map { InvalidValue($0, .empty).chinese }

    @Test func `each documented code of the command line has a sentence`() throws {
        let tabled = try Self.tabled()
        #expect(tabled.count > 45)
        let sandbox = Set(Self.sandboxErrors.map(\.code))
        let without = tabled.subtracting(sandbox).filter { CommandErrorCode.chinese($0) == nil }
        #expect(without.isEmpty, "\(without)")
        #expect(sandbox.isSubset(of: tabled))
    }

    @Test func `no sentence is for a code that is not documented`() throws {
        let tabled = try Self.tabled()
        // Those of values are documented as `invalid_…`, with this one as an example.
        let known = tabled.union([CommandErrorCode.invalidKey.rawValue])
        let surplus = CommandErrorCode.allCases.map(\.rawValue).filter { !known.contains($0) }
        #expect(surplus.isEmpty, "\(surplus)")
    }

    @Test func `each code that the sources fail with has a sentence`() throws {
        let sources = Self.root.appendingPathComponent("Sources/payscore")
        let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
        var codes: Set<String> = []
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            codes.formUnion(
                text.matches(of: /Failure\(\s*\.?\w+,\s*"([a-z0-9_]+)"/).map { String($0.1) })
        }
        #expect(codes.count > 30)
        let without = codes.filter { CommandErrorCode.chinese($0) == nil }
        #expect(without.isEmpty, "\(without)")
    }

    @Test func `each code of a refused value has a sentence`() {
        for field in InvalidValue.Field.allCases {
            #expect(CommandErrorCode.chinese("invalid_\(field.rawValue)") != nil)
        }
        #expect(CommandErrorCode.chinese("invalid_nothing") == nil)
    }

    @Test func `a sentence is whole, and punctuated as Chinese is`() {
        for sentence in Self.sentences {
            #expect(sentence.hasSuffix("。"), "\(sentence)")
            #expect(sentence.contains(/\p{Script=Han}/), "\(sentence)")
            #expect(!sentence.contains(/\p{Script=Han}[,;:.!?()]/), "\(sentence)")
            #expect(!sentence.contains(/[,;:.!?()]\p{Script=Han}/), "\(sentence)")
            #expect(!sentence.contains(#/  |[。；，：] | [。；，：]/#), "\(sentence)")
        }
        #expect(Set(Self.sentences).count > 150)
    }

    @Test(arguments: ["日志库", "头文件", "对账", "制动", "尝试"])
    func `the words are those of the glossary`(word: String) {
        // 对账单 is WeChat's own word for a bill.
        let found = Self.sentences.filter { $0.replacing("对账单", with: "").contains(word) }
        #expect(found.isEmpty, "\(found)")
    }
}
