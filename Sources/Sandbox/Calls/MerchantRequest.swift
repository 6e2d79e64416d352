import Foundation

/// A request that the merchant has signed, and all that it is judged by.
struct MerchantRequest {
    let received: ReceivedRequest
    /// The segment of the path where the order's number belongs, as it was received.
    let numberSegment: String?
    let now: Date
    let orders: [String: ServiceOrder]
    let identity: Identity
    let settings: SandboxSettings

    var merchant: Merchant { identity.merchant }

    /// The order of a number, as it stands at the time of the request.
    func order(_ number: String) throws(SandboxRefusal) -> ServiceOrder {
        guard let order = orders[number] else { throw .noSuchOrder }
        return order.settled(at: now)
    }
}
