import NIOHTTP1
public import OrderEngine
public import OrderJournal
public import OrderLifecycle

/// WeChat Pay Score over API v3: signed requests, verified answers.
///
/// Only an answer whose signature holds, which was not believed before, and which speaks of the
/// order, merchant, application and service that were asked for, is reported as accepted or
/// refused. There is no way to switch the verification off. A call is never repeated here: whether
/// the same bytes are sent again is the engine's decision.
public final class WeChatPayProvider: Provider {
    /// The merchant of the settings.
    public var merchant: MerchantID? { settings.merchant.merchantID }

    let settings: WeChatPaySettings
    private let clock: any EngineClock
    private let ring: KeyRing
    private let verifier: AnswerVerifier
    private let signer: RequestSigner
    let transport: HTTPTransport
    private let opener: NotificationOpener
    private let demand = CertificateDemand()

    /// Creates a provider; call ``shutdown()`` when it is no longer needed.
    public convenience init(
        settings: WeChatPaySettings, clock: any EngineClock = SystemClock(),
        random: any RandomSource = SystemRandom()
    ) {
        self.init(settings: settings, clock: clock, random: random, nonces: .ofProcess)
    }

    /// Creates a provider with a memory of its own for the answers that it has believed.
    package init(
        settings: WeChatPaySettings, clock: any EngineClock, random: any RandomSource,
        nonces: SeenNonces
    ) {
        self.settings = settings
        self.clock = clock
        ring = KeyRing(settings.trustedKeys)
        verifier = AnswerVerifier(ring: ring, nonces: nonces)
        signer = RequestSigner(merchant: settings.merchant, clock: clock, random: random)
        transport = HTTPTransport(limits: settings.limits)
        opener = NotificationOpener(merchant: settings.merchant, ring: ring)
    }

    /// Asks where an order stands.
    public func query(_ order: OutOrderNumber) async -> ProviderAnswer<ProviderObservation> {
        let target = PayScoreTarget.query(order, of: settings.merchant)
        return await answer(to: target.message([])) { reader.observation(in: $0, of: order) }
    }

    /// Asks which order a customer returned from, and where it stands.
    public func query(_ id: QueryID) async -> ProviderAnswer<FoundOrder> {
        let target = PayScoreTarget.query(id, of: settings.merchant)
        return await answer(to: target.message([]), hiding: id.text) {
            reader.foundOrder(in: $0, hiding: id.text)
        }
    }

    /// Makes the exact bytes of a request.
    ///
    /// - Throws: `RequestProblems`, with all that is wrong, if the wish breaks a rule of WeChat's
    ///   or belongs to another merchant, application or service.
    public func request(
        for wish: ProviderWish, of order: OutOrderNumber
    ) throws(RequestProblems) -> ProviderRequest {
        let builder = RequestBuilder(
            merchant: settings.merchant, reasonLimit: settings.limits.reasonLimit,
            endpoint: settings.endpoint)
        return try builder.request(for: wish, of: order)
    }

    /// Sends a request: its very bytes, freshly signed.
    public func send(_ request: ProviderRequest) async -> ProviderAnswer<ProviderReceipt> {
        await answer(to: request.message) { reader.receipt(in: $0, for: request) }
    }

    /// The customer whom a request names, in its path or in its body.
    public func openID(in message: RequestMessage) -> OpenID? { message.openID }

    /// Asks where an authorization stands.
    public func query(
        _ authorization: AuthorizationReference
    ) async -> ProviderAnswer<AuthorizationObservation> {
        await answer(to: PermissionTarget.query(authorization, of: settings.merchant)) {
            reader.observation(in: $0, of: authorization)
        }
    }

    /// Makes the exact bytes of a request about an authorization.
    ///
    /// - Throws: `RequestProblems` if the wish breaks a rule of WeChat's.
    public func request(
        for wish: AuthorizationWish
    ) throws(RequestProblems) -> AuthorizationRequest {
        let builder = RequestBuilder(
            merchant: settings.merchant, reasonLimit: CancelReason.newerLimit)
        return try builder.request(for: wish)
    }

    /// Sends a request about an authorization: its very bytes, freshly signed.
    public func send(
        _ request: AuthorizationRequest
    ) async -> ProviderAnswer<AuthorizationReceipt> {
        await answer(to: request.message) { reader.receipt(in: $0, for: request) }
    }

    /// Verifies and decrypts a notification.
    ///
    /// Where the key is not known that signed it, the platform certificates are downloaded in the
    /// background, once a minute at most: WeChat sends the notification again, and may have begun
    /// to sign with the next certificate.
    ///
    /// - Throws: `NotificationProblem` for whatever WeChat did not sign for this merchant.
    public func open(
        _ notification: WeChatNotification
    ) async throws(NotificationProblem) -> OpenedNotification {
        do throws(NotificationProblem) {
            return try opener.open(notification, at: clock.now())
        } catch {
            if case .unverified(let problem) = error { demandCertificates(because: problem) }
            throw error
        }
    }

