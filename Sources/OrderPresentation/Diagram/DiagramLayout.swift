import OrderLifecycle

/// Where things stand in the picture: phases in columns by their rank, those that end an order
/// early in the lower row.
struct DiagramLayout {
    let width: Int
    let height: Int
    /// Where the notes begin.
    let noteTop: Int
    private let centres: [LifecycleNode: DiagramPoint]

    static let boxWidth = 150
    static let boxHeight = 44
    static let startRadius = 14
    private static let column = 320
    private static let top = 250
    private static let row = 260
    private static let margin = 90

    init(_ diagram: LifecycleDiagram) {
        let ranks = diagram.graph.ranks
        var centres: [LifecycleNode: DiagramPoint] = [:]
        for node in diagram.nodes {
            let isLower =
                node == .phase(.revoked) || node == .phase(.expired) || node == .indeterminate
            let rank = node == .indeterminate ? 0 : ranks[node] ?? 0
            centres[node] = DiagramPoint(
                x: Self.margin + rank * Self.column, y: Self.top + (isLower ? Self.row : 0))
        }
        self.centres = centres
        noteTop = Self.top + Self.row + Self.margin
        width = 2 * Self.margin + (ranks.values.max() ?? 0) * Self.column
        height = noteTop + 24 * (diagram.path?.notes.count ?? 0)
    }

    /// Where a node stands.
    func centre(of node: LifecycleNode) -> DiagramPoint {
        centres[node] ?? DiagramPoint(x: 0, y: 0)
    }

    /// The line of an edge: below its box where it leads back to it, straight to a neighbour,
    /// above the boxes that lie between, or down to the lower row.
    func curve(of edge: LifecycleGraph.Edge) -> EdgeCurve {
        let from = centre(of: edge.from)
        let to = centre(of: edge.to)
        if edge.from == edge.to { return loop(below: from) }
        if from.y != to.y { return slope(of: edge, from, to) }
        let span = abs(to.x - from.x) / Self.column
        return span <= 1 ? straight(of: edge, from, to) : arch(of: edge, from, to, span: span)
    }

    /// Where the label of an edge stands; those of lines that run together are moved apart.
    func label(of edge: LifecycleGraph.Edge) -> DiagramPoint {
        let curve = curve(of: edge)
        if edge.from == edge.to {
            return DiagramPoint(x: curve.start.x + 30, y: curve.start.y + 58)
        }
        guard curve.start.y != curve.end.y else {
            let middle = curve.point(at: 50)
            return DiagramPoint(x: middle.x, y: middle.y - 6)
        }
        let column = centre(of: edge.from).x / Self.column
        return curve.point(at: column == 0 ? 78 : 66 - 9 * min(column, 3))
    }

    private func loop(below centre: DiagramPoint) -> EdgeCurve {
        let y = centre.y + Self.boxHeight / 2
        return EdgeCurve(
            start: DiagramPoint(x: centre.x - 30, y: y),
            first: DiagramPoint(x: centre.x - 45, y: y + 58),
            second: DiagramPoint(x: centre.x + 45, y: y + 58),
            end: DiagramPoint(x: centre.x + 30, y: y))
    }

    private func straight(
        of edge: LifecycleGraph.Edge, _ from: DiagramPoint, _ to: DiagramPoint
    ) -> EdgeCurve {
        let direction = to.x >= from.x ? 1 : -1
        let start = DiagramPoint(x: from.x + halfWidth(of: edge.from) * direction, y: from.y)
        let end = DiagramPoint(x: to.x - halfWidth(of: edge.to) * direction, y: to.y)
        return EdgeCurve(start: start, first: start, second: end, end: end)
    }

    private func arch(
        of edge: LifecycleGraph.Edge, _ from: DiagramPoint, _ to: DiagramPoint, span: Int
    ) -> EdgeCurve {
        let rise = 70 * span
        let start = DiagramPoint(x: from.x + 10, y: from.y - halfHeight(of: edge.from))
        let end = DiagramPoint(x: to.x - 10, y: to.y - halfHeight(of: edge.to))
        return EdgeCurve(
            start: start, first: DiagramPoint(x: start.x + 60, y: start.y - rise),
            second: DiagramPoint(x: end.x - 60, y: end.y - rise), end: end)
    }

    private func slope(
        of edge: LifecycleGraph.Edge, _ from: DiagramPoint, _ to: DiagramPoint
    ) -> EdgeCurve {
        let direction = to.y > from.y ? 1 : -1
        // Lines from afar leave and arrive further out, so that they do not cross.
        let shift = min(max((to.x - from.x) / 16, -60), 60)
        let start = DiagramPoint(
            x: from.x + (edge.from == .start ? 0 : shift),
            y: from.y + halfHeight(of: edge.from) * direction)
        let end = DiagramPoint(x: to.x - shift, y: to.y - halfHeight(of: edge.to) * direction)
        let middle = (start.y + end.y) / 2
        return EdgeCurve(
            start: start, first: DiagramPoint(x: start.x, y: middle),
            second: DiagramPoint(x: end.x, y: middle), end: end)
    }

    private func halfWidth(of node: LifecycleNode) -> Int {
        node == .start ? Self.startRadius : Self.boxWidth / 2
    }

    private func halfHeight(of node: LifecycleNode) -> Int {
        node == .start ? Self.startRadius : Self.boxHeight / 2
    }
}
