import Foundation

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
        case encryptedPrivateKey = "ENCRYPTED PRIVATE KEY"
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
        let lines = String(decoding: bytes, as: UTF8.self)
            .split(omittingEmptySubsequences: false) { $0.isNewline }
            .map { String($0).trimmingCharacters(in: .whitespaces) }
        guard let begin = lines.firstIndex(where: { $0.hasPrefix("-----BEGIN ") }),
            let end = lines[begin...].firstIndex(where: { $0.hasPrefix("-----END ") })
        else { throw malformed("the file has no PEM block from BEGIN to END") }
        let others = lines[..<begin] + lines[(end + 1)...]
        guard others.allSatisfy(\.isEmpty) else {
            throw WeChatPayError(
                .keyFileSurplus, subject,
                "the file must hold one PEM block and nothing before or after it")
        }
        let name = lines[begin].dropFirst("-----BEGIN ".count)
        guard name.hasSuffix("-----"), lines[end] == "-----END \(name)",
            let label = Label(rawValue: String(name.dropLast(5)))
        else { throw malformed("the BEGIN and END lines are unknown or do not agree") }
        let content = lines[(begin + 1)..<end]
        if label == .encryptedPrivateKey || content.contains(where: { $0.contains("ENCRYPTED") }) {
            throw WeChatPayError(
                .keyEncrypted, subject,
                "the key is encrypted; write it without a passphrase and protect the file")
        }
        guard let der = Data(base64Encoded: content.joined()), !der.isEmpty else {
            throw malformed("the content of the PEM block is not base64")
        }
        self.label = label
        self.der = Array(der)
    }

    /// Whether the key inside is one of elliptic curves: `id-ecPublicKey`, 1.2.840.10045.2.1.
    var namesEllipticCurve: Bool {
        let identifier: [UInt8] = [0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
        return der.prefix(64).firstRange(of: identifier) != nil
    }
}
