import Foundation
import Testing

@testable import Sandbox

struct `The strict JSON reader` {
    @Test func `numbers keep their spelling, and only plain digits are whole numbers`() throws {
        for (text, number) in [
            ("0", 0), ("42", 42), ("999999999999", 999_999_999_999), ("1000000000000", nil),
            ("1.0", nil), ("1e2", nil), ("-1", nil), ("-0", nil), ("\"1\"", nil),
        ] {
            #expect(try JSONReader.value(of: Array(text.utf8)).wholeNumber == number, "\(text)")
        }
    }

    @Test func `escapes are read as the characters they stand for`() throws {
        let text = #""\u4e2d\ud83d\ude00\n\/\"""#
        #expect(try JSONReader.value(of: Array(text.utf8)) == .string("中😀\n/\""))
    }

    @Test func `nesting ends at 32`() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array(
                (String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        _ = try JSONReader.value(of: nested(32))
        #expect(throws: JSONFault.tooDeep) { try JSONReader.value(of: nested(33)) }
    }

    @Test func `bytes that are not UTF-8 are refused`() {
        #expect(throws: JSONFault.notUTF8) { try JSONReader.value(of: [0x22, 0xFF, 0x22]) }
    }

    @Test(arguments: [
        ("20240229", true), ("20230229", false), ("20261301", false), ("20260102030405", true),
        ("20260102240000", false), ("202601020304", false), ("00000101", false),
        ("２０２６０１０１", false),
    ])
    func `a day or second must exist`(text: String, exists: Bool) {
        #expect(WeChatTime.isDayOrSecond(text) == exists)
    }
}
