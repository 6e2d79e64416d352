import Foundation

/// `GET /v3/payscore/merchant-bill`: 商户申请获取对账单.
struct RequestMerchantBill: SandboxCall {
    static let name = "merchant_bill"
    static let method = "GET"
    static let path = "/v3/payscore/merchant-bill"

    static func outcome(of request: MerchantRequest) throws(SandboxRefusal) -> CallOutcome {
        let query = try QueryString(request.received.query)
        try request.merchant.requireOwn(serviceID: query.required("service_id", upTo: 32))
        for (name, only) in [
            ("tar_type", "GZIP"), ("encryption_algorithm", "AEAD_AES_256_GCM"),
        ] {
            guard try query.required(name, upTo: 32) == only else {
                throw .queryParameter(name, "只能为\(only)")
            }
        }
        let date = try query.required("bill_date", upTo: 10)
        // The last part first: whoever puts the bill together goes by the numbers.
        let parts = try SandboxBillPart.parts(of: date, identity: request.identity).reversed()
        let host = request.received.header("host") ?? "localhost"
        let shown = try parts.map { part throws(SandboxRefusal) in
            try part.shown(
                at: "http://\(host)\(DownloadBillPart.path)", identity: request.identity)
        }
        return CallOutcome(answer: Answer(status: 200, SandboxBillPart.List(parts: shown)))
    }
}
