public import OrderEngine
public import OrderJournal
public import OrderLifecycle
import StrictJSON
import Synchronization

/// A provider without a network: it keeps orders as WeChat would show them and misbehaves as told.
///
/// For tests of the engine and of programs that embed it. How WeChat really speaks is the
/// sandbox's business; this one only has orders, effects and lost words.
public final class FakeProvider: Provider {
    /// What happens to the next call of a call instead of the usual.
    public enum Mishap: Sendable {
        /// The answer is lost; the effect is there, or not.
        case lost(isApplied: Bool)
        /// A server error; the effect is there, or not.
        case failed(isApplied: Bool)
        /// Answered with what is not verified; the effect is there, or not.
        case unverified(AnswerClaim, isApplied: Bool)
        /// Refused for this.
        case refused(Refusal)
        /// WeChat cannot be reached.
        case unreachable
        /// Carried out, but the answer does not say where the order stands.
        case reticent
        /// The usual, after this has been done.
        case after(@Sendable () async -> Void)
    }

    /// Something that was asked of the provider.
    public enum Call: Hashable, Sendable {
        /// An order was asked for.
        case query(OutOrderNumber)
        /// A request was sent.
        case send(ProviderRequest)
        /// An authorization was asked for.
        case queryAuthorization(AuthorizationReference)
        /// A request about an authorization was sent.
        case sendAuthorization(AuthorizationRequest)
    }

    /// The merchant whose orders these are.
    public let merchant: MerchantID?

    /// What is shown, and what was asked.
    let state: Mutex<State>

    /// What is shown, and what was asked.
    struct State {
        var authorizations: [AuthorizationObservation] = []
        var tokens = 0
        var orders: [OutOrderNumber: OrderSnapshot] = [:]
        var queryIDs: [QueryID: OutOrderNumber] = [:]
        var identity = OrderIdentity()
        var signature: (@Sendable () -> Timestamp)?
        var calls: [Call] = []
        var queryMishaps: [Mishap] = []
        var sendMishaps: [Mishap] = []
        var notifications: [[UInt8]: OpenedNotification] = [:]
    }

    /// Creates a provider without orders.
    public init(merchant: MerchantID? = BeginningDetails.sample.merchant) {
        self.merchant = merchant
        state = Mutex(State())
    }

    /// Shows an order from now on as this.
    public func show(_ order: OutOrderNumber, as snapshot: OrderSnapshot?) {
        state.withLock { $0.orders[order] = snapshot }
    }

    /// Finds an order from now on by this as well.
    ///
    /// - Parameters:
    ///   - order: The order.
    ///   - id: By what it is found.
    public func show(_ order: OutOrderNumber, by id: QueryID) {
        state.withLock { $0.queryIDs[id] = order }
    }

    /// Shows every order as belonging to this from now on.
    public func show(identity: OrderIdentity) {
        state.withLock { $0.identity = identity }
    }

    /// Dates every answer from now on by this clock, in whole seconds, as WeChat's signatures are
    /// dated; before that, no answer has a date.
    public func sign(by clock: @escaping @Sendable () -> Timestamp) {
        state.withLock { $0.signature = clock }
    }

    /// Makes the next queries go wrong, one after the other.
    public func disturbQueries(_ mishaps: Mishap...) {
        state.withLock { $0.queryMishaps += mishaps }
    }

    /// Makes the next sendings go wrong, one after the other.
    public func disturbSending(_ mishaps: Mishap...) {
        state.withLock { $0.sendMishaps += mishaps }
    }

    /// Returns a notification that is believed and opens as this.
    public func notification(_ opened: OpenedNotification) -> WeChatNotification {
        let body = Array("\(opened.details.id) \(opened.details.content.hex)".utf8)
        state.withLock { $0.notifications[body] = opened }
        return WeChatNotification(headers: [], body: body)
    }

    /// Returns a notification that is believed, about an order that it shows as this.
    ///
    /// - Throws: `InvalidValue` if the ID is none.
    public func notification(
        _ id: String, _ notice: OrderNotice, of order: OutOrderNumber,
        showing snapshot: OrderSnapshot
    ) throws -> WeChatNotification {
        let type =
            switch notice {
            case .userConfirmed: "PAYSCORE.USER_CONFIRM"
            case .userPaid: "PAYSCORE.USER_PAID"
            }
        let identity = state.withLock { $0.identity }
        return notification(
            OpenedNotification(
                NotificationDetails(
                    try NotificationID(id), type: try NotificationType(type),
                    content: Digest32.of("\(type) \(order) \(snapshot)".utf8)),
                .order(notice, order, ProviderObservation(snapshot: snapshot, identity: identity)),
                evidence: evidence))
    }

