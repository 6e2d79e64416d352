/// What is said to a caller once its commit's fate is known.
typealias Completion = @Sendable () -> Void
