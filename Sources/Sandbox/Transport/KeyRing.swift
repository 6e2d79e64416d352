import Foundation
import Synchronization

/// The keys of the imitated WeChat Pay as they are now; a rotation replaces them while the sandbox
/// runs.
final class KeyRing: Sendable {
    private struct Keys {
        var identity: Identity
        var publicKey: SigningKey
        var platform: SigningKey

        init(_ identity: Identity) throws(SandboxError) {
            self.identity = identity
            publicKey = try SigningKey(
                serial: identity.publicKey.id, pem: identity.publicKey.privateKey)
            platform = try SigningKey(
                serial: identity.platform.serial, pem: identity.platform.privateKey)
        }
    }

    private let directory: SandboxDirectory
    private let keys: Mutex<Keys>
    /// The `Wechatpay-Serial` of the merchant's last signed request.
    private let lastAsked = Mutex<String?>(nil)

    init(_ directory: SandboxDirectory) throws(SandboxError) {
        self.directory = directory
        keys = Mutex(try Keys(directory.identity))
    }

    /// The merchant, and all keys.
    var identity: Identity { keys.withLock { $0.identity } }

    /// Remembers which key a request of the merchant's asks for.
    func remember(asked serial: String?) { lastAsked.withLock { $0 = serial } }

    /// The key that signs what goes out without a request.
    func signingKey(_ mode: SigningMode) -> SigningKey {
        // The public-key mode follows a request only in its own answer.
        signingKey(mode, asked: mode == .either ? lastAsked.withLock { $0 } : nil)
    }

    /// The key that signs the answer to a request with this `Wechatpay-Serial`.
    func signingKey(_ mode: SigningMode, asked serial: String?) -> SigningKey {
        keys.withLock { keys in
            switch mode {
            case .platformCertificate: return keys.platform
            case .publicKey:
                let known = [keys.identity.platform] + keys.identity.retiredPlatforms
                return known.contains { $0.serial == serial } ? keys.platform : keys.publicKey
            case .either:
                let asksForPublicKey = serial?.hasPrefix(PublicKeyPair.prefix) == true
                return asksForPublicKey ? keys.publicKey : keys.platform
            }
        }
    }

    /// Makes new keys, stores them, and signs with them from then on.
    ///
    /// - Returns: the identity with the new keys.
    func rotate(_ rotation: KeyRotation, at now: Date) throws(SandboxError) -> Identity {
        let platform: PlatformKey?
        let pair: PublicKeyPair?
        do {
            platform = rotation == .publicKey ? nil : try PlatformKey.generated(at: now)
            pair = rotation == .platformCertificate ? nil : try PublicKeyPair.generated()
        } catch {
            throw .keysUnusable(cause: "they cannot be made")
        }
        return try keys.withLock { (keys: inout sending Keys) throws(SandboxError) -> Identity in
            var next = keys.identity
            if let platform {
                next.retiredPlatforms.removeAll { ($0.listedUntil ?? now) <= now }
                next.platform.listedUntil = now.addingTimeInterval(PlatformKey.overlap)
                next.retiredPlatforms.append(next.platform)
                next.platform = platform
            }
            if let pair { next.publicKey = pair }
            let fresh = try Keys(next)
            try directory.replaceIdentity(with: next)
            keys = fresh
            if let pair { try directory.writePublicKey(pair) }
            return next
        }
    }
}
