import Foundation
import OrderLifecycle
import StrictJSON

/// A signed token (JWT, RFC 7519) in its compact form, read but not trusted yet.
struct IdentityToken: Hashable, Sendable {
    private let text: String
    /// What the signature is of: header and claims as they came.
    let signed: [UInt8]
    let signature: [UInt8]
    /// The names of the key and of the algorithm; `nil` where the header has none of its own, or
    /// asks for an extension that would have to be understood.
    let key: String?
    let algorithm: String?
    let claims: JSONValue

    private static let sizeLimit = 16_384

    /// Reads a token; `nil` if the text has not its form.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.sizeLimit, parts.count == 3,
            let header = Self.object(parts[0]), let claims = Self.object(parts[1]),
            let signature = Self.bytes(parts[2])
        else { return nil }
        self.text = text
        signed = Array("\(parts[0]).\(parts[1])".utf8)
        self.signature = signature
        let isPlain = header["crit"] == nil
        key = isPlain ? header["kid"]?.text : nil
        algorithm = header["alg"]?.text
        self.claims = claims
    }

    /// A time among the claims, in whole seconds.
    func time(_ claim: String) -> Timestamp? {
        claims[claim]?.wholeNumber.flatMap { seconds in
            let (milliseconds, isTooLarge) = seconds.multipliedReportingOverflow(by: 1000)
            return isTooLarge ? nil : Timestamp(clamping: milliseconds)
        }
    }

    /// A claim: by its name or, where the name begins with `/`, by its place (RFC 6901).
    func claim(at place: String) -> JSONValue? {
        guard place.first == "/" else { return claims[place] }
        return place.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
            .reduce(claims) { value, name in
                value?[String(name).replacing("~1", with: "/").replacing("~0", with: "~")]
            }
    }

    private static func object(_ part: Substring) -> JSONValue? {
        guard let bytes = bytes(part),
            let value = try? JSONValue.read(bytes, limit: sizeLimit), value.members != nil
        else { return nil }
        return value
    }

    /// Reads base64url without padding, in the one form that its bytes have.
    private static func bytes(_ part: Substring) -> [UInt8]? {
        guard !part.contains(where: { "+/=".contains($0) }) else { return nil }
        let standard = String(part).replacing("-", with: "+").replacing("_", with: "/")
        let padded = standard + String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: padded), data.base64EncodedString() == padded else {
            return nil
        }
        return Array(data)
    }
}

extension IdentityToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Never the token itself.
    var description: String { "‹identity token, redacted›" }
    /// Never the token itself.
    var debugDescription: String { description }
    /// Never the token itself.
    var customMirror: Mirror { Mirror(self, children: []) }
}
