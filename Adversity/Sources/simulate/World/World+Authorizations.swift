import OrderEngine
import OrderJournal
import OrderLifecycle

/// What a call of a port, or an event, is about.
enum Place: Hashable {
    /// An order, by its number in the world.
    case order(Int)
    /// An authorization, by its number in the world.
    case authorization(Int)
}

/// Customers and their authorizations.
extension World {
    /// A customer as the merchant's application knows them.
    static func openID(of customer: Int) -> String { "oCUSTOMER-\(customer + 1)" }

    /// The number of a customer in the world.
    static func customer(of openID: OpenID) -> Int? {
        openID.text.split(separator: "-").last.flatMap { Int($0) }.map { $0 - 1 }
    }

    /// Where a code stands among the authorizations.
    func index(of code: AuthorizationCode) -> Int? {
        permissions.all.firstIndex { $0.code == code }
    }

    /// The authorization that a customer gave without a code, or would give.
    func unnamed(of customer: Int) -> Int { swarm.codes + customer }

    /// The authorization that a reference names at WeChat at this moment.
    func index(of reference: AuthorizationReference) -> Int {
        switch reference {
        case .code(let code): return index(of: code) ?? 0
        case .openID(let openID):
            let customer = Self.customer(of: openID) ?? 0
            return permissions.current(of: customer) ?? unnamed(of: customer)
        }
    }

    /// What the call under way is about.
    func place(of call: SimulatedCall) -> Place {
        if let customer = call.customer {
            .authorization(permissions.current(of: customer) ?? unnamed(of: customer))
        } else if let authorization = call.authorization {
            .authorization(authorization)
        } else {
            .order(call.order)
        }
    }

    func knownState(at place: Place) -> KnownState {
        switch place {
        case .order(let order): .order(weChat.orders[order].state)
        case .authorization(let index): .authorization(permissions.all[index].state)
        }
    }

    /// Whether WeChat holds an order of a customer that is not closed.
    func hasOpenOrders(_ customer: Int?) -> Bool {
        guard let customer else { return false }
        return weChat.orders.contains {
            $0.customer == customer && [.created, .inService, .paying].contains($0.state)
        }
    }

    // MARK: What happens outside

    /// Plans what customers do meanwhile.
    func beginAuthorizations() {
        guard swarm.codes > 0 else { return }
        for _ in 0..<(6 + dice.below(10)) {
            let index = dice.below(permissions.all.count)
            later(1 + thinking() * 2) { [self] in if !isCalm { happen(toAuthorization: index) } }
        }
    }

    /// Lets a customer, or another system, do something to an authorization.
    func happen(toAuthorization index: Int) {
        let customer = owner(of: index)
        let events = WeChatAuthorizationEvent.allCases.filter {
            (swarm.isForeign || !$0.isForeign)
                && permissions.admits($0, at: index, by: customer, at: time)
        }
        guard !events.isEmpty else { return }
        happen(dice.pick(events), toAuthorization: index, by: customer)
    }

    /// Who agrees to an authorization, or would.
    private func owner(of index: Int) -> Int {
        permissions.all[index].customer
            ?? (index >= swarm.codes ? index - swarm.codes : dice.below(swarm.customers))
    }

    private func happen(
        _ event: WeChatAuthorizationEvent, toAuthorization index: Int, by customer: Int
    ) {
        tell { "  WeChat: \(event) authorization \(index + 1) by customer \(customer + 1)" }
        permissions.happen(event, to: index, by: customer, at: time)
        announceAuthorization(index)
    }

    /// Lets something happen to an authorization while a call about it is under way.
    func meddle(withAuthorization index: Int) {
        if !isCalm, dice.falls(swarm.meddling) { happen(toAuthorization: index) }
    }

    /// Lets an authorization go on between an observation of it and the request that rests on it,
    /// until it stands where dice chose.
    func meddleBeforeSending(toAuthorization index: Int) {
        let isResent = SimulatedCall.current?.action == .reconcileAuthorizations
        guard !isCalm, dice.falls(isResent ? 800 : max(300, swarm.meddling)) else { return }
        // That another system has just requested it is the rarest to be met by a resending.
        let wanted =
            isResent && dice.falls(300)
            ? .pending : dice.pick(WeChatAuthorization.State.allCases)
        let customer = owner(of: index)
        for event in [WeChatAuthorizationEvent.requestedElsewhere, .agreed, .withdrawn]
        where permissions.all[index].state.rawValue < wanted.rawValue
            && (swarm.isForeign || !event.isForeign)
            && permissions.admits(event, at: index, by: customer, at: time)
        {
            happen(event, toAuthorization: index, by: customer)
        }
    }

