import Foundation

// The notifications: they are stored with what they tell of, and after each try.
extension SandboxStore {
    /// Stores what has happened, with the notifications that tell of it.
    func storeAndTell(_ entry: StoreEntry, at now: Date) -> Bool {
        var notices: [Notice] = []
        if let order = entry.order {
            let earlier = orders[order.creation.outOrderNumber]
            if let notice = Notice(of: order, after: earlier, settings.notifiedSync) {
                notices.append(notice)
            }
        }
        if let authorization = entry.authorization {
            let earlier = authorizations[authorization.code]
            if let notice = Notice(of: authorization, after: earlier) { notices.append(notice) }
        }
        guard !notices.isEmpty else { return store(entry) }
        var told = entry
        // Nothing that we encode fails.
        told.notifications = notices.compactMap {
            try? OutgoingNotification($0, to: settings.notificationReceiver, at: now)
        }
        return store(told)
    }

    /// Stores that a deduction has paid an order, when its time has come.
    func settlePayment(of number: String, _ pending: PendingNotification, at now: Date) {
        guard let order = orders[number], order.paymentDue == pending.due else { return }
        let settled = order.settled(at: now)
        if case .done = settled.stage {
            _ = storeAndTell(StoreEntry(order: settled), at: now)
        } else if now > pending.since {
            // The clock was set back meanwhile; one that stands still is not waited for.
            announce(order, at: now)
        }
    }

    /// The notifications, oldest first.
    var shownNotifications: [ShownNotification] {
        notifications.all.map(ShownNotification.init)
    }

    /// Sends a notification again, however it stands.
    func sendAgain(_ id: String, at now: Date) throws(ControlRefusal) -> ShownNotification {
        guard let outgoing = notifications[id] else { throw .noSuchNotification(id) }
        guard outgoing.progress != .notLoopback else {
            throw .wrongStage("Nothing is sent to \(outgoing.notifyURL): it is another machine.")
        }
        let next = outgoing.startedAnew(at: now)
        guard store(StoreEntry(notifications: [next])) else { throw .notStored }
        return ShownNotification(next)
    }

    /// Plays a fault on the next tries that it is for, after those that were asked for earlier.
    func play(_ fault: NotificationFault) throws(ControlRefusal) {
        guard notificationFaults.count < Self.faultLimit else {
            throw .badRequest("\(Self.faultLimit) faults are waiting; delete them first.")
        }
        guard store(StoreEntry(notificationFaults: notificationFaults + [fault])) else {
            throw .notStored
        }
    }

    /// Takes up a notification that is due, with the fault that its try meets.
    ///
    /// - Returns: `nil` if it is not to be sent now.
    func beginTry(
        of id: String, due: Date, at now: Date
    ) -> (OutgoingNotification, NotificationFault.Kind?)? {
        guard let outgoing = notifications[id], outgoing.progress == .pending,
            outgoing.due == due
        else { return nil }
        guard let index = notificationFaults.firstIndex(where: { $0.concerns(outgoing) }) else {
            return (outgoing, nil)
        }
        let fault = notificationFaults[index]
        var entry = StoreEntry(notificationFaults: notificationFaults)
        entry.notificationFaults?[index].times -= 1
        if fault.times == 1 { entry.notificationFaults?.remove(at: index) }
        var next = outgoing
        switch fault.kind {
        case .duplicate, .forged, .wrongKey, .wrongSerial, .signTest:
            return store(entry) ? (outgoing, fault.kind) : nil
        case .delay: next.due = now.addingTimeInterval(Double(fault.delayMilliseconds) / 1000)
        case .reordered:
            next.progress = .heldBack
            next.due = nil
        case .never:
            next.progress = .neverSent
            next.due = nil
        }
        entry.notifications = [next]
        // What could not be stored stays where it is until a restart.
        _ = store(entry)
        return nil
    }

    /// Records how a try went, and lets go what was held back until then.
    func finishTry(
        of outgoing: OutgoingNotification, _ tries: [NotificationTry], isTaken: Bool, at now: Date
    ) {
        guard var current = notifications[outgoing.id] else { return }
        // Meanwhile it may have been sent again by hand, which has a schedule of its own.
        if current.progress == .pending, current.due == outgoing.due {
            current = current.advanced(isTaken: isTaken, at: now, speed: settings.notificationSpeed)
        }
        current.tries += tries
        let overtaken = notifications.overtaken(by: current).map { $0.startedAnew(at: now) }
        _ = store(StoreEntry(notifications: [current] + overtaken))
    }
}
