import Foundation
import Logging

/// Sends notifications when they are due, a bounded number at the same time.
actor NotificationQueue {
    private static let inFlightLimit = 16

    private let store: SandboxStore
    private let keys: KeyRing
    private let sender: any NotificationSender
    private let settings: SandboxSettings
    /// What is to be sent, the next one last.
    private var waiting: [PendingNotification] = []
    private var inFlight: [Int: Task<Void, Never>] = [:]
    private var begun = 0
    private var alarm: (due: Date, task: Task<Void, Never>)?
    /// The latest time that was waited for: a clock that was set back delays nothing.
    private var horizon = Date.distantPast
    private var isStopped = false

    init(
        store: SandboxStore, keys: KeyRing, sender: any NotificationSender,
        settings: SandboxSettings
    ) {
        self.store = store
        self.keys = keys
        self.sender = sender
        self.settings = settings
    }

    /// Sends whatever the store has to be sent, until it is cancelled or stopped.
    func run() async {
        for await pending in store.pendingNotifications {
            guard !isStopped else { return }
            waiting.insert(pending, at: place(of: pending.due))
            work()
        }
    }

    /// Where something with this due time belongs: after what is due later, and before the rest.
    private func place(of due: Date) -> Int {
        var (low, high) = (0, waiting.count)
        while low < high {
            let middle = (low + high) / 2
            if waiting[middle].due > due { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Drops what is being sent, which is sent again after a restart.
    func stop() async {
        isStopped = true
        alarm?.task.cancel()
        for task in inFlight.values { task.cancel() }
        for task in inFlight.values { await task.value }
        await sender.shutdown()
    }

    private var now: Date { max(settings.clock(), horizon) }

    /// Begins what is due, as far as there is room, and waits for what is not.
    private func work() {
        guard !isStopped else { return }
        while inFlight.count < Self.inFlightLimit, let next = waiting.last, next.due <= now {
            waiting.removeLast()
            begun += 1
            let number = begun
            inFlight[number] = Task {
                await attempt(next)
                inFlight[number] = nil
                work()
            }
        }
        guard inFlight.count < Self.inFlightLimit, let next = waiting.last,
            alarm?.due != next.due
        else { return }
        alarm?.task.cancel()
        let wait = Duration.milliseconds(
            Int64((next.due.timeIntervalSince(now) * 1000).rounded(.up)))
        alarm = (next.due, Task { await ring(at: next.due, after: wait) })
    }

    private func ring(at due: Date, after wait: Duration) async {
        guard (try? await settings.pause(wait)) != nil, alarm?.due == due else { return }
        alarm = nil
        horizon = max(horizon, due)
        work()
    }

    private func attempt(_ pending: PendingNotification) async {
        switch pending.subject {
        case .notification(let id): await send(id, due: pending.due)
        case .payment(let number):
            // Only the clock says what time it is for an order.
            await store.settlePayment(of: number, pending, at: settings.clock())
        }
    }

    /// Sends one notification, twice if a fault says so.
    private func send(_ id: String, due: Date) async {
        guard let (outgoing, fault) = await store.beginTry(of: id, due: due, at: now) else {
            return
        }
        var tries: [NotificationTry] = []
        var isTaken = false
        for turn in 0..<(fault == .duplicate ? 2 : 1) {
            guard
                let message = try? NotificationMessage(
                    outgoing, fault, signedBy: keys.signingKey(settings.signingMode),
                    apiV3Key: keys.identity.apiV3Key, at: settings.clock())
            else { return }
            let time = settings.clock()
            let reply = await sender.send(message)
            guard !Task.isCancelled else { return }
            tries.append(NotificationTry(message, fault, at: time, reply))
            if turn == 0 { isTaken = reply.isTaken }
            log(outgoing, reply)
        }
        let isSpoilt = fault?.spoils ?? false
        await store.finishTry(of: outgoing, tries, isTaken: isTaken && !isSpoilt, at: now)
    }

    private func log(_ outgoing: OutgoingNotification, _ reply: NotificationReply) {
        let outcome =
            switch reply {
            case .answered(let status, _): "answered \(status)"
            case .unanswered(let problem): problem
            }
        settings.logger.info(
            "\(outgoing.event.rawValue) \(outgoing.id) to \(outgoing.notifyURL): \(outcome)")
    }
}

extension NotificationTry {
    fileprivate init(
        _ message: NotificationMessage, _ fault: NotificationFault.Kind?, at time: Date,
        _ reply: NotificationReply
    ) {
        self.time = WeChatTime.utcMilliseconds(of: time)
        serial = message.serial
        self.fault = fault
        switch reply {
        case .answered(let status, let text):
            self.status = status
            answer = text
            problem = nil
        case .unanswered(let problem):
            status = nil
            answer = nil
            self.problem = problem
        }
    }
}