    /// Everything that was asked, in order.
    public var calls: [Call] { state.withLock { $0.calls } }

    /// The requests that were sent, in order.
    public var sent: [ProviderRequest] {
        calls.compactMap {
            switch $0 {
            case .send(let request): request
            case .query, .queryAuthorization, .sendAuthorization: nil
            }
        }
    }

    // MARK: Provider

    /// Shows where the order stands, unless a mishap was planned.
    public func query(_ order: OutOrderNumber) async -> ProviderAnswer<ProviderObservation> {
        let mishap = state.withLock { state in
            state.calls.append(.query(order))
            return state.queryMishaps.isEmpty ? nil : state.queryMishaps.removeFirst()
        }
        switch mishap {
        case .lost: return .unknown(.timedOut)
        case .failed: return .unknown(.serverError(status: 500, code: nil))
        case .unverified(let claim, _): return .unknown(.unverified(claim))
        case .refused(let refusal): return .refused(refusal, evidence)
        case .unreachable: return .notSent(UnreachableProvider(explanation: "told so"))
        case .reticent:
            return .accepted(
                ProviderObservation(snapshot: OrderSnapshot(state: nil), identity: OrderIdentity()),
                evidence)
        case .after(let work): await work()
        case .none: break
        }
        let (snapshot, identity) = state.withLock { ($0.orders[order], $0.identity) }
        guard let snapshot else { return .refused(Self.noOrder, evidence) }
        return .accepted(ProviderObservation(snapshot: snapshot, identity: identity), evidence)
    }

    /// Shows where the order stands that is found by this; a mishap goes with the order's query.
    public func query(_ id: QueryID) async -> ProviderAnswer<FoundOrder> {
        guard let order = state.withLock({ $0.queryIDs[id] }) else {
            return .refused(Self.noOrder, evidence)
        }
        return switch await query(order) {
        case .accepted(let seen, let evidence):
            .accepted(FoundOrder(order: order, observation: seen), evidence)
        case .refused(let refusal, let evidence): .refused(refusal, evidence)
        case .unknown(let answer): .unknown(answer)
        case .notSent(let failure): .notSent(failure)
        }
    }

    private static let noOrder = Refusal(
        kind: .unknownOrder, code: "ORDER_NOT_EXIST", status: 404, message: "")

    /// Reads what a merchant brings, and sends it as it is.
    ///
    /// Of a create that is `need_user_confirm` and the risk fund, of a complete, a modify or a
    /// create and complete in one `total_amount`, which they need. The rest of a body is not
    /// looked at.
    public func request(
        for wish: ProviderWish, of order: OutOrderNumber
    ) throws(RequestProblems) -> ProviderRequest {
        let body: [UInt8]
        let terms: CallTerms
        switch wish.content {
        case .json(let json): (body, terms) = (json, try CallTerms(of: wish.kind, json: json))
        case .reason(let reason): (body, terms) = (Array(reason.text.utf8), CallTerms())
        case .nothing: (body, terms) = ([], CallTerms())
        case .paidAt(let moment):
            (body, terms) = (Array(moment.beijing.utf8), CallTerms(paidAt: moment))
        }
        guard let call = OrderCall(wish.kind, terms) else {
            throw RequestProblems(pointer: "", explanation: "is no \(wish.kind.rawValue)")
        }
        return ProviderRequest(
            call: call, order: order,
            message: RequestMessage(
                path: "/\(wish.kind.rawValue)/\(order.pathSegment)", body: body))
    }

    /// Opens what ``notification(_:)`` has returned; everything else is a forgery.
    public func open(
        _ notification: WeChatNotification
    ) async throws(NotificationProblem) -> OpenedNotification {
        guard let opened = state.withLock({ $0.notifications[notification.body] }) else {
            throw .unverified(.signatureWrong)
        }
        return opened
    }

    /// Carries the call out, unless a mishap was planned.
    public func send(_ request: ProviderRequest) async -> ProviderAnswer<ProviderReceipt> {
        await carryOut(.send(request)) {
            apply(request)
        } withoutState: {
            ProviderReceipt(snapshot: nil, identity: $0.identity)
        }
    }

