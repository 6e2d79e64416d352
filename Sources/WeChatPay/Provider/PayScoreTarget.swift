import OrderEngine
import OrderLifecycle

/// The request line of a call: its method and its target, made in this one place.
///
/// The target is what is signed and what is sent. Nothing in it needs encoding but the `|` of an
/// order number: the merchant's identifiers are letters, digits, `_` and `-`.
struct PayScoreTarget: Hashable, Sendable {
    let method: String
    let target: String

    private static let root = "/v3/payscore/serviceorder"

    /// Asks for an order by the merchant's number.
    static func query(_ order: OutOrderNumber, of merchant: WeChatPayMerchant) -> PayScoreTarget {
        PayScoreTarget(
            method: "GET",
            target: "\(root)?service_id=\(merchant.serviceID)"
                + "&out_order_no=\(order.pathSegment)&appid=\(merchant.appID)")
    }

    /// Makes a call; another operation of WeChat's, such as modify, takes its place here.
    static func call(_ operation: Operation, _ order: OutOrderNumber) -> PayScoreTarget {
        let target =
            switch operation {
            case .create: root
            case .complete: "\(root)/\(order.pathSegment)/complete"
            case .cancel: "\(root)/\(order.pathSegment)/cancel"
            }
        return PayScoreTarget(method: "POST", target: target)
    }

    /// Asks for the platform certificates.
    static let certificates = PayScoreTarget(method: "GET", target: "/v3/certificates")
}
