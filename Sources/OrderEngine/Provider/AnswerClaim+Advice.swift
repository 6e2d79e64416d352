import OrderJournal

extension AnswerClaim {
    /// What to look at because of it.
    ///
    /// WeChat leaves a refusal unsigned where the request's own signature did not hold, but never
    /// a success.
    package var advice: String {
        switch problem {
        case .unsigned where status < 300: "something between here and WeChat answers in its place"
        case .unsigned where status < 500:
            "compare certificate_serial, private_key_file and mchid with the merchant platform, "
                + "and this machine's clock with the time: WeChat does not sign its answer if one "
                + "of them is wrong; if all are right, something between here and WeChat answers "
                + "in its place"
        case .unsigned, .timestampMalformed, .signatureMalformed:
            "try again; if it stays, something between here and WeChat answers in its place"
        case .timestampOutsideWindow: "set this machine's clock"
        case .keyNotValid: Self.keyAdvice
        case .unknownSerial, .signatureWrong:
            "compare public_key_id and public_key_file, or the platform certificate, with the "
                + "merchant platform"
        case .nonceRepeated: "something between here and WeChat repeats its old answers"
        }
    }

    /// What to do about a platform certificate that is not valid.
    package static let keyAdvice =
        "take WeChat's present platform certificate, or its public key, from the merchant platform"
}
