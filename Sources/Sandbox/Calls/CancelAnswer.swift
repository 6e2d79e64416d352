/// The answer of cancel, which names the order and says nothing of its state.
struct CancelAnswer: Encodable {
    let appID: String
    let merchantID: String
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

    init(naming order: ServiceOrder) {
        appID = order.creation.appID
        merchantID = order.merchantID
        orderID = order.orderID
        outOrderNumber = order.creation.outOrderNumber
        serviceID = order.creation.serviceID
    }
}
