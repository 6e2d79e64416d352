import StrictJSON

/// Which of WeChat Pay's keys are replaced by new ones.
enum KeyRotation: String, CaseIterable {
    case platformCertificate = "platform-certificate"
    case publicKey = "public-key"
    case both

    /// Reads the body of `POST /sandbox/keys/rotate`; without one the platform certificate is
    /// replaced.
    init(body: [UInt8]) throws(ControlRefusal) {
        guard !body.isEmpty else {
            self = .platformCertificate
            return
        }
        guard let fields = try? JSONValue.read(body), fields.members?.map(\.name) == ["key"],
            case .string(let text)? = fields["key"], let rotation = KeyRotation(rawValue: text)
        else {
            let known = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badRequest("Send no body, or {\"key\": …} with one of \(known).")
        }
        self = rotation
    }
}
