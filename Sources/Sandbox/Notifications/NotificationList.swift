/// All notifications that the sandbox remembers.
struct NotificationList: Sendable {
    /// How many are kept in memory; older ones that are settled are in the file only.
    private static let limit = 10_000

    private var byID: [String: OutgoingNotification] = [:]
    /// Their identifiers, oldest first.
    private var identifiers: [String] = []
    /// Those that wait for another one to be sent.
    private var heldBack: Set<String> = []

    subscript(id: String) -> OutgoingNotification? { byID[id] }

    /// All of them, oldest first.
    var all: [OutgoingNotification] { identifiers.compactMap { byID[$0] } }

    /// Takes over a notification as it stands now.
    mutating func take(_ outgoing: OutgoingNotification) {
        if byID.updateValue(outgoing, forKey: outgoing.id) == nil {
            identifiers.append(outgoing.id)
        }
        if outgoing.progress == .heldBack {
            heldBack.insert(outgoing.id)
        } else {
            heldBack.remove(outgoing.id)
        }
        guard identifiers.count > Self.limit, let oldest = byID[identifiers[0]],
            oldest.due == nil, oldest.progress != .heldBack
        else { return }
        identifiers.removeFirst()
        byID[oldest.id] = nil
    }

    /// Those that were held back until this one had been sent.
    func overtaken(by outgoing: OutgoingNotification) -> [OutgoingNotification] {
        heldBack.compactMap { byID[$0] }
            .filter { $0.id != outgoing.id && $0.isAboutTheSame(as: outgoing) }
    }
}
