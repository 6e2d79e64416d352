import StrictJSON

/// A failure that the sandbox was told to play on the next requests for an interface.
struct Fault: Codable, Sendable {
    let operation: Target
    /// The order that it is for; any, if `nil`.
    let outOrderNumber: String?
    let kind: Kind
    /// How many requests are still to meet it.
    var times: Int
    let delayMilliseconds: Int

    /// The name of an interface that faults can be played on.
    struct Target: RawRepresentable, Codable, Sendable, CaseIterable {
        static let allCases = SandboxOperation.calls.filter { $0.takesFaults }.map {
            Target($0.name)
        }

        let rawValue: String

        init?(rawValue: String) {
            guard Self.allCases.contains(where: { $0.rawValue == rawValue }) else { return nil }
            self.init(rawValue)
        }

        private init(_ name: String) { rawValue = name }
    }

    /// What happens to the request.
    enum Kind: String, Codable, Sendable, CaseIterable {
        /// Applied; the connection is dropped without an answer.
        case answerLost = "answer_lost"
        /// Not applied; the connection is dropped without an answer.
        case requestLost = "request_lost"
        /// Applied; answered after the delay.
        case delay
        /// Not applied; answered with 500 `SYSTEM_ERROR`.
        case error500 = "error_500"
        /// Applied; answered with 500 `SYSTEM_ERROR`.
        case error500Applied = "error_500_applied"
        /// Not applied; answered with 429 `FREQUENCY_LIMITED`.
        case rateLimited = "rate_limited"
        /// Applied; the answer has no signature.
        case unsigned
        /// Applied; the answer's signature is of something else.
        case badSignature = "bad_signature"
        /// Applied; the answer's signature is one of WeChat's probes.
        case signTest = "signtest"
        /// Applied; the signed answer names another order, or another authorization.
        case wrongOrder = "wrong_order"
        /// Applied; the signed answer is not JSON.
        case garbage
    }

    private enum CodingKeys: String, CodingKey {
        case operation, kind, times
        case outOrderNumber = "out_order_no"
        case delayMilliseconds = "delay_ms"
    }
}

extension Fault.Kind {
    /// What the request is answered with instead of being applied; `nil` if it is applied.
    var refusalBefore: SandboxRefusal? {
        switch self {
        case .error500: .systemError
        case .rateLimited: .frequencyLimited
        case .answerLost, .requestLost, .delay, .error500Applied, .unsigned, .badSignature,
            .signTest, .wrongOrder, .garbage:
            nil
        }
    }

    /// Returns the answer as this fault lets it go out; `nil` if nothing goes out.
    func spoiling(_ answer: Answer) -> Answer? {
        var spoiled = answer
        switch self {
        case .answerLost, .requestLost: return nil
        case .delay, .error500, .rateLimited: return answer
        case .error500Applied: return Answer(.systemError)
        case .unsigned: spoiled.signature = .absent
        case .badSignature: spoiled.signature = .wrong
        case .signTest: spoiled.signature = .probe
        case .wrongOrder: spoiled.body = Self.namingAnotherOrder(answer.body)
        case .garbage:
            if spoiled.status == 204 { spoiled.status = 200 }
            spoiled.body = Array("<html><body>502 Bad Gateway</body></html>".utf8)
        }
        return spoiled
    }

    private static func namingAnotherOrder(_ body: [UInt8]) -> [UInt8] {
        let names = ["out_order_no", "authorization_code"]
        guard let value = try? JSONValue.read(body),
            let name = names.first(where: { value[$0]?.text != nil }),
            let number = value[name]?.text
        else { return body }
        let other = number == "ANOTHER_ORDER" ? "YET_ANOTHER_ORDER" : "ANOTHER_ORDER"
        let text = String(decoding: body, as: UTF8.self)
        return Array(
            text.replacing("\"\(name)\":\"\(number)\"", with: "\"\(name)\":\"\(other)\"").utf8)
    }
}
