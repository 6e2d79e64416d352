import Crypto
import Foundation
import OrderJournal

/// The API v2 key: the 32 bytes with which the merchant signs what its app hands to WeChat.
///
/// No call of API v3 uses it. It shows nothing of itself in any description.
public struct APIv2Key: Sendable {
    private let bytes: [UInt8]

    /// The length of the key.
    public static let length = 32

    /// Reads the key from a file that nobody else can open; one newline at the end is ignored.
    ///
    /// - Throws: ``WeChatPayError`` whose code begins with `key_file`, or `api_v2_key_length`.
    public init(file path: String) throws(WeChatPayError) {
        var bytes = try KeyFile.read(path, as: .secret)
        if bytes.last == 0x0A { bytes.removeLast() }
        if bytes.last == 0x0D { bytes.removeLast() }
        try self.init(bytes: bytes, named: path)
    }

    /// Takes the key's bytes.
    ///
    /// - Parameters:
    ///   - bytes: The key: 32 bytes.
    ///   - name: What the key is called in errors.
    /// - Throws: ``WeChatPayError``, `api_v2_key_length`.
    public init(bytes: [UInt8], named name: String = "API v2 key") throws(WeChatPayError) {
        guard bytes.count == Self.length else {
            throw WeChatPayError(
                .apiV2KeyLength, name,
                "the key has \(bytes.count) bytes, exactly \(Self.length) are needed")
        }
        self.bytes = bytes
    }

    /// The `sign` of parameters, as API v2 demands it: those with a value, `sign` apart, sorted by
    /// the bytes of their names, joined as in a query that is not encoded, with the key behind
    /// them; HMAC-SHA256 with the key over that, in upper-case hex.
    func signature(of parameters: [(name: String, value: String)]) -> String {
        let signed = parameters.filter { $0.name != "sign" && !$0.value.isEmpty }
            .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        let text = signed.map { "\($0.name)=\($0.value)&" }.joined() + "key="
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(text.utf8) + bytes, using: SymmetricKey(data: bytes))
        return Hex.text(Array(code)).uppercased()
    }
}

extension APIv2Key: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Nothing of the key.
    public var description: String { "‹API v2 key›" }
    /// Nothing of the key.
    public var debugDescription: String { description }
    /// Nothing of the key.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
