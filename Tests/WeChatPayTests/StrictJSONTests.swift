import Testing

@testable import WeChatPay

struct StrictJSONTests {
    private static func problem(_ text: String, limit: Int = 4096) -> StrictJSONProblem? {
        problem(Array(text.utf8), limit: limit)
    }

    private static func problem(_ bytes: [UInt8], limit: Int = 4096) -> StrictJSONProblem? {
        do throws(StrictJSONProblem) {
            _ = try StrictJSON.read(bytes, limit: limit)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        ("", StrictJSONProblem.Kind.ended, 0),
        ("   ", .ended, 3),
        ("{", .ended, 1),
        ("{\"a\"", .ended, 4),
        ("{\"a\":1", .ended, 6),
        ("[1", .ended, 2),
        ("\"abc", .ended, 4),
        ("\"\\", .ended, 2),
        ("\"\\u12", .ended, 5),
        ("tru", .ended, 3),
        ("{\"a\":1,\"a\":2}", .duplicateName, 7),
        ("{\"a\":1,\"\\u0061\":2}", .duplicateName, 7),
        ("{\"a\":5,}", .unexpected, 7),
        ("[1,]", .unexpected, 3),
        ("[,1]", .unexpected, 1),
        ("{a:1}", .unexpected, 1),
        ("{'a':1}", .unexpected, 1),
        ("// c\n1", .unexpected, 0),
        ("{\"a\":NaN}", .unexpected, 5),
        ("Infinity", .unexpected, 0),
        ("1 2", .surplus, 2),
        ("{}x", .surplus, 2),
        ("\"a\nb\"", .controlCharacter, 2),
        ("\"a\u{0}b\"", .controlCharacter, 2),
        ("\"\\x\"", .badEscape, 1),
        ("\"\\u00g0\"", .badEscape, 1),
        ("\"\\ud800\"", .loneSurrogate, 1),
        ("\"\\udc00\"", .loneSurrogate, 1),
        ("\"\\ud800\\u0041\"", .loneSurrogate, 1),
        ("01", .badNumber, 0),
        ("-", .badNumber, 0),
        ("1.", .badNumber, 0),
        (".5", .unexpected, 0),
        ("+1", .unexpected, 0),
        ("1e", .badNumber, 0),
        ("1e+", .badNumber, 0),
        ("-01", .badNumber, 0),
        ("\u{FEFF}{}", .byteOrderMark, 0),
    ])
    func `what another parser might read differently is refused where it stands`(
        text: String, kind: StrictJSONProblem.Kind, offset: Int
    ) {
        #expect(Self.problem(text) == StrictJSONProblem(kind: kind, offset: offset))
    }

    @Test(
        arguments: [
            ([0xFF, 0xFE, 0x7B, 0x00], StrictJSONProblem.Kind.unexpected),
            ([0x00, 0x7B, 0x00, 0x7D], .unexpected),
            ([0x22, 0xC3, 0x28, 0x22], .invalidUTF8),
            ([0x22, 0xED, 0xA0, 0x80, 0x22], .invalidUTF8),
            ([0x22, 0xC0, 0xAF, 0x22], .invalidUTF8),
            ([0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], .invalidUTF8),
        ] as [([UInt8], StrictJSONProblem.Kind)])
    func `bytes that are not UTF-8 are refused`(bytes: [UInt8], kind: StrictJSONProblem.Kind) {
        #expect(Self.problem(bytes)?.kind == kind)
    }

    @Test func `nesting ends at thirty-two`() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(Self.problem(nested(32)) == nil)
        #expect(Self.problem(nested(33)) == .init(kind: .tooDeep, offset: 32))
        let open = String(repeating: "{\"a\":", count: 200_000)
        #expect(Self.problem(open, limit: 2_000_000)?.kind == .tooDeep)
    }

    @Test func `the size limit is the caller's`() {
        #expect(Self.problem("[1]", limit: 3) == nil)
        #expect(Self.problem("[1]", limit: 2) == .init(kind: .tooLarge, offset: 2))
    }

    @Test func `a hundred thousand names are compared and read`() throws {
        let text = "{" + (0..<100_000).map { "\"k\($0)\":1" }.joined(separator: ",") + "}"
        let value = try StrictJSON.read(Array(text.utf8), limit: 4_000_000)
        #expect(value.members?.count == 100_000)
    }

    @Test func `numbers keep their form, members their order`() throws {
        let value = try StrictJSON.read(
            Array(
                #" {"b" : 1e2, "a":[true,false,null,-0.50], "\u00e9":"\ud83d\ude00\/"} "#.utf8),
            limit: 4096)
        #expect(
            value
                == .object([
                    .init("b", .number("1e2")),
                    .init("a", .array([.bool(true), .bool(false), .null, .number("-0.50")])),
                    .init("é", .string("😀/")),
                ]))
    }

    @Test func `two spellings of a letter are two names`() throws {
        let value = try StrictJSON.read(
            Array("{\"\\u00e9\":1,\"e\\u0301\":2}".utf8), limit: 4096)
        #expect(value.members?.count == 2)
        #expect(value["e\u{301}"] == .number("2"))
    }

    @Test(
        arguments: [
            ("0", 0), ("1", 1), ("999999999999", 999_999_999_999), ("1000000000000", nil),
            ("01", nil),
            ("-1", nil), ("1.0", nil), ("1e2", nil), ("", nil), ("+1", nil), ("１", nil),
            ("1 ", nil),
        ] as [(String, Int64?)])
    func `an amount is digits and nothing else`(lexeme: String, value: Int64?) {
        #expect(StrictJSON.wholeNumber(lexeme) == value)
    }

    @Test func `the same value is always the same bytes`() throws {
        let text = "{\"b\":1,\"a\":{\"z\":\"\\\"\\\\\\n\\u0001\\u007f汉\",\"y\":[ ]},\"B\":-1.50}"
        let value = try StrictJSON.read(Array(text.utf8), limit: 4096)
        let compact = String(decoding: value.compact, as: UTF8.self)
        #expect(
            compact
                == "{\"B\":-1.50,\"a\":{\"y\":[],\"z\":\"\\\"\\\\\\n\\u0001\\u007f汉\"},\"b\":1}")
        #expect(try StrictJSON.read(value.compact, limit: 4096).compact == value.compact)
    }

    @Test(arguments: [
        ("\"\"", true), ("null", true), ("{}", true), ("[]", true),
        ("{\"a\":[{}],\"b\":\"\"}", true),
        ("0", false), ("false", false), ("[0]", false), ("{\"a\":{\"b\":0}}", false),
    ])
    func `what says nothing counts as absent`(text: String, isEmpty: Bool) throws {
        let value = try StrictJSON.read(Array(text.utf8), limit: 4096)
        #expect((value.unlessEmpty == nil) == isEmpty)
    }

    @Test func `no bytes trap the scanner`() {
        let seed: UInt64 = 20_240_517
        var random = SplitMix(state: seed)
        let pieces =
            Array("{}[]\",:\\u0019eE+-.tfn \n".utf8) + [0x00, 0x80, 0xC3, 0xED, 0xF0, 0xFF]
        for _ in 0..<20_000 {
            let length = Int(random.next() % 24)
            let bytes = (0..<length).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }
            if let value = try? StrictJSON.read(bytes, limit: 64) {
                #expect(
                    (try? StrictJSON.read(value.compact, limit: 256)) != nil, "seed \(seed)")
            }
        }
    }
}

/// A small generator whose numbers are the same in every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
