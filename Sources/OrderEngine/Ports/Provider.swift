public import OrderLifecycle

/// WeChat Pay Score as the engine sees it: one read, and calls made of bytes fixed beforehand.
///
/// An implementation verifies every answer's signature and reports as
/// ``ProviderAnswer/refused(_:_:)`` or ``ProviderAnswer/accepted(_:_:)`` only
/// what was verified and speaks of the order that was asked for; a success proves itself, by the
/// merchant, the order and, where ``ProviderRequest/orderID`` is known, WeChat's number of it. All
/// else is unknown, and says whether a byte of the request can have left.
public protocol Provider: Sendable {
    /// Asks where an order stands.
    func query(_ order: OutOrderNumber) async -> ProviderAnswer<ProviderView>

    /// Makes the exact bytes of a request's body; they are recorded before they are sent, and sent
    /// again unchanged.
    ///
    /// - Throws: ``RequestProblem`` if the wish breaks a rule of WeChat's or belongs to another
    ///   merchant, application or service.
    func request(for wish: ProviderWish, of order: OutOrderNumber) throws(RequestProblem)
        -> ProviderRequest

    /// Sends a request.
    func send(_ request: ProviderRequest) async -> ProviderAnswer<ProviderReceipt>
}

/// What the engine wants WeChat to do; the adapter makes the request of it.
public struct ProviderWish: Hashable, Sendable {
    /// The call.
    public let kind: Operation
    /// What the merchant brought for it.
    public let content: Content

    /// What a merchant brings for a call.
    public enum Content: Hashable, Sendable {
        /// The body, in WeChat's own field names.
        case json([UInt8])
        /// Why, as WeChat shows it to the customer.
        case reason(CancelReason)
    }

    /// Creates a wish.
    public init(_ kind: Operation, _ content: Content) {
        self.kind = kind
        self.content = content
    }
}

/// A call whose bytes are fixed.
public struct ProviderRequest: Hashable, Sendable {
    /// The call, as its bytes say it.
    public let call: OrderCall
    /// The order that it speaks of.
    public let order: OutOrderNumber
    /// The body, byte for byte.
    public let body: [UInt8]
    /// WeChat's number of the order, where the journal knows it; no part of the bytes, but what an
    /// answer must name to be about this order.
    public private(set) var orderID: OrderID?

    /// Creates a request.
    public init(
        call: OrderCall, order: OutOrderNumber, body: [UInt8], orderID: OrderID? = nil
    ) {
        self.call = call
        self.order = order
        self.body = body
        self.orderID = orderID
    }

    /// Returns the same request, of an order that WeChat knows by this number.
    public func known(as orderID: OrderID?) -> ProviderRequest {
        var request = self
        request.orderID = orderID
        return request
    }
}

/// How a question or a call to WeChat ended.
public enum ProviderAnswer<Value: Sendable>: Sendable {
    /// A verified success.
    case accepted(Value, Evidence)
    /// A verified refusal.
    case refused(Refusal, Evidence)
    /// No verified word: the request may or may not have been carried out.
    case unknown(UnknownAnswer)
    /// No byte of the request left this machine.
    case notSent(UnreachableProvider)
}

/// What a verified query shows.
public struct ProviderView: Hashable, Sendable {
    /// Where the order stands, in WeChat's words.
    public let snapshot: OrderSnapshot
    /// To whom the order belongs.
    public let identity: OrderIdentity

    /// Creates a view.
    public init(snapshot: OrderSnapshot, identity: OrderIdentity) {
        self.snapshot = snapshot
        self.identity = identity
    }
}

/// What a verified answer to a call says.
public struct ProviderReceipt: Hashable, Sendable {
    /// Where the order stands now, if the answer tells.
    public let snapshot: OrderSnapshot?
    /// To whom the order belongs.
    public let identity: OrderIdentity
    /// WeChat's `package`, which a new order's customer needs to confirm it; never recorded.
    public let package: String?

    /// Creates a receipt.
    public init(snapshot: OrderSnapshot?, identity: OrderIdentity, package: String? = nil) {
        self.snapshot = snapshot
        self.identity = identity
        self.package = package
    }
}

