/// The line of an edge: a cubic curve from one point to another.
struct EdgeCurve: Hashable {
    let start: DiagramPoint
    let first: DiagramPoint
    let second: DiagramPoint
    let end: DiagramPoint

    /// The curve as SVG writes it.
    var path: String {
        "M\(start.x) \(start.y) C\(first.x) \(first.y) \(second.x) \(second.y) \(end.x) \(end.y)"
    }

    /// The point that lies so many hundredths of the way along.
    func point(at hundredths: Int) -> DiagramPoint {
        let (a, b) = (100 - hundredths, hundredths)
        func mix(_ p0: Int, _ p1: Int, _ p2: Int, _ p3: Int) -> Int {
            (a * a * a * p0 + 3 * a * a * b * p1 + 3 * a * b * b * p2 + b * b * b * p3) / 1_000_000
        }
        return DiagramPoint(
            x: mix(start.x, first.x, second.x, end.x), y: mix(start.y, first.y, second.y, end.y))
    }
}
