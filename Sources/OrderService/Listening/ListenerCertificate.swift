import NIOCore
import NIOSSL
public import OrderLifecycle
import Synchronization

/// The certificate by which a listener speaks TLS; it can be replaced while the server runs.
///
/// TLS 1.2 and 1.3 are spoken. Connections that are open keep the certificate they began with.
public final class ListenerCertificate: Sendable {
    private struct Pair: Sendable {
        let chain: [NIOSSLCertificate]
        let privateKey: NIOSSLPrivateKey

        /// What a server of this pair speaks.
        var configuration: TLSConfiguration {
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) },
                privateKey: .privateKey(privateKey))
            configuration.minimumTLSVersion = .tlsv12
            return configuration
        }
    }

    private let pair: Mutex<Pair>

    /// Takes a certificate.
    ///
    /// - Parameters:
    ///   - chain: The certificates in PEM: the listener's own, then those that lead to one that is
    ///     trusted.
    ///   - privateKey: The private key of the first in PEM, not encrypted.
    /// - Throws: ``ListenerCertificateError`` if one cannot be read, or they do not belong
    ///   together.
    public init(chain: [UInt8], privateKey: [UInt8]) throws(ListenerCertificateError) {
        pair = Mutex(try Self.pair(chain, privateKey))
    }

    /// Uses another certificate for connections that begin from now on.
    ///
    /// - Parameters:
    ///   - chain: The certificates in PEM, as at the beginning.
    ///   - privateKey: The private key of the first in PEM.
    /// - Throws: ``ListenerCertificateError``; the certificate that there was stays then.
    public func replace(
        chain: [UInt8], privateKey: [UInt8]
    ) throws(ListenerCertificateError) {
        let new = try Self.pair(chain, privateKey)
        pair.withLock { $0 = new }
    }

    /// When the listener's own certificate ends.
    public var endsAt: Timestamp {
        let end = pair.withLock { $0.chain.first?.notValidAfter ?? 0 }
        return Timestamp(clamping: Int64(end) * 1000)
    }

    /// What a server speaks, whose certificate is looked up for each connection.
    var configuration: TLSConfiguration {
        var configuration = pair.withLock(\.configuration)
        configuration.applicationProtocols = ["http/1.1"]
        configuration.sslContextCallback = { [self] _, promise in
            let now = pair.withLock { $0 }
            var override = NIOSSLContextConfigurationOverride()
            override.certificateChain = now.chain.map { .certificate($0) }
            override.privateKey = .privateKey(now.privateKey)
            promise.succeed(override)
        }
        return configuration
    }

    private static func pair(
        _ chain: [UInt8], _ privateKey: [UInt8]
    ) throws(ListenerCertificateError) -> Pair {
        guard let chain = try? NIOSSLCertificate.fromPEMBytes(chain), !chain.isEmpty else {
            throw .chain
        }
        guard let privateKey = try? NIOSSLPrivateKey(bytes: privateKey, format: .pem) else {
            throw .privateKey
        }
        let pair = Pair(chain: chain, privateKey: privateKey)
        // Whether the key is that of the certificate shows only here.
        guard (try? NIOSSLContext(configuration: pair.configuration)) != nil else {
            throw .mismatch
        }
        return pair
    }
}
