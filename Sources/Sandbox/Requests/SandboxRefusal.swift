/// An answer by which WeChat Pay refuses a request.
struct SandboxRefusal: Error, Sendable {
    let status: Int
    /// WeChat's error code, letter for letter.
    let code: String
    let message: String
    /// The part of `Request-ID` after the last hyphen, which tells WeChat's support what happened.
    var requestIDTail = "0"
    var detail: Detail?

    /// `detail`: which member of the request is at fault.
    struct Detail: Encodable, Sendable {
        /// A JSON pointer into the body, or into the path parameters.
        let field: String
        let value: String?
        let issue: String
        let location: String
    }

    /// The body of the answer.
    var body: some Encodable { Body(code: code, message: message, detail: detail) }

    private struct Body: Encodable {
        let code: String
        let message: String
        let detail: Detail?
    }
}

extension SandboxRefusal {
    /// A member of the body breaks its rule.
    static func parameter(
        _ field: String, _ issue: String, message: String? = nil
    ) -> SandboxRefusal {
        SandboxRefusal(
            status: 400, code: "PARAM_ERROR",
            message: message ?? "参数错误: 请求体\(field) \(issue)", requestIDTail: "268435464",
            detail: Detail(field: field, value: nil, issue: issue, location: "body"))
    }

    /// A query parameter breaks its rule.
    static func queryParameter(_ name: String, _ issue: String) -> SandboxRefusal {
        SandboxRefusal(
            status: 400, code: "PARAM_ERROR", message: "参数错误: 查询参数\(name) \(issue)",
            requestIDTail: "268435464",
            detail: Detail(field: name, value: nil, issue: issue, location: "query"))
    }

    /// A parameter in the path breaks its rule.
    static func pathParameter(
        _ parameter: PathParameter, _ segment: String, _ issue: String
    ) -> SandboxRefusal {
        let field = "/uri_template/\(parameter.rawValue)"
        return SandboxRefusal(
            status: 400, code: "PARAM_ERROR",
            message: "输入源“\(field)”映射到值字段“\(parameter.chineseName)”字符串规则校验失败,\(issue)",
            requestIDTail: "268435464",
            detail: Detail(
                field: field, value: segment, issue: issue, location: "uri_template"))
    }

    /// A rule between several members is broken; WeChat says it in one sentence.
    static func parameterRule(_ message: String, tail: String = "0") -> SandboxRefusal {
        SandboxRefusal(status: 400, code: "PARAM_ERROR", message: message, requestIDTail: tail)
    }

    /// The request is well formed, but WeChat's business rules refuse it.
    static func invalidRequest(_ message: String, tail: String = "0") -> SandboxRefusal {
        SandboxRefusal(status: 400, code: "INVALID_REQUEST", message: message, requestIDTail: tail)
    }

    /// The request's signature, or what it is made of, is wrong.
    static func sign(_ message: String) -> SandboxRefusal {
        SandboxRefusal(
            status: 401, code: "SIGN_ERROR", message: message, requestIDTail: "270924332")
    }

    /// A number that exists was sent again with other parameters.
    static let otherParameters = invalidRequest("订单重入参数校验失败", tail: "271316598")
    /// The appid of the request is not the merchant's.
    static let foreignAppID = SandboxRefusal(
        status: 400, code: "APPID_MCHID_NOT_MATCH", message: "mch_id和appid未绑定",
        requestIDTail: "271302149")
    /// The service is not the merchant's.
    static let foreignService = SandboxRefusal(
        status: 403, code: "NO_AUTH", message: "商户暂无权限使用此服务", requestIDTail: "268503786")
    /// No order has this number.
    static let noSuchOrder = SandboxRefusal(
        status: 404, code: "ORDER_NOT_EXIST", message: "查询单据不存在", requestIDTail: "271317510")
    /// No customer has ever consented under this code or by this openid.
    static let noSuchAuthorization = SandboxRefusal(
        status: 404, code: "ORDER_NOT_EXIST", message: "请求操作的授权记录不存在",
        requestIDTail: "271317510")
    /// The customer has not authorized the service, or does so no longer.
    ///
    /// (unknown) The message.
    static let customerUnauthorized = SandboxRefusal(
        status: 403, code: "NO_AUTH", message: "用户未授权此服务", requestIDTail: "268503786")
    /// A deduction is running.
    ///
    /// No page prints the code; the message is what clients must go by.
    static let deductionRunning = parameterRule("单据正在扣款中,请稍后再试", tail: "271316754")
    /// The charge is higher than what the service may have at risk.
    static let overServiceCap = invalidRequest("总金额超过此服务的服务风险金额", tail: "271316656")
    /// The order is not waiting for a payment.
    ///
    /// (unknown) The code, which stands here as the pages' table has it; the message is WeChat's.
    static let notAwaitingPayment = SandboxRefusal(
        status: 400, code: "INVALID_ORDER_STATE", message: "仅服务订单支付状态为待支付时,才可使用此能力",
        requestIDTail: "271316657")
    /// The order cannot be cancelled where it stands.
    static let notRevocable = parameterRule("当前订单状态不满足撤销条件", tail: "271316592")
    /// The order has been cancelled.
    static let orderCanceled = SandboxRefusal(
        status: 400, code: "ORDER_CANCELED", message: "单据已取消")
    /// The order is finished.
    static let orderDone = SandboxRefusal(status: 400, code: "ORDER_DONE", message: "单据已完成")
    /// The order has expired.
    static let invalidOrderState = SandboxRefusal(
        status: 400, code: "INVALID_ORDER_STATE", message: "单据状态错误")
    /// The imitation is out of order, or was told to seem so.
    static let systemError = SandboxRefusal(
        status: 500, code: "SYSTEM_ERROR", message: "系统错误,请稍后重试")
    /// The imitation was told to seem too busy.
    static let frequencyLimited = SandboxRefusal(
        status: 429, code: "FREQUENCY_LIMITED", message: "频率超限", requestIDTail: "268435472")
    /// Nothing is served under this path.
    static let noSuchInterface = SandboxRefusal(
        status: 404, code: "RESOURCE_NOT_EXISTS", message: "请求的接口不存在")
    /// The path is served, but not for this method.
    static let wrongMethod = SandboxRefusal(
        status: 405, code: "INVALID_REQUEST", message: "请求方法与接口不符")
    /// The body is longer than the imitation reads.
    static let bodyTooLarge = SandboxRefusal(
        status: 413, code: "INVALID_REQUEST", message: "请求体超过64KiB")
    /// The order cannot be completed where it stands.
    static func notCompletable(tail: String) -> SandboxRefusal {
        invalidRequest("当前订单状态不合法", tail: tail)
    }
}
