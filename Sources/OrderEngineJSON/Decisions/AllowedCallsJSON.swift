public import OrderEngine
public import OrderLifecycle

/// Every call with whether it may be made on an order now.
public struct AllowedCallsJSON: AnswerForm {
    /// The merchant's number of the order.
    public let outOrderNumber: String
    /// Each call once.
    public let calls: [CallOptionJSON]

    private enum CodingKeys: String, CodingKey {
        case outOrderNumber = "out_order_no"
        case calls
    }

    /// Takes the engine's answer for all calls.
    public init(_ options: [CallOption], on order: OutOrderNumber) {
        outOrderNumber = order.text
        calls = options.map { CallOptionJSON($0) }
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(outOrderNumber, forKey: .outOrderNumber)
        try members.encode(calls, forKey: .calls)
    }
}
