/// A journal that does not do what every journal must do.
public struct ConformanceFailure: Error, CustomStringConvertible {
    /// The sentence that is not true.
    public let check: String
    /// What was expected.
    public let expected: String
    /// What was found.
    public let found: String

    /// What was expected, and what was found.
    public var description: String { "\(check): expected \(expected), found \(found)" }
}
