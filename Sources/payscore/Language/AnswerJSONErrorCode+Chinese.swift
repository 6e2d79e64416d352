import OrderEngineJSON

extension AnswerJSONErrorCode {
    /// What is wrong and what to do, in Chinese.
    var chinese: String {
        switch self {
        case .notJSON: "这不是 JSON。"
        case .versionMissing: "这段 JSON 不是带整数 version 的对象，所以不是引擎的答复。"
        case .versionUnknown: "这个答复由格式不同的版本写成；请使用认得该版本的程序。"
        case .memberInvalid: "答复缺少一个成员，或其值的类型不对；详情写明了是哪一个。"
        case .notEncodable: "这个答复无法写成 JSON。"
        }
    }
}
