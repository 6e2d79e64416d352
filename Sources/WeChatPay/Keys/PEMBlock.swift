import Foundation
import SwiftASN1

/// The one block of a PEM file (RFC 7468).
struct PEMBlock {
    /// What stands between `BEGIN` and the dashes.
    let label: Label
    /// The decoded content.
    let der: [UInt8]

    /// The kinds of block that are told apart.
    enum Label: String {
        case pkcs8PrivateKey = "PRIVATE KEY"
        case pkcs1PrivateKey = "RSA PRIVATE KEY"
        case ecPrivateKey = "EC PRIVATE KEY"
        case publicKey = "PUBLIC KEY"
        case pkcs1PublicKey = "RSA PUBLIC KEY"
        case certificate = "CERTIFICATE"
    }

    /// Reads a file that holds exactly one block and nothing else.
    ///
    /// - Throws: ``WeChatPayError``, `key_not_pem`, `key_file_surplus` or `key_encrypted`.
    init(_ bytes: [UInt8], of subject: String) throws(WeChatPayError) {
        func malformed(_ explanation: String) -> WeChatPayError {
            WeChatPayError(.keyNotPEM, subject, explanation)
        }
        guard bytes.allSatisfy({ $0 < 0x80 }) else {
            throw malformed("the file is not PEM: it has bytes that are not ASCII")
        }
        let text = String(decoding: bytes, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let begins = text.ranges(of: "-----BEGIN ")
        let ends = text.ranges(of: "-----END ")
        guard let begin = begins.first, let end = ends.last, begin.upperBound <= end.lowerBound
        else { throw malformed("the file has no PEM block from BEGIN to END") }
        guard begin.lowerBound == text.startIndex, begins.count == 1, ends.count == 1,
            !text[end.lowerBound...].contains(where: \.isNewline)
        else {
            throw WeChatPayError(
                .keyFileSurplus, subject,
                "the file must hold one PEM block and nothing before or after it")
        }
        guard !text.contains("ENCRYPTED") else {
            throw WeChatPayError(
                .keyEncrypted, subject,
                "the key is encrypted; write it without a passphrase and protect the file")
        }
        // What the library throws repeats words of the file.
        guard let document = try? PEMDocument(pemString: text) else {
            throw malformed(
                "the PEM block is not base64 in lines of 64 characters between a BEGIN and an END "
                    + "line that agree")
        }
        guard let label = Label(rawValue: document.discriminator),
            text.hasSuffix("-----END \(label.rawValue)-----")
        else { throw malformed("the BEGIN and END lines are of no kind that holds a key") }
        self.label = label
        der = document.derBytes
    }
}
