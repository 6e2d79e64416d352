/// The interface that a request is for.
struct SandboxOperation: Sendable {
    /// The interfaces of WeChat Pay that the sandbox imitates.
    static let calls: [any SandboxCall.Type] = [
        DownloadCertificates.self,
        CreateOrder.self,
        QueryOrder.self,
        CancelOrder.self,
        CompleteOrder.self,
        ModifyOrder.self,
        PayOrder.self,
        SyncOrder.self,
        DirectCompleteOrder.self,
        PreAuthorize.self,
        QueryAuthorizationByCode.self,
        QueryAuthorizationByOpenID.self,
        TerminateAuthorizationByCode.self,
        TerminateAuthorizationByOpenID.self,
        RequestMerchantBill.self,
        DownloadBillPart.self,
    ]

    /// Where orders are created and asked for.
    static let orders = "/v3/payscore/serviceorder"
    /// Where customers are pre-authorized and authorizations asked for.
    static let authorizations = "/v3/payscore/permissions"
    /// Stands for the order's number in the path of a call.
    static let numberPlace = "{out_order_no}"

    let call: any SandboxCall.Type
    /// The segment of the path where a number, code or openid belongs, as it was received.
    let segment: String?

    /// Finds the interface that a request is for.
    init(method: String, path: String) throws(SandboxRefusal) {
        let served = Self.calls.flatMap { call in
            call.paths.compactMap { SandboxOperation(call, under: $0, at: path) }
        }
        guard !served.isEmpty else { throw .noSuchInterface }
        guard let wanted = served.first(where: { $0.call.method == method }) else {
            throw .wrongMethod
        }
        self = wanted
    }

    private init?(_ call: any SandboxCall.Type, under expectedPath: String, at path: String) {
        let received = path.split(separator: "/", omittingEmptySubsequences: false)
        let expected = expectedPath.split(separator: "/", omittingEmptySubsequences: false)
        let place = expected.firstIndex { $0.hasPrefix("{") }
        guard received.count == expected.count,
            expected.indices.allSatisfy({ $0 == place || expected[$0] == received[$0] })
        else { return nil }
        self.call = call
        segment = place.map { String(received[$0]) }
    }

    /// What the request log and the faults call this interface.
    var name: String { call.name }

    /// The order that a request is for, as far as it can be told before the request is judged.
    func orderNumber(in request: ReceivedRequest) -> String? {
        guard call.path.contains(Self.numberPlace), let segment else {
            return call.orderNumber(in: request)
        }
        return try? SandboxOutOrderNumber.inPath(segment)
    }
}
