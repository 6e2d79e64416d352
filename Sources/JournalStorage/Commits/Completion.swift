/// What is said to a caller once its commit's fate is known.
package typealias Completion = @Sendable () -> Void
