/// What is wrong with an answer's signature.
public enum VerificationProblem: String, Hashable, Sendable, CaseIterable {
    case timestampMalformed = "timestamp_malformed"
    case timestampOutsideWindow = "timestamp_outside_window"
    case unknownSerial = "unknown_serial"
    case keyNotValid = "key_not_valid"
    case signatureMalformed = "signature_malformed"
    case signatureWrong = "signature_wrong"
    case nonceRepeated = "nonce_repeated"
}