/// To whom an order belongs; what was not said is absent.
public struct OrderIdentity: Hashable, Sendable {
    /// WeChat's `mchid`.
    public var merchantID: MerchantID?
    /// WeChat's `appid`.
    public var appID: AppID?
    /// WeChat's `service_id`.
    public var serviceID: ServiceID?
    /// WeChat's `order_id`.
    public var orderID: OrderID?

    /// Creates an identity.
    public init(
        merchantID: MerchantID? = nil, appID: AppID? = nil, serviceID: ServiceID? = nil,
        orderID: OrderID? = nil
    ) {
        self.merchantID = merchantID
        self.appID = appID
        self.serviceID = serviceID
        self.orderID = orderID
    }
}

/// What stands behind an answer: enough to recognise it, nothing that names the customer.
public struct Evidence: Hashable, Sendable {
    /// The members of the body that tell the order's state, as compact JSON with sorted names;
    /// `nil` where nothing of the body may be kept.
    public let excerpt: String?
    /// SHA-256 of the body as received, in lower-case hex.
    public let bodyDigest: String
    /// WeChat's `Request-ID`, cut to 64 visible characters.
    public let requestID: String?
    /// The serial or ID of the WeChat key that signed the answer; `nil` for what the merchant's
    /// own code fetched.
    public let signedBy: String?
    /// When WeChat signed the answer.
    public let signedAt: Timestamp?

    /// The most bytes of an excerpt; far more than the states of an order need.
    public static let excerptLimit = 30_000

    /// Creates the evidence of an answer; an excerpt above ``excerptLimit`` is left out, so that
    /// the record which rests on it always finds room.
    public init(
        excerpt: String?, bodyDigest: String, requestID: String? = nil, signedBy: String? = nil,
        signedAt: Timestamp? = nil
    ) {
        self.excerpt = excerpt.flatMap { $0.utf8.count <= Self.excerptLimit ? $0 : nil }
        self.bodyDigest = bodyDigest
        self.requestID = requestID
        self.signedBy = signedBy
        self.signedAt = signedAt
    }
}

/// Why there is no verified word, although the request may have been carried out.
public enum UnknownAnswer: Hashable, Sendable {
    /// No answer within the time allowed.
    case timedOut
    /// The connection ended before the answer did.
    case connectionLost
    /// A server error: every 5xx is on WeChat's side and says nothing about the effect.
    case serverError(status: Int, code: String?)
    /// The answer is not signed, or a header of the signature is missing or repeated.
    case unsigned(status: Int)
    /// The signature, its key or its time does not hold.
    case unverified(status: Int, VerificationProblem)
    /// Verified, but not what was asked for: another order, another merchant, no JSON.
    case unreadable(String)
    /// The answer is a redirect, which is never followed.
    case redirected(status: Int)
    /// The answer is larger than what is read.
    case tooLarge

    /// The stable code of this cause.
    public var code: String {
        switch self {
        case .timedOut: "timed_out"
        case .connectionLost: "connection_lost"
        case .serverError: "server_error"
        case .unsigned: "unsigned"
        case .unverified: "unverified"
        case .unreadable: "unreadable"
        case .redirected: "redirected"
        case .tooLarge: "too_large"
        }
    }
}

/// What is wrong with an answer's signature.
public enum VerificationProblem: String, Hashable, Sendable, CaseIterable {
    case timestampMalformed = "timestamp_malformed"
    case timestampOutsideWindow = "timestamp_outside_window"
    case unknownSerial = "unknown_serial"
    case keyNotValid = "key_not_valid"
    case signatureMalformed = "signature_malformed"
    case signatureWrong = "signature_wrong"
    case nonceRepeated = "nonce_repeated"
}

/// WeChat could not be reached at all.
public struct UnreachableProvider: Error, Hashable, Sendable {
    /// What was tried and how it failed, for a person to read; without secrets.
    public let explanation: String

    /// Creates the failure.
    public init(explanation: String) {
        self.explanation = explanation
    }
}

/// A wish that cannot become a request.
public struct RequestProblem: Error, Hashable, Sendable {
    /// Where: WeChat's field, as a JSON pointer such as `/post_payments/0/amount`.
    public let pointer: String
    /// What is wrong there and what would be right.
    public let explanation: String

    /// Creates the problem.
    public init(pointer: String, explanation: String) {
        self.pointer = pointer
        self.explanation = explanation
    }
}
