import OrderEngine
import OrderJournal
import OrderLifecycle

/// What WeChat has to tell of an order or an authorization: it may arrive late, twice, out of
/// order or never.
struct Notice {
    /// What happened.
    enum Content {
        /// To an order, by its number in the world, as it was then.
        case order(OrderNotice, Int, OrderSnapshot)
        case authorization(AuthorizationNotice, AuthorizationObservation)
    }

    let details: NotificationDetails
    let place: Place
    let content: Content
}

/// A notification on its way to us.
struct SentNotification {
    /// What WeChat tells; `nil` of a forgery.
    let notice: Notice?
    let message: WeChatNotification
}

extension World {
    /// Notes what WeChat will tell of something that has just happened.
    func announce(_ event: WeChatEvent, of order: Int) {
        switch event {
        case .confirmed: announce(.userConfirmed, of: order, as: weChat.orders[order])
        case .paid, .partlyPaid: announce(.userPaid, of: order, as: weChat.orders[order])
        case .deductionBegun, .lapsed, .createdElsewhere, .completedElsewhere,
            .cancelledElsewhere, .reducedElsewhere, .syncedElsewhere:
            break
        }
    }

    /// Notes what WeChat has told of an order that was there before the schedule began.
    func announceFound(_ order: Int) {
        let found = weChat.orders[order]
        switch found.state {
        case .none, .created, .expired: break
        case .inService, .paying, .done, .revoked:
            announce(.userConfirmed, of: order, as: .found(.inService, amount: 0))
        }
        if found.state == .done { announce(.userPaid, of: order, as: found) }
    }

    private func announce(_ kind: OrderNotice, of order: Int, as shown: WeChatOrder) {
        let number = notices.count + 1
        // What shows no payment announces none.
        guard let snapshot = WireWords.snapshot(of: shown),
            kind == .userConfirmed || shown.paid > 0,
            let id = try? NotificationID("n-\(number)"),
            let type = try? NotificationType(kind.rawValue)
        else { return }
        notices.append(
            Notice(
                details: NotificationDetails(
                    id, type: type, content: Digest32.of("notice \(number)".utf8)),
                place: .order(order), content: .order(kind, order, snapshot)))
    }

    /// What arrives about an order or an authorization: anything that WeChat has told of it so far,
    /// signed anew or some minutes ago, or a forgery; `nil` if it has told nothing.
    func notification(about place: Place) -> SentNotification? {
        let known = notices.indices.filter { notices[$0].place == place }
        guard !known.isEmpty else { return nil }
        let index = dice.falls(500) ? known[known.count - 1] : dice.pick(known)
        let isForged = dice.falls(150)
        let signedAt = time - (dice.falls(200) ? dice.within(0...600_000) : 0)
        let body = "\(isForged ? "forged" : "sent") \(index) \(signedAt)"
        return SentNotification(
            notice: isForged ? nil : notices[index],
            message: WeChatNotification(headers: [], body: Array(body.utf8)))
    }

    /// What WeChat sent, and when it signed that, by its clock; `nil` of a forgery.
    func sentNotification(_ message: WeChatNotification) -> (notice: Notice, signedAt: Int64)? {
        let words = String(decoding: message.body, as: UTF8.self).split(separator: " ")
        guard words.count == 3, let index = Int(words[1]), let signedAt = Int64(words[2]) else {
            return nil
        }
        if words[0] == "sent" { return (notices[index], signedAt) }
        guard tampering == .believesForgeries,
            let id = try? NotificationID("forged-\(index)")
        else { return nil }
        let copied = notices[index]
        let forged = Notice(
            details: NotificationDetails(
                id, type: copied.details.type, content: Digest32.of("forged \(index)".utf8)),
            place: copied.place, content: copied.content)
        return (forged, signedAt)
    }
}
