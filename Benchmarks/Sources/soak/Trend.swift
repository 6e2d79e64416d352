/// The straight line that lies closest to some points, by least squares.
struct Trend {
    /// How much it rises for each step to the right.
    let slope: Double
    /// Its middle height.
    let mean: Double

    init(_ points: [(x: Double, y: Double)]) {
        let count = Double(max(1, points.count))
        let middle = points.reduce(0) { $0 + $1.x } / count
        let mean = points.reduce(0) { $0 + $1.y } / count
        let rise = points.reduce(0) { $0 + ($1.x - middle) * ($1.y - mean) }
        let run = points.reduce(0) { $0 + ($1.x - middle) * ($1.x - middle) }
        slope = run > 0 ? rise / run : 0
        self.mean = mean
    }
}
