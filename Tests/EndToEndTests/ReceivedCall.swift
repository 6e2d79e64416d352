/// A request as the sandbox lists it.
struct ReceivedCall: Decodable, Sendable {
    let operation: String?
    let out_order_no: String?
    let body: String?
}
