package import Foundation
import StrictJSON

/// Base64 in the one form that encoding gives; the decoder alone accepts several.
package enum CanonicalBase64 {
    package static func decode(_ text: String) -> Data? {
        guard let data = Data(base64Encoded: text), !data.isEmpty,
            data.base64EncodedString().isIdentical(to: text)
        else { return nil }
        return data
    }
}