    /// Exchanges a message, and reads the verified answer to it.
    ///
    /// - Parameter personal: What is blotted out wherever an answer repeats it, beside the customer
    ///   whom the message names.
    private func answer<Value>(
        to message: RequestMessage, hiding personal: String? = nil,
        _ read: (VerifiedAnswer) -> ProviderAnswer<Value>
    ) async -> ProviderAnswer<Value> {
        switch await exchange(message, hiding: personal ?? message.openID?.text) {
        case .verified(let answer): read(answer)
        case .unknown(let cause): .unknown(cause)
        case .notSent(let failure): .notSent(failure)
        }
    }

    private func demandCertificates(because problem: VerificationProblem) {
        guard [.unknownSerial, .keyNotValid].contains(problem), trustsCertificates,
            demand.mayAsk(at: clock.uptime())
        else { return }
        Task { _ = try? await fetchCertificates() }
    }

    /// Fetches WeChat's platform certificates and trusts each for as long as it is valid; one that
    /// is not valid yet is kept until it is.
    ///
    /// The list itself is verified with a key that is trusted already; there is no first download
    /// on faith. A certificate that cannot be used is left out, as long as another can.
    ///
    /// - Returns: The serial numbers that are kept now and were not before.
    /// - Throws: ``WeChatPayError``: `certificates_unavailable`, `decryption_failed`, or one whose
    ///   code begins with `certificate` or `key`.
    public func fetchCertificates() async throws(WeChatPayError) -> [String] {
        try await downloadCertificates().new
    }

    /// Fetches the certificates, and says why some cannot be used.
    func downloadCertificates() async throws(WeChatPayError) -> (
        new: [String], refused: [WeChatPayError]
    ) {
        func unavailable(_ explanation: String) -> WeChatPayError {
            WeChatPayError(.certificatesUnavailable, "platform certificates", explanation)
        }
        switch await exchange(PayScoreTarget.certificates.message([])) {
        case .verified(let answer) where answer.status == 200:
            let list = try CertificateList(
                answer.body, apiV3Key: settings.merchant.apiV3Key, at: clock.now(),
                sizeLimit: settings.limits.answerBytes)
            return (list.keys.filter { ring.add($0) }.map(\.id), list.refused)
        case .verified(let answer):
            let code = ErrorAnswer(answer.body, limit: settings.limits.answerBytes)?.code
            throw unavailable("WeChat answered \(answer.status) \(code ?? "")")
        case .unknown(let cause): throw unavailable("no verified answer: \(cause)")
        case .notSent(let failure): throw unavailable(failure.explanation)
        }
    }

    /// Whether certificates are among what is trusted from the start, which end and are replaced.
    var trustsCertificates: Bool { settings.trustedKeys.contains { $0.notAfter != nil } }

    /// Whether a key of WeChat's is trusted and valid, so that answers can be verified.
    public func canVerify(at moment: Timestamp) -> Bool {
        settings.trustedKeys.contains { $0.isValid(at: moment) }
            || ring.lastingKey(at: moment) != nil
    }

    /// When the first of the certificates that are valid at a moment ends, if there is one.
    func firstCertificateEnd(after moment: Timestamp) -> Timestamp? {
        ring.firstEnd(after: moment)
    }

    /// Closes all connections; every later call is not sent.
    public func shutdown() async {
        await transport.shutdown()
    }

    private var reader: AnswerReader {
        AnswerReader(merchant: settings.merchant, sizeLimit: settings.limits.answerBytes)
    }

    /// Sends to the first origin that can be reached; the next is tried only if nothing was sent.
    ///
    /// - Parameter secret: A text that is blotted out of what an unverified answer claims.
    func exchange(
        _ message: RequestMessage, hiding secret: String? = nil
    ) async -> Exchange {
        var failures: [String] = []
        for base in settings.endpoint.bases {
            let headers: HTTPHeaders
            do {
                headers = try self.headers(for: message)
            } catch {
                return .notSent(UnreachableProvider(explanation: error.description))
            }
            let outcome = await transport.exchange(
                method: message.method, url: base.text + message.path, headers: headers,
                body: message.body)
            switch Exchange(outcome, verifiedBy: verifier, at: clock.now(), hiding: secret) {
            case .notSent(let failure): failures.append("\(base.text): \(failure.explanation)")
            case .verified(let answer): return .verified(answer)
            case .unknown(let cause): return .unknown(cause)
            }
        }
        return .notSent(UnreachableProvider(explanation: failures.joined(separator: "; ")))
    }

    /// The key by which a request is to be answered: as configured, or once that has ended, the one
    /// that was fetched and is valid longest.
    private var namedKey: WeChatPayKey? {
        let now = clock.now()
        return settings.trustedKeys.first { $0.isValid(at: now) } ?? ring.lastingKey(at: now)
            ?? settings.trustedKeys.first
    }

    /// What stands in the head of a request, freshly signed.
    func headers(
        for message: RequestMessage
    ) throws(WeChatPayError) -> HTTPHeaders {
        var headers = HTTPHeaders([
            (
                "Authorization",
                try signer.authorization(
                    method: message.method, target: message.path, body: message.body)
            ),
            ("Accept", "application/json"),
            ("User-Agent", settings.userAgent),
        ])
        if let key = namedKey { headers.add(name: "Wechatpay-Serial", value: key.id) }
        if !message.body.isEmpty { headers.add(name: "Content-Type", value: "application/json") }
        return headers
    }
}
