import Foundation
import Logging

/// All that a sandbox remembers, in memory and on the disk: orders, authorizations, faults still to
/// be played, requests received.
///
/// Each request is judged, stored and only then answered, one after the other; what was answered is
/// therefore never forgotten, whenever the process ends.
actor SandboxStore {
    /// How many requests are kept in memory; older ones are in the file only.
    private static let requestLimit = 100_000
    static let faultLimit = 1000

    /// The notifications to be sent, each as often as it becomes due.
    nonisolated let pendingNotifications: AsyncStream<PendingNotification>
    let settings: SandboxSettings
    private let keys: KeyRing
    private let announcer: AsyncStream<PendingNotification>.Continuation
    private let file: RecordFile
    private(set) var orders: [String: ServiceOrder] = [:]
    private(set) var authorizations: [String: ServiceAuthorization] = [:]
    private var sequence = 0
    /// The faults still to be played, the next one first.
    private(set) var faults: [Fault] = []
    /// The requests received, oldest first.
    private(set) var requests: [RequestRecord] = []
    /// The faults still to be played on notifications, the next one first.
    private(set) var notificationFaults: [NotificationFault] = []
    private(set) var notifications = NotificationList()

    /// Opens the books of a directory and reads what was stored there.
    init(
        _ directory: SandboxDirectory, keys: KeyRing, settings: SandboxSettings
    ) throws(SandboxError) {
        self.keys = keys
        self.settings = settings
        (pendingNotifications, announcer) = AsyncStream.makeStream()
        var stored: [StoreEntry] = []
        let path = directory.records.path
        file = try RecordFile(directory.records) { (line, number) throws(SandboxError) in
            guard let entry = try? JSONDecoder().decode(StoreEntry.self, from: line) else {
                throw .fileDamaged(path: path, line: number)
            }
            stored.append(entry)
        }
        for entry in stored {
            if let order = entry.order { orders[order.creation.outOrderNumber] = order }
            if let authorization = entry.authorization {
                authorizations[authorization.code] = authorization
            }
            if let faults = entry.faults { self.faults = faults }
            if let faults = entry.notificationFaults { notificationFaults = faults }
            for outgoing in entry.notifications ?? [] { notifications.take(outgoing) }
            if let request = entry.request {
                requests.append(request)
                sequence = request.sequence
            }
        }
        requests.removeFirst(max(0, requests.count - Self.requestLimit))
        let now = settings.clock()
        let pending =
            notifications.all.compactMap { PendingNotification($0, since: now) }
            + orders.values.compactMap { PendingNotification($0, since: now) }
        for one in pending { announcer.yield(one) }
    }

    /// Records a request that was refused before it was known to be the merchant's; its answer is
    /// not signed.
    func refuse(_ request: ReceivedRequest, _ refusal: SandboxRefusal, at now: Date) -> Answer {
        let operation = try? SandboxOperation(method: request.method, path: String(request.path))
        let record = record(
            of: request, at: now, operation?.name, number: operation?.orderNumber(in: request),
            status: refusal.status, code: refusal.code, fault: nil)
        guard store(StoreEntry(request: record)) else {
            return Answer(.systemError, signature: .absent)
        }
        return Answer(refusal, signature: .absent)
    }

    /// Serves a request of the merchant's, fault and all.
    func serve(_ request: ReceivedRequest, at now: Date) -> Delivery {
        do throws(SandboxRefusal) {
            let operation = try SandboxOperation(method: request.method, path: String(request.path))
            return serve(request, operation, at: now)
        } catch {
            let record = record(
                of: request, at: now, nil, number: nil, status: error.status, code: error.code,
                fault: nil)
            let stored = store(StoreEntry(request: record))
            return Delivery(answer: Answer(stored ? error : .systemError), delayMilliseconds: 0)
        }
    }

    private func serve(
        _ request: ReceivedRequest, _ operation: SandboxOperation, at now: Date
    ) -> Delivery {
        let number = operation.orderNumber(in: request)
        let (fault, remaining) = faultFor(operation, number)
        var outcome: CallOutcome?
        var refusal: SandboxRefusal?
        var answer: Answer?
        if fault?.kind != .requestLost {
            do throws(SandboxRefusal) {
                if let refusal = fault?.kind.refusalBefore { throw refusal }
                outcome = try operation.call.outcome(
                    of: merchantRequest(request, segment: operation.segment, at: now))
                answer = outcome?.answer
            } catch {
                refusal = error
                answer = Answer(error)
            }
        }
        if let fault { answer = answer.flatMap(fault.kind.spoiling) }
        let record = record(
            of: request, at: now, operation.name, number: number, status: answer?.status,
            code: fault?.kind == .error500Applied ? SandboxRefusal.systemError.code : refusal?.code,
            fault: fault?.kind)
        let entry = StoreEntry(
            order: outcome?.changed, authorization: outcome?.authorization, request: record,
            faults: fault == nil ? nil : remaining)
        guard storeAndTell(entry, at: now) else {
            return Delivery(answer: Answer(.systemError), delayMilliseconds: 0)
        }
        return Delivery(answer: answer, delayMilliseconds: fault?.delayMilliseconds ?? 0)
    }

    private func merchantRequest(
        _ request: ReceivedRequest, segment: String?, at now: Date
    ) -> MerchantRequest {
        MerchantRequest(
            received: request, segment: segment, now: now, orders: orders,
            authorizations: authorizations, identity: keys.identity, settings: settings)
    }

    /// Finds the fault that a request meets, and the faults that are left after it.
    private func faultFor(
        _ operation: SandboxOperation, _ number: String?
    ) -> (fault: Fault?, remaining: [Fault]) {
        guard let index = faults.firstIndex(where: { $0.concerns(operation, number) }) else {
            return (nil, faults)
        }
        var remaining = faults
        remaining[index].times -= 1
        if remaining[index].times == 0 { remaining.remove(at: index) }
        return (faults[index], remaining)
    }

    private func record(
        of request: ReceivedRequest, at now: Date, _ operation: String?, number: String?,
        status: Int?, code: String?, fault: Fault.Kind?
    ) -> RequestRecord {
        RequestRecord(
            sequence: sequence + 1, request: request, at: now, operation: operation,
            outOrderNumber: number, status: status, code: code, fault: fault)
    }

    /// Writes an entry to the disk and then takes it over.
    ///
    /// - Returns: `false` if it could not be written; then nothing has changed.
    func store(_ entry: StoreEntry) -> Bool {
        guard let line = try? JSONText.bytes(of: entry), (try? file.append(line)) != nil else {
            return false
        }
        if let order = entry.order {
            orders[order.creation.outOrderNumber] = order
            announce(order, at: settings.clock())
        }
        if let authorization = entry.authorization {
            authorizations[authorization.code] = authorization
        }
        if let faults = entry.faults { self.faults = faults }
        if let faults = entry.notificationFaults { notificationFaults = faults }
        for outgoing in entry.notifications ?? [] { take(outgoing) }
        if let request = entry.request {
            sequence = request.sequence
            requests.append(request)
            if requests.count > Self.requestLimit { requests.removeFirst() }
        }
        return true
    }

    /// Takes over a notification that is on the disk, and has it sent when it is due.
    private func take(_ outgoing: OutgoingNotification) {
        notifications.take(outgoing)
        if let pending = PendingNotification(outgoing, since: settings.clock()) {
            announcer.yield(pending)
        } else if outgoing.progress == .notLoopback {
            settings.logger.warning(
                """
                \(outgoing.event.rawValue) is not sent to \(outgoing.notifyURL), which is not an \
                address on this machine
                """)
        }
    }

    /// Has an order looked at when a deduction will have paid it.
    func announce(_ order: ServiceOrder, at now: Date) {
        guard let pending = PendingNotification(order, since: now) else { return }
        announcer.yield(pending)
    }
}

