import AsyncHTTPClient
import Crypto
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import OrderService
import SwiftASN1
import X509

/// A certificate for 127.0.0.1 that its key has signed itself.
struct TestCertificate {
    let chain: [UInt8]
    let privateKey: [UInt8]
    /// When it ends, in milliseconds.
    let end: Int64

    init(endsIn seconds: TimeInterval = 86_400) throws {
        let key = P256.Signing.PrivateKey()
        let name = try DistinguishedName { CommonName("127.0.0.1") }
        let now = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded())
        let notAfter = now.addingTimeInterval(seconds)
        end = Int64(notAfter.timeIntervalSince1970) * 1000
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(),
            publicKey: Certificate.PublicKey(key.publicKey),
            notValidBefore: now.addingTimeInterval(-60), notValidAfter: notAfter, issuer: name,
            subject: name, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                SubjectAlternativeNames([.ipAddress(.init(contentBytes: [127, 0, 0, 1]))])
            }, issuerPrivateKey: Certificate.PrivateKey(key))
        chain = Array(try certificate.serializeAsPEM().pemString.utf8)
        privateKey = Array(key.pemRepresentation.utf8)
    }

    func listenerCertificate() throws -> ListenerCertificate {
        try ListenerCertificate(chain: chain, privateKey: privateKey)
    }

    /// Makes a request as somebody does who trusts this certificate alone.
    func get(_ url: String, version: TLSVersion = .tlsv12) async throws -> Int {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(chain))
        tls.minimumTLSVersion = .tlsv1
        tls.maximumTLSVersion = version
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: configuration)
        let outcome: Result<Int, any Error>
        do {
            let response = try await client.execute(
                HTTPClientRequest(url: url), timeout: .seconds(30))
            outcome = .success(Int(response.status.code))
        } catch { outcome = .failure(error) }
        try await client.shutdown()
        return try outcome.get()
    }
}
