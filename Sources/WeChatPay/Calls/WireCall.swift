import OrderEngine
import OrderLifecycle

/// How one call that changes an order is spoken to WeChat: where it is made, what its body says,
/// and which answer proves that it succeeded.
///
/// Each call is one file in this folder, and is named in the registry beside it; no other file
/// tells the calls apart. A value is a call with what the merchant asks for. What is static rests
/// on the bytes that were sent alone: it is asked of a request of an earlier process too, of which
/// the journal knows nothing else.
protocol WireCall: Sendable {
    /// The target to which the call is made, such as ``PayScoreTarget/path(_:of:)``.
    static func target(of order: OutOrderNumber) -> String

    /// The same where the settings of an endpoint have a say in it.
    static func target(of order: OutOrderNumber, at endpoint: WeChatPayEndpoint) -> String

    /// What a signed answer must say to prove that the call succeeded.
    static var proof: SuccessProof { get }

    /// Whether a success can leave the order where the answer shows it; what the answer does not
    /// say, it does not contradict.
    static func isPossible(_ snapshot: OrderSnapshot, after call: OrderCall) -> Bool

    /// Takes what the merchant brought for the call; `nil` if it is not what the call needs.
    init?(_ content: ProviderWish.Content)

    /// Makes the body.
    ///
    /// - Throws: `RequestProblems`, all of them, if what the merchant asks for breaks a rule of
    ///   WeChat's or belongs to another merchant, application, service or order.
    func draft(
        of order: OutOrderNumber, by builder: RequestBuilder
    ) throws(RequestProblems) -> RequestDraft
}

extension WireCall {
    static func target(of order: OutOrderNumber, at _: WeChatPayEndpoint) -> String {
        target(of: order)
    }
}
