import Foundation

/// An interface of WeChat Pay that the sandbox imitates.
///
/// Each is one file in this folder and one line in ``Operation/calls``; nothing else switches over
/// them.
protocol SandboxCall: Sendable {
    /// What the request log and the faults call it.
    static var name: String { get }
    /// The HTTP method that it is served for.
    static var method: String { get }
    /// The path that it is served under; ``Operation/numberPlace`` stands for any one segment.
    static var path: String { get }
    /// Whether faults can be played on it.
    static var takesFaults: Bool { get }

    /// The order that a request is for, where the path does not say so, as far as it can be told
    /// before the request is judged.
    static func orderNumber(in request: ReceivedRequest) -> String?

    /// Judges a request: what it changes, and how it is answered.
    static func outcome(of request: MerchantRequest) throws(Refusal) -> CallOutcome
}

extension SandboxCall {
    static var takesFaults: Bool { true }

    static func orderNumber(in request: ReceivedRequest) -> String? { nil }
}

/// An interface that changes one order: it is named by the path's last segment, the order by the
/// one before.
protocol OrderChange: SandboxCall {
    /// Reads the body and checks what does not depend on an order.
    init(_ fields: BodyFields, of request: MerchantRequest) throws(Refusal)

    /// Returns the order as it stands after the call.
    func applied(
        to order: ServiceOrder, of request: MerchantRequest
    ) throws(Refusal) -> ServiceOrder

    /// The answer that tells of the change; most show the whole order.
    static func answer(showing order: ServiceOrder) -> Answer
}

extension OrderChange {
    static var method: String { "POST" }
    static var path: String { "\(Operation.orders)/\(Operation.numberPlace)/\(name)" }

    static func outcome(of request: MerchantRequest) throws(Refusal) -> CallOutcome {
        let number = try OutOrderNumber.inPath(request.numberSegment ?? "")
        let fields = try BodyFields(body: request.received.body)
        try fields.refuseOrderNumber()
        let change = try Self(fields, of: request)
        let next = try change.applied(to: try request.order(number), of: request)
        return CallOutcome(changed: next, answer: answer(showing: next))
    }

    static func answer(showing order: ServiceOrder) -> Answer {
        Answer(status: 200, OrderAnswer(showing: order))
    }
}

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
    func order(_ number: String) throws(Refusal) -> ServiceOrder {
        guard let order = orders[number] else { throw .noSuchOrder }
        return order.settled(at: now)
    }
}

/// What a call does: the order as it stands then, if the call makes or changes one, and the answer.
struct CallOutcome {
    var changed: ServiceOrder?
    let answer: Answer
}
