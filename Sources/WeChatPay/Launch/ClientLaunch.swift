public import OrderJournal
public import OrderLifecycle

/// What the merchant's app hands to WeChat so that the customer sees a page of Pay Score.
///
/// It is no call: WeChat's server hears of it only when the customer has acted. So whatever WeChat
/// hands back to the app proves nothing. `errCode`, `err_msg` and the return itself come from the
/// customer's device, and an app that was left in another way is handed nothing at all. Where the
/// order stands is known when WeChat was asked, by the order's number or by the `query_id` that a
/// mini-program finds in `referrerInfo.extraData`, or when WeChat's notification came.
/// `Engine.handleReturn(queryID:caller:)` takes that identifier as the app sent it, and asks.
///
///     guard let package = receipt.package else { return nil }
///     let launch = try ClientLaunch.confirm(package: package)
///     return launch.arguments(on: .miniProgram)
///
/// The parameters are the same on every platform; ``arguments(on:)`` writes them as each wants it.
public struct ClientLaunch: Hashable, Sendable {
    /// The page that opens.
    public let page: LaunchPage
    /// What the page is told, in the order of WeChat's documentation.
    public let parameters: [Parameter]

    /// A name with its value.
    public struct Parameter: Hashable, Sendable {
        /// WeChat's name of it.
        public let name: String
        /// The value, not encoded.
        public let value: String

        init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Whether the merchant's signature is among the parameters.
    public var isSigned: Bool { parameters.contains { $0.name == "sign" } }

    /// The most bytes of the parameters as a query.
    public static let queryLimit = 2048

    private init(_ page: LaunchPage, _ parameters: [Parameter]) throws(WeChatPayError) {
        self.page = page
        self.parameters = parameters
        guard queryString.utf8.count <= Self.queryLimit else {
            throw WeChatPayError(
                .launchInvalid, page.rawValue,
                "the parameters take more than \(Self.queryLimit) bytes as a query, the most that "
                    + "WeChat takes")
        }
    }

    /// Has the customer authorize the service; WeChat wants no signature there.
    ///
    /// - Parameter token: WeChat's `apply_permissions_token`, valid for one hour.
    /// - Throws: ``WeChatPayError``, `launch_invalid`.
    public static func authorize(token: String) throws(WeChatPayError) -> ClientLaunch {
        try ClientLaunch(
            .authorize, [.init("apply_permissions_token", checked(token, "token"))])
    }

    /// Has the customer confirm an order, as WeChat's newest pages describe it: with the package
    /// alone.
    ///
    /// - Parameter package: WeChat's `package` of the created order, valid for one hour.
    /// - Throws: ``WeChatPayError``, `launch_invalid`.
    public static func confirm(package: String) throws(WeChatPayError) -> ClientLaunch {
        try ClientLaunch(.confirm, [.init("package", checked(package, "package"))])
    }

    /// Has the customer confirm an order, as WeChat's older pages describe it: signed.
    ///
    /// - Parameters:
    ///   - package: WeChat's `package` of the created order, valid for one hour.
    ///   - signer: Whose order it is, with the key that signs.
    ///   - now: The wall clock.
    ///   - random: Where the nonce comes from.
    /// - Throws: ``WeChatPayError``, `launch_invalid` or `randomness_exhausted`.
    public static func confirm(
        package: String, signedBy signer: LaunchSigner, at now: Timestamp,
        random: any RandomSource = SystemRandom()
    ) throws(WeChatPayError) -> ClientLaunch {
        let package = Parameter("package", try checked(package, "package"))
        return try ClientLaunch(.confirm, signer.signed([package], at: now, random: random))
    }

    /// Shows the customer an order.
    ///
    /// - Parameters:
    ///   - order: The order.
    ///   - serviceID: The service that the order belongs to.
    ///   - signer: Whose order it is, with the key that signs.
    ///   - now: The wall clock.
    ///   - random: Where the nonce comes from.
    /// - Throws: ``WeChatPayError``, `randomness_exhausted`.
    public static func detail(
        of order: OutOrderNumber, serviceID: ServiceID, signedBy signer: LaunchSigner,
        at now: Timestamp, random: any RandomSource = SystemRandom()
    ) throws(WeChatPayError) -> ClientLaunch {
        let parameters = [
            Parameter("service_id", serviceID.text), Parameter("out_order_no", order.text),
        ]
        return try ClientLaunch(.detail, signer.signed(parameters, at: now, random: random))
    }

    /// What stands in no URI.
    private static let foreign = Set(#""<>\^`{|}"#.utf8)

    /// What WeChat made is visible ASCII; a space or a line break came with copying it, and what
    /// stands in no URI is something else, such as the whole answer as JSON.
    private static func checked(_ text: String, _ name: String) throws(WeChatPayError) -> String {
        guard !text.isEmpty, WireText.isVisible(text) else {
            throw WeChatPayError(
                .launchInvalid, name,
                "visible ASCII characters are needed, as WeChat's answer has them")
        }
        guard !text.utf8.contains(where: foreign.contains) else {
            throw WeChatPayError(
                .launchInvalid, name,
                "this is not the value of WeChat's answer alone: it has a character that stands in "
                    + "no URI, such as a quotation mark or a brace")
        }
        return text
    }
}
