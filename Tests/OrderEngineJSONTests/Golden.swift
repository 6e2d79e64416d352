import Foundation
import OrderEngineJSON
import Testing

/// The golden files: one a form, one answer a line.
enum Golden {
    /// The folder beside this file.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Golden")

    /// Whether the files are written anew instead of compared; `Golden/make` asks for it.
    static let isMade = ProcessInfo.processInfo.environment["PAYSCORE_GOLDEN"] == "make"

    /// The lines of a file.
    static func lines(_ name: String) throws -> [String] {
        let text = try String(
            contentsOf: folder.appending(path: "\(name).jsonl"), encoding: .utf8)
        return text.split(separator: "\n").map(String.init)
    }

    /// Compares the forms with a file, byte by byte, and decodes each line back.
    static func check<Form: AnswerForm>(_ name: String, _ forms: [Form]) throws {
        let text = try forms.map { try AnswerJSON.text($0) + "\n" }.joined()
        let file = folder.appending(path: "\(name).jsonl")
        if isMade { try Data(text.utf8).write(to: file) }
        let bytes = try Data(contentsOf: file)
        #expect(bytes == Data(text.utf8), "\(name).jsonl differs; Golden/make writes it anew")
        let found = bytes.split(separator: UInt8(ascii: "\n"))
        try #require(found.count == forms.count)
        for (line, form) in zip(found, forms) {
            #expect(try AnswerJSON.decode(Form.self, from: line) == form)
        }
    }
}
