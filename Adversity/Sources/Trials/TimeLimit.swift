public import ArgumentParser

/// How long a trial goes on that could go on for longer.
public struct TimeLimit: ParsableArguments, Sendable {
    /// After how many seconds nothing new is begun, if that is before everything is done.
    @Option(help: "Begin nothing new after so many seconds; the figures say how much was done.")
    public var seconds: Int?

    /// Creates a limit of no length.
    public init() {}

    /// What says the same on a command line, after a space.
    public var words: String { seconds.map { " --seconds \($0)" } ?? "" }

    /// The moment when the time is over that begins now.
    ///
    /// - Parameter parts: How many such times share the seconds.
    public func deadline(sharedBy parts: Int = 1) -> Deadline {
        Deadline(moment: seconds.map { .now + .seconds($0) / parts })
    }
}

/// The moment from which nothing new is begun.
public struct Deadline: Sendable {
    fileprivate let moment: ContinuousClock.Instant?

    /// Whether nothing new is begun any more.
    public var isOver: Bool { moment.map { $0 < .now } ?? false }

    /// How many seconds are left, if they are counted.
    public var secondsLeft: Int? {
        moment.map { max(0, Int((ContinuousClock.now.duration(to: $0)).components.seconds)) }
    }
}
