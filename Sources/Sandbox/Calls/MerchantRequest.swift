import Foundation

/// A request that the merchant has signed, and all that it is judged by.
struct MerchantRequest {
    let received: ReceivedRequest
    /// The segment of the path where a number, code or openid belongs, as it was received.
    let segment: String?
    let now: Date
    let orders: [String: ServiceOrder]
    let authorizations: [String: ServiceAuthorization]
    let identity: Identity
    let settings: SandboxSettings

    var merchant: Merchant { identity.merchant }

    /// The order of a number, as it stands at the time of the request.
    func order(_ number: String) throws(SandboxRefusal) -> ServiceOrder {
        guard let order = orders[number] else { throw .noSuchOrder }
        return order.settled(at: now)
    }

    /// The authorization whose code stands in the path.
    func authorizationOfCode() throws(SandboxRefusal) -> ServiceAuthorization {
        let code = try SandboxOutOrderNumber.inPath(segment ?? "", as: .authorizationCode)
        guard let authorization = authorizations[code] else { throw .noSuchAuthorization }
        return authorization
    }

    /// The authorization of the customer who stands in the path.
    func authorizationOfCustomer() throws(SandboxRefusal) -> ServiceAuthorization {
        let segment = segment ?? ""
        guard let openID = percentDecoded(segment), (1...128).contains(openID.unicodeScalars.count)
        else { throw .pathParameter(.openID, segment, "字符数应为1至128") }
        guard let authorization = authorizations.ofCustomer(openID) else {
            throw .noSuchAuthorization
        }
        return authorization
    }

    /// Refuses an order of no-confirm mode for a customer who has not authorized the service.
    func requireAuthorized(_ openID: String?) throws(SandboxRefusal) {
        guard settings.unauthorizedOrders == .refused, let openID else { return }
        guard authorizations.ofCustomer(openID)?.isAvailable == true else {
            throw .customerUnauthorized
        }
    }
}
