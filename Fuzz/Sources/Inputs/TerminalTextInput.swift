import Foundation
import StrictJSON

@testable import WeChatPay
@testable import payscore

/// Whatever a text holds, a terminal has nothing in it to obey, and JSON gives it back.
enum TerminalTextInput {
    static func check(
        _ bytes: [UInt8], showing visible: (String) -> String = \.visible
    ) throws(Violation) {
        let text = String(decoding: bytes, as: UTF8.self)
        try checkHarmless(visible(text), "a visible text")
        try checkHarmless("\(text, .bad)" as StyledText, "a styled text")
        for line in wrapped(text, to: 20) { try checkHarmless(line, "a wrapped line") }
        try checkCut(text)
        let json = JSONValue.object([JSONValue.Member(text, .string(text))]).visible
        try checkHarmless(json, "JSON for programs")
        let value = try must("JSON for programs is JSON") {
            try JSONValue.read(Array(json.utf8), limit: Int.max)
        }
        try demand(
            value == .object([JSONValue.Member(text, .string(text))]),
            "JSON for programs gives the text back")
    }

    /// Checks that a line has nothing that a terminal might obey, nor what reorders its neighbours.
    static func checkHarmless(_ line: String, _ what: String) throws(Violation) {
        for scalar in line.unicodeScalars {
            let isHarmful =
                switch scalar.value {
                case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x061C, 0x200B...0x200F, 0x2028...0x202E,
                    0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
                    // What no character is assigned to shows a box, and does nothing.
                    scalar.properties.generalCategory != .unassigned
                default: false
                }
            try demand(!isHarmful, "\(what) holds U+\(String(scalar.value, radix: 16))")
        }
    }

    static func checkHarmless(_ line: StyledText, _ what: String) throws(Violation) {
        try checkHarmless(line.rendered(inColour: false), what)
    }

    private static func checkCut(_ text: String) throws(Violation) {
        let limit = 64
        let cut = text.cut(toBytes: limit)
        try demand(cut.utf8.count <= limit, "a cut text fits")
        // Byte by byte: a character may join with the ellipsis that follows it.
        let isCut = cut.utf8.suffix(3).elementsEqual("…".utf8)
        let kept = isCut ? cut.utf8.dropLast(3) : cut.utf8[...]
        try demand(
            cut.utf8.elementsEqual(text.utf8) || text.utf8.starts(with: kept),
            "a cut text is how the text begins")
    }
}
