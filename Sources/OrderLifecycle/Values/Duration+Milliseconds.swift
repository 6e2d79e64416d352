extension Duration {
    /// This duration in whole milliseconds, without the fraction; at the ends of `Int64`, the last
    /// number there is.
    package var milliseconds: Int64 {
        if self >= .milliseconds(Int64.max) { return .max }
        if self <= .milliseconds(Int64.min) { return .min }
        let (seconds, attoseconds) = components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }

    /// Returns this duration in whole milliseconds, without the fraction.
    ///
    /// - Throws: ``InvalidValue`` if it lies outside its range, which is told in milliseconds.
    package func checked(
        _ field: InvalidValue.Field, within range: ClosedRange<Duration>
    ) throws(InvalidValue) -> Duration {
        guard range.contains(self) else {
            throw InvalidValue(
                field,
                .outOfRange(
                    minimum: range.lowerBound.milliseconds, maximum: range.upperBound.milliseconds))
        }
        return .milliseconds(milliseconds)
    }
}
