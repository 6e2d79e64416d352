import Foundation

/// The directory of a sandbox: its identity, the files that the merchant's side reads, and the
/// order file.
struct SandboxDirectory: Sendable {
    private static let identityFile = "sandbox-identity.json"
    static let configurationFile = "payscore.json"
    static let merchantKeyFile = "merchant_private_key.pem"
    static let merchantCertificateFile = "merchant_certificate.pem"
    static let apiV3KeyFile = "api_v3_key.txt"
    static let apiV2KeyFile = "api_v2_key.txt"
    static let publicKeyFile = "wechatpay_public_key.pem"
    static let customerKeyFile = "customer_key.txt"
    static let controlTokenName = "control-token"
    static let recordFile = "sandbox-records.jsonl"

    let root: URL
    /// The keys that were there when it was opened; ``KeyRing`` knows those of now.
    let identity: Identity
    let lock: DirectoryLock

    var configuration: URL { root.appendingPathComponent(Self.configurationFile) }
    var controlTokenFile: URL { root.appendingPathComponent(Self.controlTokenName) }
    var records: URL { root.appendingPathComponent(Self.recordFile) }

    /// Opens a directory, and makes it and the identity in it on the first start.
    static func open(_ root: URL, at now: Date) throws(SandboxError) -> SandboxDirectory {
        do {
            try FileManager.default.createDirectory(
                at: root, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw .fileUnusable(path: root.path, cause: "the directory cannot be made")
        }
        try checkIsFree(root)
        let lock = try DirectoryLock(directory: root)
        let stored = try storedIdentity(in: root)
        if stored != nil { DurableFile.removeDrafts(in: root) }
        let identity = if let stored { stored } else { try newIdentity(in: root, at: now) }
        let directory = SandboxDirectory(root: root, identity: identity, lock: lock)
        try directory.writeMissingCopies()
        return directory
    }

    private static func storedIdentity(in root: URL) throws(SandboxError) -> Identity? {
        let file = root.appendingPathComponent(identityFile)
        guard let content = try DurableFile.content(of: file) else { return nil }
        do {
            return try JSONDecoder().decode(Identity.self, from: Data(content))
        } catch {
            throw .fileDamaged(path: file.path, line: nil)
        }
    }

    private static func newIdentity(in root: URL, at now: Date) throws(SandboxError) -> Identity {
        try checkIsFree(root)
        let identity = try Identity.generated(at: now)
        try DurableFile.make(
            root.appendingPathComponent(identityFile), with: try content(of: identity), mode: 0o600)
        return identity
    }

    /// Stores other keys than the directory was opened with.
    func replaceIdentity(with identity: Identity) throws(SandboxError) {
        try DurableFile.replace(
            root.appendingPathComponent(Self.identityFile), with: try Self.content(of: identity),
            mode: 0o600)
    }

    private static func content(of identity: Identity) throws(SandboxError) -> [UInt8] {
        guard let content = try? JSONText.bytes(of: identity) else {
            throw .keysUnusable(cause: "they cannot be stored")
        }
        return content
    }

    /// Makes sure that a directory without an identity holds nothing under one of our names.
    ///
    /// Without an identity a file of ours cannot be ours: it may be a merchant's real key.
    private static func checkIsFree(_ root: URL) throws(SandboxError) {
        guard !DurableFile.isTaken(root.appendingPathComponent(identityFile)) else { return }
        let ours = [
            configurationFile, merchantKeyFile, merchantCertificateFile, apiV3KeyFile,
            apiV2KeyFile, publicKeyFile, customerKeyFile, controlTokenName, recordFile,
        ]
        for name in ours where DurableFile.isTaken(root.appendingPathComponent(name)) {
            throw .directoryTaken(path: root.path, file: name)
        }
    }

    private func writeMissingCopies() throws(SandboxError) {
        let copies: [(name: String, content: String, mode: mode_t)] = [
            (Self.merchantKeyFile, identity.merchantPrivateKey, 0o600),
            (Self.apiV3KeyFile, identity.apiV3Key, 0o600),
            (Self.merchantCertificateFile, identity.merchantCertificate, 0o644),
            (Self.publicKeyFile, identity.publicKey.publicKey, 0o644),
        ]
        for copy in copies {
            let file = root.appendingPathComponent(copy.name)
            guard try DurableFile.content(of: file) == nil else { continue }
            try DurableFile.make(file, with: Array(copy.content.utf8), mode: copy.mode)
        }
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        // What the sandbox has no part in and does not keep: the merchant's own secret, and the key
        // for pages of WeChat's, which it does not imitate.
        for (name, text) in [
            (Self.customerKeyFile, Data(bytes).base64EncodedString() + "\n"),
            (Self.apiV2KeyFile, RandomText.lettersAndDigits(32)),
        ] {
            let file = root.appendingPathComponent(name)
            guard try DurableFile.content(of: file) == nil else { continue }
            try DurableFile.make(file, with: Array(text.utf8), mode: 0o600)
        }
    }
}
