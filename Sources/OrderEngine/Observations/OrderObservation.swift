import OrderJournal
import OrderLifecycle

/// What an observation of an order shows, and from when it is.
struct OrderObservation: Hashable, Sendable {
    let interpretation: SnapshotInterpretation
    /// What the observation says that cannot be true together.
    let contradiction: Contradiction?
    let identity: OrderIdentity
    let evidence: Evidence?
    /// Whether WeChat's signature stands behind it; otherwise the merchant's own code claims it.
    let isSigned: Bool
    /// From when it is; `nil` of what nobody asked WeChat for.
    let time: ObservationTime?
    /// When WeChat signed it, where that is told.
    let signedAt: Timestamp?
    /// The call of ours that the observation is the answer to.
    let answered: ProviderRequest?
    /// What is announced by the notification in which the order is shown so, if it is one.
    let notice: OrderNotice?

    /// What a snapshot shows.
    init(
        _ snapshot: OrderSnapshot, identity: OrderIdentity, evidence: Evidence?, isSigned: Bool,
        at time: ObservationTime? = nil, signedAt: Timestamp? = nil,
        answering call: ProviderRequest? = nil, announcing notice: OrderNotice? = nil
    ) {
        interpretation =
            notice.map { snapshot.interpretation(announcedAs: $0) } ?? snapshot.interpretation
        contradiction = snapshot.contradiction
        self.identity = identity
        self.evidence = evidence
        self.isSigned = isSigned
        self.time = time
        self.signedAt = evidence?.signedAt ?? signedAt
        answered = call
        self.notice = notice
    }

    /// What WeChat's signed answer to a query shows.
    init(_ seen: ProviderObservation, _ evidence: Evidence, askedAt: Duration) {
        self.init(
            seen.snapshot, identity: seen.identity, evidence: evidence, isSigned: true,
            at: ObservationTime(askedAt: askedAt, signedAt: evidence.signedAt))
    }

    /// What the observation adds to what is known of its order.
    ///
    /// - Parameter isCurrent: Whether it shows the order as it is since that was learnt.
    func finding(on order: OrderProjection, isCurrent: Bool = true) -> ObservationOutcome {
        if isOfAnother(than: order) { return .contradiction(.identityChanged) }
        return birth(of: order)
            ?? order.knowledge.finding(
                in: interpretation, isSigned: isSigned, isCurrent: isCurrent)
    }

    /// Whether the observation is of another order than the one that is known; WeChat's word also
    /// decides to whom an order belongs of which so far something was only claimed.
    func isOfAnother(than order: OrderProjection) -> Bool {
        (order.isVerified || !isSigned) && order.identity.contradicts(identity)
    }

    /// To whom the order belongs after the observation: a claim adds nothing to WeChat's word, and
    /// is left behind where that comes.
    func identity(on order: OrderProjection) -> OrderIdentity {
        if order.isVerified, !isSigned { return order.identity }
        if !order.isVerified, isSigned { return identity }
        return order.identity.completed(by: identity)
    }

    /// The state that an attempt is judged by: what is known, completed by what this observation
    /// alone says of the payment of an order that is known to be done.
    func state(beside known: OrderState) -> OrderState {
        guard case .known(.done(let paid, let route)) = known,
            case .phase(.done(let shown, let shownRoute), _) = interpretation
        else { return known }
        return .known(.done(paid: paid ?? shown, through: route ?? shownRoute))
    }

    /// What the observation says beside its finding that cannot be true.
    func contradictions(beside finding: ObservationOutcome, on order: OrderProjection)
        -> [Contradiction]
    {
        var found: [Contradiction] = []
        if let contradiction, finding.supportsState, isSigned || !order.isVerified {
            found.append(contradiction)
        }
        guard isSigned, !order.isVerified else { return found }
        let endedByClaim = order.state.phase?.kind.isFinal ?? false
        if case .indeterminate = finding, endedByClaim { found.append(.unverifiedDiffers) }
        if order.identity.contradicts(identity) { found.append(.unverifiedDiffers) }
        return found
    }

    /// The event that comes before what this observation shows, where it is the answer to a create
    /// and complete in one: the order began with that call, and is completed besides.
    func creationBeforeCompletion(of order: OrderProjection) -> OrderEvent? {
        guard case .createCompleted? = answered?.call, order.state.lastPhase == nil,
            !isOfAnother(than: order)
        else { return nil }
        return switch interpretation {
        case .phase(.awaitingPayment, _), .phase(.done, _), .indeterminate:
            .created(.noConfirm, riskFund: nil)
        case .phase(.created, _), .phase(.inService, _), .phase(.revoked, _), .phase(.expired, _):
            nil
        }
    }

    /// The event by which an order of ours begins, where this observation is the answer to our
    /// create and shows the phase that its mode leads to.
    ///
    /// In no-confirm mode an order that shows as created is one whose creation failed at WeChat:
    /// it exists, and is adopted as it stands.
    private func birth(of order: OrderProjection) -> ObservationOutcome? {
        guard case .create(let mode, let riskFund)? = answered?.call,
            order.state.lastPhase == nil, case .phase(let phase, _) = interpretation
        else { return nil }
        let event = OrderEvent.created(mode, riskFund: riskFund)
        guard let expected = try? OrderPhase.beginning(with: event), expected.kind == phase.kind
        else { return nil }
        return .event(event)
    }
}

extension OrderObservation {
    /// The observation with the evidence that it rests on.
    func resting(on evidence: Evidence?) -> OrderObservation {
        OrderObservation(self, evidence: evidence)
    }

    private init(_ other: OrderObservation, evidence: Evidence?) {
        interpretation = other.interpretation
        contradiction = other.contradiction
        identity = other.identity
        self.evidence = evidence
        isSigned = other.isSigned
        time = other.time
        signedAt = other.signedAt
        answered = other.answered
        notice = other.notice
    }
}
