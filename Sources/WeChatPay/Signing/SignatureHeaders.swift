/// The headers that carry WeChat's signature, each present exactly once.
package struct SignatureHeaders: Hashable, Sendable {
    let timestamp: String
    let nonce: String
    let signature: String
    let serial: String
    let type: String?

    /// Takes the headers of an answer or a notification.
    ///
    /// - Parameter values: All values of a header by its name, whose case does not matter.
    /// - Returns: `nil` if a header is missing, empty or repeated.
    package init?(_ values: (String) -> [String]) {
        func single(_ name: String) -> String? {
            let found = values(name)
            guard found.count == 1, let value = found.first, !value.isEmpty else { return nil }
            return value
        }
        let types = values("Wechatpay-Signature-Type")
        guard let timestamp = single("Wechatpay-Timestamp"),
            let nonce = single("Wechatpay-Nonce"),
            let signature = single("Wechatpay-Signature"),
            let serial = single("Wechatpay-Serial"),
            types.count <= 1
        else { return nil }
        self.timestamp = timestamp
        self.nonce = nonce
        self.signature = signature
        self.serial = serial
        type = types.first
    }
}
