/// Why an answer is not verified.
public enum VerificationProblem: String, Hashable, Sendable, CaseIterable {
    /// The answer is not signed, or a header of the signature is missing or repeated.
    case unsigned
    /// The timestamp is not a plain number of seconds.
    case timestampMalformed = "timestamp_malformed"
    /// The timestamp is more than five minutes from our clock.
    case timestampOutsideWindow = "timestamp_outside_window"
    /// The answer is signed with a key that we do not hold.
    case unknownSerial = "unknown_serial"
    /// The certificate that we hold has ended, or has not begun.
    case keyNotValid = "key_not_valid"
    /// The signature is not Base64 of the right length.
    case signatureMalformed = "signature_malformed"
    /// The signature does not match the answer.
    case signatureWrong = "signature_wrong"
    /// This process has accepted an answer with the same nonce in the last fifteen minutes.
    case nonceRepeated = "nonce_repeated"
}
