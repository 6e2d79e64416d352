package import OrderLifecycle
import StrictJSON

/// The members that WeChat's pages name in the body of a call.
///
/// Others are sent as they are, since WeChat adds members; most often they are slips of the pen.
package enum RequestMembers {
    /// A member that no page names.
    package struct Unknown: Hashable, Sendable {
        /// Where it stands, as a JSON pointer.
        package let pointer: String
        package let name: String
        /// The members that stand there.
        package let known: [String]
    }

    /// Finds the members of a body that no page names, in its order; none where it is no object.
    package static func unknown(in json: [UInt8], of call: OrderCall.Kind) -> [Unknown] {
        guard let value = try? JSONValue.read(json, limit: WeChatPayLimits.requestBytes) else {
            return []
        }
        return unknown(in: value, at: "", known: names(of: call))
    }

    private static func unknown(
        in value: JSONValue, at pointer: String, known: [String]
    ) -> [Unknown] {
        (value.members ?? []).flatMap { member -> [Unknown] in
            let place = MerchantObject.pointer(pointer, member.name)
            guard known.contains(where: member.name.isIdentical) else {
                return [Unknown(pointer: place, name: member.name, known: known)]
            }
            guard let inner = inner[member.name] else { return [] }
            guard case .array(let elements) = member.value else {
                return unknown(in: member.value, at: place, known: inner)
            }
            return elements.enumerated().flatMap {
                unknown(in: $1, at: "\(place)/\($0)", known: inner)
            }
        }
    }

    private static func names(of call: OrderCall.Kind) -> [String] {
        let shared = [
            "appid", "service_id", "mchid", "out_order_no", "post_payments", "post_discounts",
            "device",
        ]
        return switch call {
        case .create:
            shared + [
                "service_introduction", "time_range", "location", "risk_fund", "attach",
                "notify_url", "openid", "need_user_confirm",
            ]
        case .createCompleted:
            shared + [
                "service_introduction", "time_range", "location", "total_amount", "attach",
                "notify_url", "openid", "profit_sharing", "goods_tag",
            ]
        case .complete:
            shared + ["total_amount", "time_range", "location", "profit_sharing", "goods_tag"]
        case .modify: shared + ["total_amount", "reason"]
        case .collect: ["appid", "service_id"]
        case .reportPaid: ["appid", "service_id", "type", "detail"]
        case .cancel: ["appid", "service_id", "reason"]
        }
    }

    private static let inner = [
        "post_payments": ["name", "amount", "description", "count"],
        "post_discounts": ["name", "amount", "description", "count"],
        "time_range": ["start_time", "end_time", "start_time_remark", "end_time_remark"],
        "location": ["start_location", "end_location"],
        "risk_fund": ["name", "amount", "description"],
        "detail": ["paid_time"],
        "device": ["start_device_id", "end_device_id", "materiel_no"],
    ]
}
