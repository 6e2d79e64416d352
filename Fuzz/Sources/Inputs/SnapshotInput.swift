import Foundation
import OrderEngine
import OrderJournal
import OrderLifecycle
import StrictJSON

@testable import WeChatPay

/// Whatever an order object says, a phase is read only from WeChat's very words, and nothing is
/// kept but what may be.
enum SnapshotInput {
    private static let kept: Set<String> = [
        "state", "state_description", "total_amount", "need_collection", "order_id",
        "out_order_no", "risk_fund", "risk_fund.amount", "collection", "collection.state",
        "collection.total_amount", "collection.paying_amount", "collection.paid_amount",
        "collection.details", "collection.details.amount", "collection.details.paid_type",
        "collection.details.paid_time", "collection.details.transaction_id",
        "collection.details.seq",
    ]

    static func check(
        _ bytes: [UInt8],
        interpretation: (OrderSnapshot) -> SnapshotInterpretation = \.interpretation
    ) throws(Violation) {
        let order: WeChatOrderJSON
        do throws(WeChatPayError) { order = try WeChatOrderJSON.read(bytes) } catch {
            let isKnown = error.code == .jsonInvalid || error.code == .orderInvalid
            try demand(isKnown, "only the text or a member can be wrong: \(error.code)")
            return try demand(error.description.utf8.count <= 512, "an error is short")
        }
        if case .phase(let phase, _) = interpretation(order.snapshot) {
            try agree(phase, try words(bytes))
        }
        let excerpt = order.evidence.excerpt ?? "{}"
        let value = try must("an excerpt is JSONValue") {
            try JSONValue.read(Array(excerpt.utf8), limit: 65_536)
        }
        try checkNames(in: value, under: nil)
    }

    /// The texts of the object as the other reader sees them.
    private static func words(_ bytes: [UInt8]) throws(Violation) -> [String: Any] {
        // Numbers that Foundation cannot hold make it refuse the text, and nothing to compare with.
        guard let value = try? JSONValue.read(bytes, limit: bytes.count), value.isRepresentable
        else { return [:] }
        let object = try must("Foundation reads what we read") {
            try JSONSerialization.jsonObject(with: Data(bytes))
        }
        guard let object = object as? [String: Any] else {
            throw Violation(description: "a phase was read from something that is no object")
        }
        return object
    }

    private static func agree(
        _ phase: OrderPhase, _ object: [String: Any]
    ) throws(Violation) {
        guard !object.isEmpty else { return }
        let collection = (object["collection"] as? [String: Any])?["state"] as? String
        let seen = [
            object["state"] as? String, object["state_description"] as? String, collection,
        ].map { $0 ?? "" }
        let expected: [String?] =
            switch phase {
            case .created: ["CREATED", "", nil]
            case .inService: ["DOING", "USER_CONFIRM", nil]
            case .awaitingPayment: ["DOING", "MCH_COMPLETE", "USER_PAYING"]
            case .done: ["DONE", nil, nil]
            case .revoked: ["REVOKED", nil, nil]
            case .expired: ["EXPIRED", nil, nil]
            }
        let agrees = zip(seen, expected).allSatisfy { seen, expected in
            expected.map { $0.utf8.elementsEqual(seen.utf8) } ?? true
        }
        try demand(agrees, "\(phase) is what WeChat's words mean: \(seen)")
    }

    private static func checkNames(
        in value: JSONValue, under path: String?
    ) throws(Violation) {
        switch value {
        case .null, .bool, .number: break
        case .string(let text):
            try demand(text.unicodeScalars.count <= 128, "a kept text is short")
        case .array(let elements):
            for element in elements { try checkNames(in: element, under: path) }
        case .object(let members):
            for member in members {
                let name = path.map { "\($0).\(member.name)" } ?? member.name
                try demand(kept.contains(name), "\(name) may not be kept")
                try checkNames(in: member.value, under: name)
            }
        }
    }
}
