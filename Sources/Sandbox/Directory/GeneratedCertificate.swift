import CryptoExtras
import Foundation
import SwiftASN1
import X509

/// A certificate that a key has signed for itself.
struct GeneratedCertificate {
    /// Forty hexadecimal digits.
    let serial: String
    let pem: String

    init(for key: _RSA.Signing.PrivateKey, name: String, validity: ClosedRange<Date>) throws {
        let bytes = Self.serialBytes()
        let subject = try DistinguishedName { CommonName(name) }
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(bytes: bytes),
            publicKey: Certificate.PublicKey(key.publicKey),
            notValidBefore: validity.lowerBound,
            notValidAfter: validity.upperBound,
            issuer: subject,
            subject: subject,
            signatureAlgorithm: .sha256WithRSAEncryption,
            extensions: Certificate.Extensions(),
            issuerPrivateKey: Certificate.PrivateKey(key))
        serial = Self.hexadecimal(bytes)
        pem = try certificate.serializeAsPEM().pemString + "\n"
    }

    /// From an hour ago, for clocks that go wrong, until five years from now.
    static func validity(at now: Date) -> ClosedRange<Date> {
        now.addingTimeInterval(-3600)...now.addingTimeInterval(5 * 365 * 24 * 3600)
    }

    /// Twenty bytes that spell forty hexadecimal digits as a positive number.
    private static func serialBytes() -> [UInt8] {
        [UInt8.random(in: 0x10...0x7F)] + (1..<20).map { _ in UInt8.random(in: .min ... .max) }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count == 1 ? "0\(digits)" : digits
        }.joined()
    }
}