extension PendingNotification {
    fileprivate init?(_ outgoing: OutgoingNotification, since now: Date) {
        guard let due = outgoing.due else { return nil }
        self.init(subject: .notification(id: outgoing.id), due: due, since: now)
    }

    fileprivate init?(_ order: ServiceOrder, since now: Date) {
        guard let due = order.paymentDue else { return nil }
        self.init(
            subject: .payment(outOrderNumber: order.creation.outOrderNumber), due: due, since: now)
    }
}

// What the control interface does.
extension SandboxStore {
    /// The order of a number, as it stands at `now`.
    func shownOrder(_ number: String, at now: Date) throws(ControlRefusal) -> ShownOrder {
        guard let order = orders[number] else { throw .noSuchOrder(number) }
        return ShownOrder(order.settled(at: now))
    }

    /// Does to an order what its customer, WeChat's collecting or time would do.
    func act(
        _ action: UserAction, on number: String, at now: Date
    ) throws(ControlRefusal) -> ShownOrder {
        guard let order = orders[number] else { throw .noSuchOrder(number) }
        let next = try action.applied(to: order.settled(at: now), at: now)
        guard storeAndTell(StoreEntry(order: next), at: now) else { throw .notStored }
        return ShownOrder(next)
    }

    /// The newest orders, the newest first, and how many older ones there are.
    func shownOrders(
        at now: Date, upTo limit: Int
    ) -> (orders: [ShownOrder], leftOut: Int) {
        let newest = orders.values
            .sorted { ($0.createdAt, $0.orderID) > ($1.createdAt, $1.orderID) }.prefix(limit)
        return (
            newest.map { ShownOrder($0.settled(at: now)) }, orders.count - newest.count
        )
    }

