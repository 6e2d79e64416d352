import OrderJournal
import OrderLifecycle
import StrictJSON

/// The body of an error answer, as far as it is understood.
struct ErrorAnswer: Hashable, Sendable {
    let code: String
    let message: String

    /// The most characters of a code and of a message that are kept.
    static let codeLimit = 64
    static let messageLimit = 512

    /// Parts of the messages "单据正在扣款中,请稍后再试" and "收款结果不明,请稍后重试", whose codes no page
    /// prints.
    private static let deductionRunning = ["扣款中", "收款结果不明"]

    /// Reads an error body; `nil` if it is no JSON object with a code.
    ///
    /// A permit in it is blotted out.
    ///
    /// - Parameter secret: A text that is blotted out, such as a customer's openid.
    init?(_ body: [UInt8], limit: Int, hiding secret: String? = nil) {
        guard let answer = try? JSONValue.read(body, limit: limit),
            let code = answer["code"]?.text, !code.isEmpty
        else { return nil }
        func kept(_ text: String, limit: Int) -> String {
            // Scalar by scalar: an accent behind the secret would make its last letter another one.
            var scalars = PermitMention.hidden(in: text).unicodeScalars
            if let secret, !secret.isEmpty {
                scalars.replace(secret.unicodeScalars, with: "‹redacted›".unicodeScalars)
            }
            return String(String.UnicodeScalarView(scalars.prefix(limit)))
        }
        self.code = kept(code, limit: Self.codeLimit)
        message = kept(answer["message"]?.text ?? "", limit: Self.messageLimit)
    }

    /// What a refusal with this status means; `nil` where the code says that WeChat is at fault.
    func kind(status: Int) -> Refusal.Kind? {
        if Self.deductionRunning.contains(where: { message.contains($0) }) {
            return .deductionRunning
        }
        if status == 429 { return .rateLimited }
        guard let known = WeChatErrorCode(wire: code) else { return .other }
        return known.kind
    }
}
