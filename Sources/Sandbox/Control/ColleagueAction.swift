import Foundation
import StrictJSON

/// What a colleague of the merchant's does to an order on the merchant platform, beside the
/// merchant's own program.
///
/// (unknown) What the platform asks for and refuses; here it is as for the call of the same name.
enum ColleagueAction {
    case revoke
    case complete(amount: Int)
    case modify(amount: Int)

    private static let reason = "商户平台操作"

    /// Reads the last segment of the path, and the amount out of the body.
    ///
    /// - Returns: `nil` if the segment names nothing that a colleague does.
    init?(_ name: Substring, body: [UInt8]) throws(ControlRefusal) {
        switch name {
        case "revoke": self = .revoke
        case "complete": self = .complete(amount: try Self.amount(in: body))
        case "modify": self = .modify(amount: try Self.amount(in: body))
        default: return nil
        }
    }

    /// What the request log calls it.
    var name: String {
        switch self {
        case .revoke: "colleague_revoke"
        case .complete: "colleague_complete"
        case .modify: "colleague_modify"
        }
    }

    /// Returns the order as it stands after the action.
    func applied(
        to order: ServiceOrder, of request: MerchantRequest
    ) throws(SandboxRefusal) -> ServiceOrder {
        let merchant = request.merchant
        switch self {
        case .revoke:
            return try CancelOrder(
                CancelParameters(
                    appID: merchant.appID, serviceID: merchant.serviceID, reason: Self.reason)
            ).applied(to: order, of: request)
        case .complete(let amount):
            let end = TimeRange(endTime: WeChatTime.digits(of: request.now))
            return try CompleteOrder(
                CompleteParameters(
                    appID: merchant.appID, serviceID: merchant.serviceID,
                    postPayments: Self.items(amount), postDiscounts: [], totalAmount: amount,
                    timeRange: end, location: Location(), profitSharing: false)
            ).applied(to: order, of: request)
        case .modify(let amount):
            return try ModifyOrder(
                ModifyParameters(
                    appID: merchant.appID, serviceID: merchant.serviceID,
                    postPayments: Self.items(amount), postDiscounts: [], totalAmount: amount,
                    reason: Self.reason)
            ).applied(to: order, of: request)
        }
    }

    private static func items(_ amount: Int) -> [OrderItem] {
        [OrderItem(name: "商户平台", amount: amount)]
    }

    private static func amount(in body: [UInt8]) throws(ControlRefusal) -> Int {
        guard let fields = try? JSONValue.read(body),
            fields.members?.allSatisfy({ $0.name == "amount" }) == true,
            let amount = fields["amount"]?.wholeNumber.map(Int.init)
        else { throw .badRequest("Send {\"amount\": fen}, a whole number.") }
        return amount
    }
}
