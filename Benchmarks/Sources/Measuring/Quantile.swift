extension [Double] {
    /// The figure below which a part of all figures lies; 0 where there are none.
    public func quantile(_ part: Double) -> Double {
        let sorted = sorted()
        guard let last = sorted.last else { return 0 }
        let index = Int(Double(sorted.count) * part)
        return index < sorted.count ? sorted[Swift.max(0, index)] : last
    }
}
