import Foundation

/// One entry of the request log: a request that reached the sandbox, refused and faulted ones
/// included.
struct RequestRecord: Codable, Sendable {
    /// 1 for the first request that this directory's sandbox has received.
    let sequence: Int
    /// When it was received, in RFC 3339.
    let time: String
    let method: String
    /// Path and query as received.
    let path: String
    /// The body, if it is UTF-8.
    let body: String?
    /// The body in base64, if it is not UTF-8.
    let bodyBase64: String?
    /// The interface that the request was for, if there is one.
    let operation: String?
    let outOrderNumber: String?
    /// The status answered; `nil` if the connection was dropped.
    let status: Int?
    /// WeChat's error code, if the request was refused.
    let code: String?
    /// The fault that was played on the request.
    let fault: Fault.Kind?

    private enum CodingKeys: String, CodingKey {
        case sequence, time, method, path, body, operation, status, code, fault
        case bodyBase64 = "body_base64"
        case outOrderNumber = "out_order_no"
    }

    init(
        sequence: Int, request: ReceivedRequest, at now: Date, operation: String?,
        outOrderNumber: String?, status: Int?, code: String?, fault: Fault.Kind?
    ) {
        self.sequence = sequence
        time = WeChatTime.utcMilliseconds(of: now)
        method = request.method
        path = request.target
        body = String(validating: request.body, as: UTF8.self)
        bodyBase64 = body == nil ? Data(request.body).base64EncodedString() : nil
        self.operation = operation
        self.outOrderNumber = outOrderNumber
        self.status = status
        self.code = code
        self.fault = fault
    }

    /// Writes every member, so that a dropped connection shows as a `status` of `null`.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(sequence, forKey: .sequence)
        try container.encode(time, forKey: .time)
        try container.encode(method, forKey: .method)
        try container.encode(path, forKey: .path)
        try container.encode(body, forKey: .body)
        try container.encodeIfPresent(bodyBase64, forKey: .bodyBase64)
        try container.encode(operation, forKey: .operation)
        try container.encode(outOrderNumber, forKey: .outOrderNumber)
        try container.encode(status, forKey: .status)
        try container.encode(code, forKey: .code)
        try container.encode(fault, forKey: .fault)
    }
}
