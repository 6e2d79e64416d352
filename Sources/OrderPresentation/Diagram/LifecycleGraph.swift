import OrderLifecycle

/// All transitions of an order's life, as the one function that makes them gives them.
struct LifecycleGraph: Hashable, Sendable {
    /// The transitions from one node to another, with the events that make them.
    struct Edge: Hashable, Sendable {
        let from: LifecycleNode
        let to: LifecycleNode
        var events: [OrderEvent.Kind]
    }

    let edges: [Edge]

    /// Tries every kind of event in every kind of phase.
    init() {
        var edges: [Edge] = []
        func add(_ from: LifecycleNode, _ event: OrderEvent, _ next: OrderPhase) {
            let to = LifecycleNode.phase(next.kind)
            if let index = edges.firstIndex(where: { $0.from == from && $0.to == to }) {
                if !edges[index].events.contains(event.kind) {
                    edges[index].events.append(event.kind)
                }
            } else {
                edges.append(Edge(from: from, to: to, events: [event.kind]))
            }
        }
        let events = OrderEvent.Kind.allCases.flatMap(\.samples)
        for event in events {
            if let next = try? OrderPhase.beginning(with: event) { add(.start, event, next) }
        }
        for phase in OrderPhase.Kind.allCases.flatMap(\.samples) {
            for event in events {
                guard let next = try? phase.following(event) else { continue }
                add(.phase(phase.kind), event, next)
            }
        }
        self.edges = edges
    }

    /// The nodes in the order of a life.
    var nodes: [LifecycleNode] {
        [.start] + OrderPhase.Kind.allCases.map(LifecycleNode.phase)
    }

    /// How far from the start each node is, by the longest way of single events.
    var ranks: [LifecycleNode: Int] {
        var ranks: [LifecycleNode: Int] = [.start: 0]
        let steps = edges.filter { edge in
            edge.from != edge.to && edge.events.contains { !$0.isShortcut }
        }
        for _ in nodes {
            for step in steps {
                guard let rank = ranks[step.from] else { continue }
                ranks[step.to] = max(ranks[step.to] ?? 0, rank + 1)
            }
        }
        return ranks
    }
}

extension OrderEvent.Kind {
    /// Whether the event stands for several that were not seen.
    var isShortcut: Bool { self == .adopted || self == .advanced }

    /// Events of this kind, enough of them to meet every condition of the transitions.
    fileprivate var samples: [OrderEvent] {
        let phases = OrderPhase.Kind.allCases.flatMap(\.samples)
        return switch self {
        case .created: OrderMode.allCases.map { .created($0, riskFund: .sample(10_000)) }
        case .adopted: phases.map { .adopted($0) }
        case .confirmed: [.confirmed]
        case .completed: [.completed(due: .sample(5000))]
        case .completedWithoutCharge: [.completedWithoutCharge]
        case .reduced: [.reduced(total: .sample(4000))]
        case .partlyPaid: [.partlyPaid(paid: .sample(2000))]
        case .paid: [.paid(.sample(5000), through: .weChat)]
        case .revoked: [.revoked]
        case .expired: [.expired]
        case .advanced: phases.map { .advanced($0) }
        // It happens in no phase of a life.
        case .corrected: []
        }
    }
}

extension OrderPhase.Kind {
    /// Phases of this kind, enough of them to meet every condition of the transitions.
    fileprivate var samples: [OrderPhase] {
        switch self {
        case .created: [.created(riskFund: nil), .created(riskFund: .sample(10_000))]
        case .inService: [.inService(riskFund: nil), .inService(riskFund: .sample(10_000))]
        case .awaitingPayment:
            [(5000, 0), (4000, 1000), (1000, 2000)].compactMap { due, paid in
                PendingCollection(due: .sample(due), paid: .sample(paid))
                    .map(OrderPhase.awaitingPayment)
            }
        case .done: [.done(paid: .sample(5000))]
        case .revoked: [.revoked]
        case .expired: [.expired]
        }
    }
}

extension Amount {
    fileprivate static func sample(_ fen: Int64) -> Amount {
        (try? Amount(fen: fen)) ?? .zero
    }
}
