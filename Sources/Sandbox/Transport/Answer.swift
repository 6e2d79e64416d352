/// What the sandbox sends back, before it is signed.
struct Answer: Sendable {
    /// How the answer's signature is to turn out.
    enum Signature: String, Codable, Sendable {
        case valid
        /// No signature headers at all.
        case absent
        /// A well-formed signature of something else.
        case wrong
        /// WeChat's probe: a signature that starts with `WECHATPAY/SIGNTEST/`.
        case probe
    }

    var status: Int
    var body: [UInt8]
    var signature: Signature
    /// The part of `Request-ID` after the last hyphen.
    var requestIDTail = "0"
    var contentType = "application/json; charset=utf-8"
    /// What stands in the head besides.
    var headers: [(name: String, value: String)] = []
}

extension Answer {
    /// An answer that carries a value as JSON.
    init(status: Int, _ value: some Encodable, signature: Signature = .valid) {
        do {
            self.init(
                status: status, body: try JSONText.bytes(of: value), signature: signature)
        } catch {
            // Nothing that we encode fails; an empty 500 is still better than a trap.
            self.init(status: 500, body: [], signature: signature)
        }
    }

    /// An answer that refuses.
    init(_ refusal: SandboxRefusal, signature: Signature = .valid) {
        self.init(status: refusal.status, refusal.body, signature: signature)
        requestIDTail = refusal.requestIDTail
    }
}
