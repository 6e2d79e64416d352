import HTTPTypes
import OrderEngineJSON

/// A problem document (RFC 9457) with our code, both sentences and all reasons.
struct ProblemJSON: AnswerForm {
    /// Names the kind of problem: `urn:payscore:` and the code.
    let type: String
    /// The code as words.
    let title: String
    let status: Int
    let code: String
    /// What is wrong and what to do, in English.
    let detail: String
    /// The same in Chinese.
    let detailInChinese: String
    /// All that is wrong with a request to WeChat.
    let problems: [RequestProblemJSON]
    /// All that speaks against a call.
    let reasons: [MessageJSON]
    /// How the call ended, where it was one.
    let result: CallResultJSON?

    private enum CodingKeys: String, CodingKey {
        case type
        case title
        case status
        case code
        case detail
        case detailInChinese = "detail_zh"
        case problems
        case reasons
        case result
    }

    init(_ problem: ServiceProblem) {
        type = "urn:payscore:\(problem.code)"
        title = problem.code.split(separator: "_").joined(separator: " ")
        status = problem.status.code
        code = problem.code
        detail = problem.english
        detailInChinese = problem.chinese
        problems = problem.problems
        reasons = problem.reasons
        result = problem.result
    }

    /// Writes every member, `null` where there is no value.
    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(type, forKey: .type)
        try members.encode(title, forKey: .title)
        try members.encode(status, forKey: .status)
        try members.encode(code, forKey: .code)
        try members.encode(detail, forKey: .detail)
        try members.encode(detailInChinese, forKey: .detailInChinese)
        try members.encode(problems, forKey: .problems)
        try members.encode(reasons, forKey: .reasons)
        try members.encode(result, forKey: .result)
    }
}