    /// Carries a call out, unless a mishap was planned.
    ///
    /// - Parameters:
    ///   - call: What was asked.
    ///   - apply: What it does, and the answer to it.
    ///   - withoutState: The answer that does not say where anything stands now.
    func carryOut<Receipt>(
        _ call: Call, _ apply: () -> Receipt, withoutState: (Receipt) -> Receipt
    ) async -> ProviderAnswer<Receipt> {
        let mishap = state.withLock { state in
            state.calls.append(call)
            return state.sendMishaps.isEmpty ? nil : state.sendMishaps.removeFirst()
        }
        switch mishap {
        case .lost(let isApplied):
            if isApplied { _ = apply() }
            return .unknown(.timedOut)
        case .failed(let isApplied):
            if isApplied { _ = apply() }
            return .unknown(.serverError(status: 500, code: "SYSTEM_ERROR"))
        case .unverified(let claim, let isApplied):
            if isApplied { _ = apply() }
            return .unknown(.unverified(claim))
        case .refused(let refusal): return .refused(refusal, evidence)
        case .unreachable: return .notSent(UnreachableProvider(explanation: "told so"))
        case .reticent: return .accepted(withoutState(apply()), evidence)
        case .after(let work): await work()
        case .none: break
        }
        return .accepted(apply(), evidence)
    }

    private func apply(_ request: ProviderRequest) -> ProviderReceipt {
        state.withLock { state in
            let shown = OrderSnapshot(
                state.orders[request.order], carryingOut: request.call.terms,
                ending: request.call.rules.shown(by: nil))
            state.orders[request.order] = shown
            return ProviderReceipt(snapshot: shown, identity: state.identity)
        }
    }

    var evidence: Evidence {
        let moment = state.withLock { $0.signature }?()
        return Evidence(
            excerpt: nil, bodyDigest: String(repeating: "0", count: 64), requestID: "fake",
            signedBy: "fake",
            signedAt: moment?.inWholeSeconds)
    }
}

extension OrderSnapshot {
    /// What WeChat shows after a call: where the call ends the order, that; where it says that the
    /// customer paid elsewhere, that all is paid; where it names a total, that this much is
    /// awaited, less what was paid; and else a created order, unless it is there.
    fileprivate init(
        _ known: OrderSnapshot?, carryingOut terms: CallTerms, ending end: OrderSnapshot?
    ) {
        if let end {
            self = end
        } else if terms.paidAt != nil {
            var paid = known ?? OrderSnapshot(state: nil)
            let total = paid.collection?.totalAmount ?? .absent
            paid.state = "DONE"
            paid.stateDescription = nil
            paid.collection = CollectionSnapshot(
                state: "USER_PAID", totalAmount: total, payingAmount: .fen(0), paidAmount: total,
                paidTypes: ["MCH"])
            self = paid
        } else if let total = terms.total {
            let paid: Int64 =
                if case .fen(let fen)? = known?.collection?.paidAmount { fen } else { 0 }
            self.init(
                state: "DOING", stateDescription: "MCH_COMPLETE",
                collection: CollectionSnapshot(
                    state: "USER_PAYING", totalAmount: .fen(total.fen),
                    payingAmount: .fen(total.fen - paid), paidAmount: .fen(paid)))
        } else {
            self = known ?? OrderSnapshot(state: "CREATED")
        }
    }
}

extension CallTerms {
    /// What a body says of a call.
    fileprivate init(of kind: OrderCall.Kind, json: [UInt8]) throws(RequestProblems) {
        let body: JSONValue
        do throws(JSONProblem) {
            body = try JSONValue.read(json)
        } catch {
            throw RequestProblems(pointer: "", explanation: "\(error)")
        }
        self.init()
        switch kind {
        case .create:
            mode = body["need_user_confirm"] == .bool(false) ? .noConfirm : .confirm
            riskFund = body["risk_fund"]?["amount"]?.wholeNumber.flatMap { try? Amount(fen: $0) }
        case .createCompleted, .complete, .modify:
            guard let fen = body["total_amount"]?.wholeNumber, let total = try? Amount(fen: fen)
            else {
                throw RequestProblems(
                    pointer: "/total_amount", explanation: "is required: a whole number of fen")
            }
            self.total = total
        case .collect, .reportPaid, .cancel: break
        }
    }
}
