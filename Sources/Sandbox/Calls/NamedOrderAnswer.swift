/// The answer of cancel and pay, which name the order and say nothing of its state.
struct NamedOrderAnswer: Encodable {
    let appID: String
    let merchantID: String?
    let orderID: String
    let outOrderNumber: String
    let serviceID: String

    private enum CodingKeys: String, CodingKey {
        case appID = "appid"
        case merchantID = "mchid"
        case orderID = "order_id"
        case outOrderNumber = "out_order_no"
        case serviceID = "service_id"
    }

    init(_ order: ServiceOrder, withMerchantID: Bool) {
        appID = order.creation.appID
        merchantID = withMerchantID ? order.merchantID : nil
        orderID = order.orderID
        outOrderNumber = order.creation.outOrderNumber
        serviceID = order.creation.serviceID
    }
}