    /// Does to an order what a colleague does on the merchant platform, and tells of it in the
    /// request log.
    func act(
        _ action: ColleagueAction, on number: String, _ request: ReceivedRequest, at now: Date
    ) throws(ControlRefusal) -> ShownOrder {
        guard let order = orders[number]?.settled(at: now) else { throw .noSuchOrder(number) }
        var next: ServiceOrder?
        var refusal: SandboxRefusal?
        do throws(SandboxRefusal) {
            next = try action.applied(
                to: order, of: merchantRequest(request, segment: nil, at: now))
        } catch {
            refusal = error
        }
        let answer = refusal.map(ControlRefusal.refused)
        let record = record(
            of: request, at: now, action.name, number: number, status: answer?.status ?? 200,
            code: refusal?.code, fault: nil)
        guard storeAndTell(StoreEntry(order: next, request: record), at: now) else {
            throw .notStored
        }
        if let answer { throw answer }
        return ShownOrder(next ?? order)
    }

    /// The authorization of a code.
    func shownAuthorization(_ code: String, at now: Date) throws(ControlRefusal)
        -> ShownAuthorization
    {
        guard let authorization = authorizations[code] else { throw .noSuchAuthorization(code) }
        return ShownAuthorization(authorization, openNumbers: orders.openNumbers(at: now))
    }

    /// The authorizations that were asked for last, the newest first, and how many older ones there
    /// are.
    func shownAuthorizations(
        at now: Date, upTo limit: Int
    ) -> (authorizations: [ShownAuthorization], leftOut: Int) {
        let newest = authorizations.values
            .sorted { ($0.tokenIssuedAt, $0.code) > ($1.tokenIssuedAt, $1.code) }.prefix(limit)
        let open = orders.openNumbers(at: now)
        return (
            newest.map { ShownAuthorization($0, openNumbers: open) },
            authorizations.count - newest.count
        )
    }

    /// Does to an authorization what its customer would do.
    func act(
        _ action: AuthorizationAction, on code: String, at now: Date
    ) throws(ControlRefusal) -> ShownAuthorization {
        guard let authorization = authorizations[code] else { throw .noSuchAuthorization(code) }
        let next = try action.applied(to: authorization, among: authorizations, at: now)
        guard storeAndTell(StoreEntry(authorization: next), at: now) else { throw .notStored }
        return ShownAuthorization(next, openNumbers: orders.openNumbers(at: now))
    }

    /// Plays a fault on the next requests that it is for, after the faults that were asked for
    /// earlier.
    func play(_ fault: Fault) throws(ControlRefusal) {
        guard faults.count < Self.faultLimit else {
            throw .badRequest("\(Self.faultLimit) faults are waiting; delete them first.")
        }
        guard store(StoreEntry(faults: faults + [fault])) else { throw .notStored }
    }

    /// Forgets the faults that are still to be played.
    func forgetFaults() throws(ControlRefusal) {
        guard store(StoreEntry(faults: [], notificationFaults: [])) else { throw .notStored }
    }
}
