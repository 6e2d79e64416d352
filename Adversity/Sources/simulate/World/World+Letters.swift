import OrderEngine
import OrderLifecycle

extension World {
    /// Takes a request as it leaves the machine.
    func post(_ request: ProviderRequest, from incarnation: Incarnation) -> Letter {
        figures.requests += 1
        let order = index(of: request.order)
        let letter = Letter(
            request, order: order, attempt: oracle.openAttempt(of: order),
            signedAt: wall.milliseconds, sentAt: time)
        tell { "  sent: \(request.call.kind) order \(order + 1)" }
        var logged = request.body
        if tampering == .changesTheLog, !logged.isEmpty { logged[0] ^= 1 }
        oracle.sending(letter, body: logged, from: incarnation)
        return letter
    }

    /// Carries a request out at WeChat.
    func open(_ letter: Letter) -> WeChatImitation.Reply {
        let before = weChat.orders[letter.order]
        let customer = WeChatImitation.customer(in: letter.request.message.body)
        let isAuthorized =
            customer.map { customer in
                permissions.all.contains { $0.customer == customer && $0.state == .available }
            } ?? true
        let (reply, hadEffect) = weChat.process(
            letter.request.call.kind.rawValue, of: letter.order, body: bodyAsRead(letter),
            isAuthorized: isAuthorized, signedAt: letter.signedAt, at: time)
        letter.shown = weChat.orders[letter.order]
        if hadEffect {
            figures.effects += 1
            oracle.effect(of: letter, on: before)
        }
        if case .error = reply { letter.wasRefused = true }
        tell { "  WeChat: \(letter.request.call.kind) order \(letter.order + 1): \(reply)" }
        return reply
    }

    /// The bytes as WeChat reads them.
    private func bodyAsRead(_ letter: Letter) -> [UInt8] {
        guard tampering == .takesAFenMore, case .modify(let total) = letter.request.call else {
            return letter.request.body
        }
        return Self.modifyBody(of: total.fen - 1, number: 0)
    }

    /// How late a request may arrive: while its signature is young enough.
    ///
    /// Often it is the last moment. No network keeps it until the year that a clock of ours was
    /// set to.
    func lateness(of letter: some Posted) -> Int64 {
        if tampering == .acceptsLate { return dice.within(600_000...3_000_000) }
        let last =
            min(
                letter.signedAt + WeChatImitation.signatureLife,
                letter.sentAt + 2 * WeChatImitation.signatureLife) - time
        guard last > 1 else { return 1 }
        return dice.falls(500) ? max(1, last - dice.within(0...20)) : dice.within(1...last)
    }
}
