/// `Authorization: WECHATPAY2-SHA256-RSA2048
/// mchid="…",nonce_str="…",signature="…",timestamp="…",serial_no="…"`.
struct AuthorizationHeader {
    private static let scheme = "WECHATPAY2-SHA256-RSA2048"
    private static let names: Set = ["mchid", "nonce_str", "signature", "timestamp", "serial_no"]

    let merchantID: String
    let nonce: String
    let signature: String
    /// The time as it was spelled, which is what the signature covers.
    let timestamp: String
    let serial: String
    /// The time in seconds.
    let seconds: Int

    /// Reads the five items, in whichever order they stand; `nil` unless each is there once.
    init?(_ text: String) {
        guard text.hasPrefix("\(Self.scheme) ") else { return nil }
        var items: [String: String] = [:]
        var rest = text.dropFirst(Self.scheme.count + 1)
        while true {
            rest = rest.drop { $0 == " " }
            guard let equals = rest.firstIndex(of: "=") else { return nil }
            let name = String(rest[..<equals])
            rest = rest[equals...].dropFirst()
            guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else {
                return nil
            }
            let value = String(rest[..<end].dropFirst())
            guard Self.names.contains(name), !value.isEmpty,
                items.updateValue(value, forKey: name) == nil
            else { return nil }
            rest = rest[end...].dropFirst().drop { $0 == " " }
            if rest.isEmpty { break }
            guard rest.first == "," else { return nil }
            rest = rest.dropFirst()
        }
        guard let merchantID = items["mchid"], let nonce = items["nonce_str"],
            let signature = items["signature"], let timestamp = items["timestamp"],
            let serial = items["serial_no"], let seconds = Self.seconds(timestamp)
        else { return nil }
        self.merchantID = merchantID
        self.nonce = nonce
        self.signature = signature
        self.timestamp = timestamp
        self.serial = serial
        self.seconds = seconds
    }

    /// Reads one to eleven ASCII digits; a sign, which Swift's `Int` would take, is none.
    private static func seconds(_ text: String) -> Int? {
        guard (1...11).contains(text.utf8.count), text.utf8.allSatisfy(isDigit) else { return nil }
        return Int(text)
    }
}
