import OrderEngine
import OrderLifecycle

/// A diagram of the life of orders, with the way of one where it is wanted.
package struct LifecycleDiagram: Hashable, Sendable {
    let graph = LifecycleGraph()
    package var path: OrderPath?

    /// The life of orders, without the way of one.
    package init() {}

    /// The nodes that are drawn.
    var nodes: [LifecycleNode] {
        graph.nodes + (path?.touches(.indeterminate) == true ? [.indeterminate] : [])
    }

    /// The edges that are drawn: those of the table, and those of the way that lead through
    /// observations in which no phase could be told.
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
        let revisions = steps.map {
            "#\($0.revision)" + ($0.isOutside ? told(" outside", zh: " 在别处") : "")
        }
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
