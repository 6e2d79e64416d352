import OrderEngine
import OrderLifecycle

/// The way that one order took, what was denied to it, and what was done to it elsewhere.
struct OrderPath: Hashable, Sendable {
    /// One step of the way.
    struct Step: Hashable, Sendable {
        let from: LifecycleNode
        let to: LifecycleNode
        let event: String
        let revision: Int64
        /// Whether no call of the journal explains it.
        let isOutside: Bool
    }

    /// A wish that was denied, or refused by WeChat; or a change that was made elsewhere.
    struct Note: Hashable, Sendable {
        let at: LifecycleNode
        /// The call, why not, and what for, such as `cancel: already_done “mistake”`; or the change
        /// and what was lost.
        let words: String
        let isOutside: Bool
        var revisions: [Int64]
    }

    let order: OutOrderNumber
    private(set) var steps: [Step] = []
    private(set) var notes: [Note] = []
    /// Where the order stands now.
    private(set) var now = LifecycleNode.start

    init(order: OutOrderNumber) {
        self.order = order
    }

    /// Goes on with the next record.
    mutating func add(_ record: Record) {
        let before = record.before.flatMap(StandingText.standing).map(LifecycleNode.init) ?? now
        let after = record.after.flatMap(StandingText.standing).map(LifecycleNode.init) ?? before
        let outside = record.outsideChange
        if record.after != nil {
            steps.append(
                Step(
                    from: before, to: after, event: record.event, revision: record.revision,
                    isOutside: outside != nil))
        }
        now = after
        let noticed = outside.map { "\($0.words), noticed by \(record.caller.actor)" }
        guard let words = noticed ?? Self.denial(in: record) else { return }
        if let index = notes.firstIndex(where: { $0.at == before && $0.words == words }) {
            notes[index].revisions.append(record.revision)
        } else {
            notes.append(
                Note(
                    at: before, words: words, isOutside: outside != nil,
                    revisions: [record.revision]))
        }
    }

    /// Whether the way leads over this edge.
    func took(_ edge: LifecycleGraph.Edge) -> Bool {
        steps.contains { $0.from == edge.from && $0.to == edge.to }
    }

    /// Whether the way touches this node.
    func touches(_ node: LifecycleNode) -> Bool {
        now == node || steps.contains { $0.from == node || $0.to == node }
    }

    private static func denial(in record: Record) -> String? {
        switch try? record.content() {
        case .decided(let entry):
            switch entry.code {
            // What is allowed is not done all the same where the permit cannot be used.
            case .allowed: entry.problem == nil ? nil : words(entry, [], record.reason)
            case .needsAcknowledgement: words(entry, ["needs acknowledgement"], record.reason)
            case .denied: words(entry, entry.reasons, record.reason)
            }
        case .settled(_, let operation, .refused(let refusal), _, _):
            "\(operation.rawValue): refused by WeChat, \(refusal.code)"
        case .settled, .happened, .viewed, .identified, .permitIssued, .intended, .dispatched,
            .deferred, .parked, .appliedLate, .protected, .unprotected, .brakeEngaged,
            .brakeReleased, .keyAdded, .resumed, .none:
            nil
        }
    }

    private static func words(
        _ entry: DecisionEntry, _ objections: [String], _ reason: String?
    ) -> String {
        let why = (objections + [entry.problem].compactMap { $0 }).joined(separator: ", ")
        return "\(entry.operation.rawValue): \(why)" + (reason.map { " “\($0)”" } ?? "")
    }
}

/// A diagram of the life of orders, with the way of one where it is wanted.
struct LifecycleDiagram: Hashable, Sendable {
    let graph = LifecycleGraph()
    var path: OrderPath?

    /// The nodes that are drawn.
    var nodes: [LifecycleNode] {
        graph.nodes + (path?.touches(.unclear) == true ? [.unclear] : [])
    }

    /// The edges that are drawn: those of the table, and those of the way that lead through
    /// views in which no phase could be told.
    var edges: [LifecycleGraph.Edge] {
        var edges = graph.edges
        for step in path?.steps ?? []
        where !edges.contains(where: { $0.from == step.from && $0.to == step.to }) {
            edges.append(LifecycleGraph.Edge(from: step.from, to: step.to, events: []))
        }
        return edges
    }

    /// What is written beside an edge: its events, and the revisions at which the way took it.
    func label(of edge: LifecycleGraph.Edge) -> String {
        var words = edge.events.map(\.rawValue)
        let steps = (path?.steps ?? []).filter { $0.from == edge.from && $0.to == edge.to }
        if words.isEmpty { words = Array(Set(steps.map(\.event))).sorted() }
        let revisions = steps.map { "#\($0.revision)" + ($0.isOutside ? " outside" : "") }
        return words.joined(separator: " / ")
            + (revisions.isEmpty ? "" : " " + revisions.joined(separator: " "))
    }

    /// Whether the way took this edge.
    func isTaken(_ edge: LifecycleGraph.Edge) -> Bool { path?.took(edge) ?? false }

    /// Whether the edge stands only for several events that were not seen.
    func isShortcut(_ edge: LifecycleGraph.Edge) -> Bool {
        edge.events.isEmpty || edge.events.allSatisfy(\.isShortcut)
    }
}
