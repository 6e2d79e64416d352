import OrderEngine
import OrderLifecycle

/// The request line of a call: its method and its target, made in this one place.
///
/// The target is what is signed and what is sent. Nothing in it needs encoding but the `|` of an
/// order number and what a `query_id` may hold: the merchant's identifiers are letters, digits, `_`
/// and `-`.
struct PayScoreTarget: Hashable, Sendable {
    let method: String
    let target: String

    /// Where orders are created and asked for.
    static let orders = "/v3/payscore/serviceorder"

    /// Where one order is acted upon.
    static func path(_ verb: String, of order: OutOrderNumber) -> String {
        "\(orders)/\(order.pathSegment)/\(verb)"
    }

    /// Asks for an order by the merchant's number.
    static func query(_ order: OutOrderNumber, of merchant: WeChatPayMerchant) -> PayScoreTarget {
        PayScoreTarget(
            method: "GET",
            target: "\(orders)?service_id=\(merchant.serviceID)"
                + "&out_order_no=\(order.pathSegment)&appid=\(merchant.appID)")
    }

    /// Asks for the order that a customer returned from.
    static func query(_ id: QueryID, of merchant: WeChatPayMerchant) -> PayScoreTarget {
        PayScoreTarget(
            method: "GET",
            target: "\(orders)?service_id=\(merchant.serviceID)"
                + "&query_id=\(id.queryValue)&appid=\(merchant.appID)")
    }

    /// Makes a call, where its ``WireCall`` says.
    static func call(
        _ call: OrderCall.Kind, _ order: OutOrderNumber, at endpoint: WeChatPayEndpoint = .official
    ) -> PayScoreTarget {
        PayScoreTarget(method: "POST", target: call.wire.target(of: order, at: endpoint))
    }

    /// The request that goes there.
    func message(_ body: [UInt8]) -> RequestMessage {
        RequestMessage(method: method, path: target, body: body)
    }

    /// Asks for the parts of Pay Score's own bill.
    static func merchantBill(
        of date: BillDate, _ merchant: WeChatPayMerchant
    ) -> PayScoreTarget {
        PayScoreTarget(
            method: "GET",
            target: "/v3/payscore/merchant-bill?bill_date=\(date)&service_id="
                + "\(merchant.serviceID)&tar_type=GZIP&encryption_algorithm=AEAD_AES_256_GCM")
    }

    /// Asks for the platform certificates.
    static let certificates = PayScoreTarget(method: "GET", target: "/v3/certificates")
}

extension QueryID {
    /// The identifier as a value of a query: all but letters, digits and `-._~` percent-encoded.
    fileprivate var queryValue: String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if ASCII.isLetterOrDigit(byte) || "-._~".utf8.contains(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
