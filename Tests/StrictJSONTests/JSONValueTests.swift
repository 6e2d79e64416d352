import StrictJSON
import Testing

struct JSONValueTests {
    private static func problem(_ text: String, limit: Int = 4096) -> JSONProblem? {
        problem(Array(text.utf8), limit: limit)
    }

    private static func problem(_ bytes: [UInt8], limit: Int = 4096) -> JSONProblem? {
        do throws(JSONProblem) {
            _ = try JSONValue.read(bytes, limit: limit)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        ("", JSONProblem.Kind.ended, 0),
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
        text: String, kind: JSONProblem.Kind, offset: Int
    ) {
        #expect(Self.problem(text) == JSONProblem(kind: kind, offset: offset))
    }

    @Test(
        arguments: [
            ([0xFF, 0xFE, 0x7B, 0x00], JSONProblem.Kind.unexpected),
            ([0x00, 0x7B, 0x00, 0x7D], .unexpected),
            ([0x22, 0xC3, 0x28, 0x22], .invalidUTF8),
            ([0x22, 0xED, 0xA0, 0x80, 0x22], .invalidUTF8),
            ([0x22, 0xC0, 0xAF, 0x22], .invalidUTF8),
            ([0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], .invalidUTF8),
        ] as [([UInt8], JSONProblem.Kind)])
    func `bytes that are not UTF-8 are refused`(bytes: [UInt8], kind: JSONProblem.Kind) {
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
        let value = try JSONValue.read(Array(text.utf8), limit: 4_000_000)
        #expect(value.members?.count == 100_000)
    }

    @Test func `numbers keep their form, members their order`() throws {
        let value = try JSONValue.read(
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
        let value = try JSONValue.read(
            Array("{\"\\u00e9\":1,\"e\\u0301\":2}".utf8), limit: 4096)
        #expect(value.members?.count == 2)
        #expect(value["e\u{301}"] == .number("2"))
    }

    @Test(
        arguments: [
            ("0", 0), ("1", 1), ("999999999999999", 999_999_999_999_999),
            ("1000000000000000", nil),
            ("01", nil),
            ("-1", nil), ("1.0", nil), ("1e2", nil), ("", nil), ("+1", nil), ("１", nil),
            ("1 ", nil),
        ] as [(String, Int64?)])
    func `an amount is digits and nothing else`(lexeme: String, value: Int64?) {
        #expect(JSONValue.wholeNumber(lexeme) == value)
    }

    @Test func `the same value is always the same bytes`() throws {
        let text = "{\"b\":1,\"a\":{\"z\":\"\\\"\\\\\\n\\u0001\\u007f汉\",\"y\":[ ]},\"B\":-1.50}"
        let value = try JSONValue.read(Array(text.utf8), limit: 4096)
        let canonical = String(decoding: value.canonical, as: UTF8.self)
        #expect(
            canonical
                == "{\"B\":-1.50,\"a\":{\"y\":[],\"z\":\"\\\"\\\\\\n\\u0001\\u007f汉\"},\"b\":1}")
        #expect(try JSONValue.read(value.canonical, limit: 4096).canonical == value.canonical)
    }

    @Test func `a text for people keeps the order and escapes what it is told to`() throws {
        let value: JSONValue = [
            "b": 1, "a": ["é\u{200B}\u{E0001}", true, .null], "\u{7F}": [:],
        ]
        #expect(
            value.text { $0 == "\u{200B}" || $0 == "\u{E0001}" }
                == #"{"b":1,"a":["é\u200b\udb40\udc01",true,null],"\u007f":{}}"#)
        #expect(try JSONValue.read(Array(value.text { !$0.isASCII }.utf8)) == value)
    }

    @Test func `a member that is set replaces the one of its name, to the byte`() {
        let value: JSONValue = ["a": 1, "\u{E9}": 2, "b": 3]
        #expect(
            value.with(["a": 4, "e\u{301}": 5])
                == .object([
                    .init("\u{E9}", .number("2")), .init("b", .number("3")),
                    .init("a", .number("4")), .init("e\u{301}", .number("5")),
                ]))
        #expect(value.removing("e\u{301}") == value)
        #expect(value.removing("\u{E9}") == ["a": 1, "b": 3])
    }

    @Test func `what there is none of is null`() {
        #expect(JSONValue.text(nil) == .null)
        #expect(JSONValue.number(Int?.none) == .null)
        #expect(JSONValue.number(Int64.min).wholeNumber == nil)
        #expect(JSONValue.number(12).wholeNumber == 12)
        #expect(JSONValue.string("12").wholeNumber == nil)
    }

    @Test func `no bytes trap the scanner`() {
        let seed: UInt64 = 20_240_517
        var random = SplitMix(state: seed)
        let pieces =
            Array("{}[]\",:\\u0019eE+-.tfn \n".utf8) + [0x00, 0x80, 0xC3, 0xED, 0xF0, 0xFF]
        for _ in 0..<20_000 {
            let length = Int(random.next() % 24)
            let bytes = (0..<length).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }
            if let value = try? JSONValue.read(bytes, limit: 64) {
                #expect(
                    (try? JSONValue.read(value.canonical, limit: 256)) != nil, "seed \(seed)")
            }
        }
    }
}
