/// What becomes of a request that has been served.
struct Delivery: Sendable {
    /// `nil`: the connection is dropped without a byte.
    let answer: Answer?
    let delayMilliseconds: Int
}
