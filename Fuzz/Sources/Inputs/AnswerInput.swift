import CryptoExtras
import Foundation
import NIOHTTP1
import OrderEngine
import OrderJournal
import OrderLifecycle

@testable import WeChatPay

/// An answer is believed exactly if the harness signed it so that it may be believed; and whatever
/// a believed answer says, it is read without a trap.
///
/// The first line holds the status, and `signed` if the harness signs the body, with a number if a
/// bit of that signature is turned; then come headers that replace those of the harness, an empty
/// line, and the body.
enum AnswerInput {
    static func check(
        _ bytes: [UInt8],
        believing believes: (SignatureHeaders, [UInt8]) -> Bool = Harness.believes
    ) throws(Violation) {
        let answer = ScriptedAnswer(bytes)
        let headers = answer.headers
        let isBelieved = SignatureHeaders(headers.values).map { believes($0, answer.body) } ?? false
        try demand(
            isBelieved == answer.isAuthentic,
            "an answer is believed exactly if it is authentic: \(answer)")
        let exchange = Exchange(
            .answered(
                HTTPAnswer(
                    status: answer.status, headers: HTTPHeaders(headers.all), body: answer.body)),
            verifiedBy: Harness.verifier, at: Harness.now)
        switch exchange {
        case .verified(let verified):
            try demand(answer.isAuthentic, "what is verified is authentic: \(answer)")
            try read(verified)
        case .unknown: try demand(!answer.isAuthentic, "what is authentic is verified: \(answer)")
        case .notSent: throw Violation(description: "an answer that came was asked for")
        }
    }

    private static func read(_ answer: VerifiedAnswer) throws(Violation) {
        let reader = AnswerReader(merchant: Harness.merchant, sizeLimit: 65_536)
        let isSuccess = answer.status == 200 || answer.status == 204
        switch reader.observation(in: answer, of: Harness.order) {
        case .accepted(let observation, let evidence):
            try demand(isSuccess, "only a success is accepted")
            let merchant = observation.identity.merchantID ?? Harness.merchant.merchantID
            try demand(merchant == Harness.merchant.merchantID, "the order is the merchant's")
            try demand((evidence.requestID?.utf8.count ?? 0) <= 64, "a request ID is cut")
        case .refused(let refusal, _):
            try demand(!isSuccess && answer.status < 500, "a refusal says nothing of our side")
            try demand(refusal.code.unicodeScalars.count <= 64, "a code is cut")
            try demand(refusal.message.unicodeScalars.count <= 512, "a message is cut")
        case .unknown: break
        case .notSent: throw Violation(description: "an answer that came was asked for")
        }
        for call in OrderCall.Kind.allCases {
            let request = ProviderRequest(
                call: call.rules.example(in: .unseen), order: Harness.order,
                message: RequestMessage(
                    path: "/v3/call", body: Array("{\"openid\":\"oCanary\"}".utf8)))
            guard case .refused(let refusal, _) = reader.receipt(in: answer, for: request) else {
                continue
            }
            try demand(!refusal.message.contains("oCanary"), "a message names no customer")
        }
        _ = try? CertificateList(
            answer.body, apiV3Key: Harness.merchant.apiV3Key, at: Harness.now, sizeLimit: 65_536)
    }
}

/// An answer as an input describes it.
struct ScriptedAnswer: CustomStringConvertible {
    let status: Int
    let headers: AnswerHeaders
    let body: [UInt8]
    /// Whether WeChat could have sent just this, and now.
    let isAuthentic: Bool

    /// Reads an input.
    ///
    /// - Parameter sent: What is sent, and signed, for a body.
    init(_ bytes: [UInt8], sending sent: ([UInt8]) -> [UInt8] = { $0 }) {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let head = lines.prefix { !$0.isEmpty }
        body = sent(Array(lines.dropFirst(head.count + 1).joined(separator: [0x0A])))
        let words = (head.first ?? []).split(separator: 0x20).map {
            String(decoding: $0, as: UTF8.self)
        }
        status = words.first.flatMap { UInt16($0) }.map(Int.init) ?? 200
        let isSigned = words.dropFirst().first == "signed"
        let turnedBit = words.dropFirst(2).first.flatMap { UInt16($0) }

        let given = head.dropFirst().compactMap(Self.header)
        var headers = AnswerHeaders(given)
        headers.fill("Wechatpay-Timestamp", with: String(Harness.seconds))
        headers.fill("Wechatpay-Nonce", with: "7f1a0e2b")
        headers.fill("Wechatpay-Serial", with: Harness.serial)
        let isForged = !headers.values("Wechatpay-Signature").isEmpty
        if isSigned, !isForged {
            let signature = Harness.signature(
                timestamp: headers.values("Wechatpay-Timestamp")[0],
                nonce: headers.values("Wechatpay-Nonce")[0], body: body, turning: turnedBit)
            headers.fill("Wechatpay-Signature", with: signature)
        }
        self.headers = headers
        isAuthentic = isSigned && !isForged && turnedBit == nil && headers.mayBeBelieved
    }

    var description: String { "\(status) \(headers.all) \(body.count) bytes" }

    /// A header; one whose name has other characters than RFC 9110 permits passes no HTTP parser.
    private static func header(_ line: ArraySlice<UInt8>) -> (String, String)? {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
            line[..<colon].allSatisfy(isOfName)
        else { return nil }
        let value = line[(colon + 1)...].drop { $0 == 0x20 }
        return (
            String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self)
        )
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}

/// The headers of an answer, and the rule for those that carry the signature, said a second time.
struct AnswerHeaders {
    private(set) var all: [(String, String)]

    init(_ all: [(String, String)]) {
        self.all = all
    }

    /// All values of a header; the case of ASCII letters in its name does not matter.
    func values(_ name: String) -> [String] {
        func folded(_ text: String) -> [UInt8] {
            text.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
        }
        return all.filter { folded($0.0) == folded(name) }.map(\.1)
    }

    /// Adds a header, unless it is there already.
    mutating func fill(_ name: String, with value: String) {
        if values(name).isEmpty { all.append((name, value)) }
    }

    /// Whether every header but the signature is such that the signature decides.
    var mayBeBelieved: Bool {
        let names = ["Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Serial"]
        guard names.allSatisfy({ values($0).count == 1 }), values("Wechatpay-Signature").count == 1
        else { return false }
        let timestamp = values(names[0])[0]
        let isNumber =
            (1...11).contains(timestamp.utf8.count)
            && timestamp.utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard isNumber, let seconds = Int64(timestamp), abs(Harness.seconds - seconds) <= 300
        else { return false }
        let nonce = Array(values(names[1])[0].utf8)
        let isVisible = nonce.allSatisfy { (0x21...0x7E).contains($0) }
        let type = values("Wechatpay-Signature-Type")
        return (1...128).contains(nonce.count) && isVisible
            && values(names[2])[0].utf8.elementsEqual(Harness.serial.utf8)
            && (type.isEmpty
                || type.count == 1 && type[0].utf8.elementsEqual("WECHATPAY2-SHA256-RSA2048".utf8))
    }
}
