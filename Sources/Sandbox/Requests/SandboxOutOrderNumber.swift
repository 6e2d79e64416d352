/// The rules for `out_order_no`, and for `authorization_code`: 1 to 32 of the digits, letters, `_`,
/// `-`, `|` and `*`.
enum SandboxOutOrderNumber {
    static let maxLength = 32

    /// Tells whether a text can be an order number.
    static func isValid(_ text: String) -> Bool {
        (1...maxLength).contains(text.utf8.count) && text.utf8.allSatisfy(isAllowed)
    }

    /// Reads the number out of the path.
    ///
    /// WeChat's gateway counts the bytes of the segment as it is percent-encoded: 29 characters
    /// with four `|` are 37 bytes and refused. A bare `|`, which a strict client encodes, counts as
    /// the three bytes of `%7C`.
    static func inPath(
        _ segment: String, as parameter: PathParameter = .outOrderNumber
    ) throws(SandboxRefusal) -> String {
        let encodedLength = segment.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "|") ? 3 : 1) }
        guard encodedLength <= maxLength else {
            throw .pathParameter(parameter, segment, "字节数 \(encodedLength),大于最大值 \(maxLength)")
        }
        guard let number = percentDecoded(segment), isValid(number) else {
            throw .pathParameter(
                parameter, segment, "只能包含数字、字母及_-|*,长度1至\(maxLength)")
        }
        return number
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "|"), UInt8(ascii: "*"): true
        default: false
        }
    }
}

/// Decodes percent-encoding once; `nil` if it is malformed or hides bytes that are not UTF-8.
func percentDecoded(_ text: some StringProtocol) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8.makeIterator()
    while let byte = rest.next() {
        guard byte == UInt8(ascii: "%") else {
            bytes.append(byte)
            continue
        }
        guard let high = rest.next().flatMap(hexadecimalDigit),
            let low = rest.next().flatMap(hexadecimalDigit)
        else { return nil }
        bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self)
}
