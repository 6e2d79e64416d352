import OrderEngine
import OrderJournal
import OrderLifecycle

extension AnswerClaim {
    /// What it says, marked as unverified, in the person's language.
    var words: String {
        var chinese = "未验证（\(problem.rawValue)）：HTTP \(status)"
        if let code { chinese += " \(code)" }
        if let message { chinese += "“\(message)”" }
        if let keyID { chinese += "，所写密钥为 \(keyID)" }
        return told(description, zh: chinese)
    }

    /// How our clock compares with the `Date` header; `nil` if it has none.
    var shownClock: String? {
        guard let clockWords, let seconds = clockLead.map({ $0.milliseconds / 1000 }) else {
            return nil
        }
        let lead = seconds < 0 ? "慢 \(-seconds) 秒" : "快 \(seconds) 秒"
        return told(clockWords, zh: "本机时钟比应答的 Date 头\(lead)（未验证）")
    }

    /// What to look at because of it, in the person's language.
    var shownAdvice: String { told(advice, zh: chineseAdvice) }

    /// What to do about a platform certificate that is not valid, in the person's language.
    static var shownKeyAdvice: String {
        told(keyAdvice, zh: "请到商户平台取微信目前的平台证书，或微信支付公钥")
    }

    private var chineseAdvice: String {
        switch problem {
        case .unsigned where status < 300: "本机与微信之间有别的东西代为应答"
        case .unsigned where status < 500:
            "请把 certificate_serial、private_key_file 和 mchid 与商户平台核对，并校准本机时钟："
                + "其中一项不对，微信就不签名；如果都对，那就是本机与微信之间有别的东西代为应答"
        case .unsigned, .timestampMalformed, .signatureMalformed:
            "请重试；如果一直如此，那就是本机与微信之间有别的东西代为应答"
        case .timestampOutsideWindow: "请校准本机时钟"
        case .keyNotValid: Self.shownKeyAdvice
        case .unknownSerial, .signatureWrong:
            "请把 public_key_id 和 public_key_file，或平台证书，与商户平台核对"
        case .nonceRepeated: "本机与微信之间有别的东西在重复旧的应答"
        }
    }
}
