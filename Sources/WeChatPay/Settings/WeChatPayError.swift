/// A mistake in what the adapter was given, or a failure outside the calls of an order.
///
/// No secret, key or customer identifier stands in it: files are named by their path, settings by
/// their name.
public struct WeChatPayError: Error, Hashable, Sendable {
    /// The stable code.
    public let code: WeChatPayErrorCode
    /// What the mistake is in: a path, a setting, or a JSON pointer.
    public let subject: String
    /// What is wrong and what would be right.
    public let explanation: String

    /// Creates an error.
    public init(_ code: WeChatPayErrorCode, _ subject: String, _ explanation: String) {
        self.code = code
        self.subject = subject
        self.explanation = explanation
    }
}

/// The stable codes of ``WeChatPayError``, in the order in which they are looked for.
public enum WeChatPayErrorCode: String, Hashable, Sendable, CaseIterable {
    /// A setting is outside what is accepted.
    case settingInvalid = "setting_invalid"
    /// The base URL is none of WeChat's hosts and no loopback address.
    case baseURLRefused = "base_url_refused"
    /// The base URL is plain HTTP on loopback, which must be allowed explicitly.
    case loopbackNotAllowed = "loopback_not_allowed"

    /// There is no file at the path of a key.
    case keyFileMissing = "key_file_missing"
    /// The file of a key cannot be read.
    case keyFileUnreadable = "key_file_unreadable"
    /// The path of a key leads through a symbolic link out of its own directory.
    case keyFileOutside = "key_file_outside"
    /// The path of a key names a directory, a pipe or a device.
    case keyFileNotRegular = "key_file_not_regular"
    /// The file of a secret belongs neither to this process's user nor to root.
    case keyFileOwner = "key_file_owner"
    /// The file of a secret may be read or written by others.
    case keyFilePermissions = "key_file_permissions"
    /// Others could have changed or replaced a file that says whom to trust, or holds a key.
    case fileUntrusted = "file_untrusted"
    /// The file of a key is empty.
    case keyFileEmpty = "key_file_empty"
    /// The file is far too large to be a key.
    case keyFileTooLarge = "key_file_too_large"

    /// The file has no well-formed PEM block.
    case keyNotPEM = "key_not_pem"
    /// The file has something besides its one PEM block.
    case keyFileSurplus = "key_file_surplus"
    /// The private key is encrypted.
    case keyEncrypted = "key_encrypted"
    /// A certificate stands where a key is needed.
    case keyIsCertificate = "key_is_certificate"
    /// A public key stands where a private key or a certificate is needed.
    case keyIsPublic = "key_is_public"
    /// A private key stands where a public key or a certificate is needed.
    case keyIsPrivate = "key_is_private"
    /// The key is not an RSA key.
    case keyNotRSA = "key_not_rsa"
    /// The key cannot be decoded, or its numbers are no RSA key.
    case keyMalformed = "key_malformed"
    /// The RSA key has fewer than 2048 bits.
    case keyTooSmall = "key_too_small"
    /// The API v3 key is not exactly 32 bytes.
    case apiV3KeyLength = "api_v3_key_length"
    /// The API v2 key is not exactly 32 bytes.
    case apiV2KeyLength = "api_v2_key_length"

    /// The platform certificate cannot be decoded.
    case certificateMalformed = "certificate_malformed"
    /// The platform certificate bears another serial number than announced.
    case certificateSerial = "certificate_serial"
    /// The platform certificate is not valid at this time.
    case certificateExpired = "certificate_expired"
    /// The API v3 key does not open what WeChat encrypted.
    case decryptionFailed = "decryption_failed"
    /// WeChat did not give its certificates in a verified answer.
    case certificatesUnavailable = "certificates_unavailable"

    /// The random source repeats itself or gives too little.
    case randomnessExhausted = "randomness_exhausted"
    /// The merchant's key would not sign.
    case signingFailed = "signing_failed"

    /// The text is not the strict JSON that is accepted.
    case jsonInvalid = "json_invalid"
    /// The JSON is no order of WeChat's: a member has the wrong type or breaks its rule.
    case orderInvalid = "order_invalid"
    /// A launch of a page in WeChat has a value that WeChat did not make, or is too long.
    case launchInvalid = "launch_invalid"
    /// The file is no trade bill of WeChat's, is cut short, or is another merchant's.
    case billInvalid = "bill_invalid"
    /// WeChat gave no list of the bill's parts in a verified answer, or did not let one be
    /// downloaded.
    case billUnavailable = "bill_unavailable"
    /// A part of a bill is not what WeChat signed.
    case billAltered = "bill_altered"

    /// Whether the same call may succeed later without anything being changed.
    public var isTransient: Bool {
        switch self {
        case .certificatesUnavailable, .billUnavailable: true
        case .settingInvalid, .baseURLRefused, .loopbackNotAllowed, .keyFileMissing,
            .keyFileUnreadable, .keyFileOutside, .keyFileNotRegular, .keyFileOwner,
            .keyFilePermissions, .fileUntrusted, .keyFileEmpty, .keyFileTooLarge, .keyNotPEM,
            .keyFileSurplus, .keyEncrypted, .keyIsCertificate, .keyIsPublic, .keyIsPrivate,
            .keyNotRSA, .keyMalformed, .keyTooSmall, .apiV3KeyLength, .apiV2KeyLength,
            .certificateMalformed, .certificateSerial, .certificateExpired, .decryptionFailed,
            .randomnessExhausted, .signingFailed, .jsonInvalid, .orderInvalid, .launchInvalid,
            .billInvalid, .billAltered:
            false
        }
    }
}

extension WeChatPayError: CustomStringConvertible {
    /// The subject and what is wrong with it.
    public var description: String { "\(subject): \(explanation)" }
}