    // MARK: Words of WeChat's

    /// Signs what an authorization shows, now; somebody may keep it.
    func sign(
        _ shown: WeChatAuthorization, of index: Int
    ) -> SignedAnswer<WeChatAuthorization> {
        let answer = SignedAnswer(shown: shown, signedAt: time, nonce: nextNonce())
        if keptAuthorizations[index].count == Self.mostKept {
            keptAuthorizations[index].removeFirst()
        }
        keptAuthorizations[index].append(answer)
        oracle.signed(shown, of: index)
        return answer
    }

    /// Notes what WeChat will tell of an authorization that has just been given, or has ended.
    func announceAuthorization(_ index: Int) {
        let shown = permissions.all[index]
        let (change, moment) =
            shown.state == .available
            ? (AuthorizationNotice.opened, shown.openedAt) : (.closed, shown.closedAt)
        let number = notices.count + 1
        guard [.available, .unavailable].contains(shown.state), let customer = shown.customer,
            let moment,
            let id = try? NotificationID("n-\(number)"),
            let type = try? NotificationType("PAYSCORE.\(change.rawValue.uppercased())")
        else { return }
        notices.append(
            Notice(
                details: NotificationDetails(
                    id, type: type, content: Digest32.of("notice \(number)".utf8)),
                place: .authorization(index),
                content: .authorization(
                    change,
                    AuthorizationObservation(
                        snapshot: change.snapshot(at: Timestamp(clamping: moment)),
                        code: shown.code, openID: try? OpenID(Self.openID(of: customer))))))
    }

    // MARK: Letters

    /// Takes a request about an authorization as it leaves the machine.
    func post(
        _ request: AuthorizationRequest, from incarnation: Incarnation
    ) -> AuthorizationLetter {
        figures.requests += 1
        let id = oracle.openAttempt(sending: request)
        let letter = AuthorizationLetter(
            request, attempt: id,
            authorization: id.flatMap { oracle.authorizationAttempts[$0]?.authorization },
            signedAt: wall.milliseconds, sentAt: time)
        tell { "  sent: \(request.call.rawValue) \(request.message.path)" }
        oracle.sending(letter, from: incarnation)
        return letter
    }

    /// Carries a request out at WeChat.
    ///
    /// - Returns: Whether it was accepted; what speaks against it, if not.
    func open(_ letter: AuthorizationLetter) -> (isAccepted: Bool, error: (Int, String)) {
        let index = index(of: letter.request.reference)
        let customer = permissions.all[index].customer
        let (isAccepted, error, hadEffect) = permissions.process(
            letter.request.call, of: index, signedAt: letter.signedAt,
            hasOpenOrders: hasOpenOrders(customer), at: time)
        if hadEffect {
            figures.effects += 1
            announceAuthorization(index)
            oracle.effect(of: letter, on: index)
        }
        if !isAccepted { letter.wasRefused = true }
        tell {
            "  WeChat: \(letter.request.call.rawValue) authorization \(index + 1): "
                + (isAccepted ? "accepted" : error.code)
        }
        return (isAccepted, error)
    }
}

/// A request about an authorization on its way to WeChat.
final class AuthorizationLetter: Posted, @unchecked Sendable {
    let request: AuthorizationRequest
    /// The attempt that the journal had open when it left.
    let attempt: AttemptID?
    /// The authorization, by its number in the world, under which that is recorded.
    let authorization: Int?
    let signedAt: Int64
    let sentAt: Int64
    /// Whether WeChat refused a copy of it.
    var wasRefused = false

    init(
        _ request: AuthorizationRequest, attempt: AttemptID?, authorization: Int?,
        signedAt: Int64, sentAt: Int64
    ) {
        self.request = request
        self.attempt = attempt
        self.authorization = authorization
        self.signedAt = signedAt
        self.sentAt = sentAt
    }
}
