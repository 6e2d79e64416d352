package import OrderJournal

/// A signature that does not hold.
package struct UnverifiedSignature: Error, Hashable, Sendable {
    /// What is wrong with it.
    package let problem: VerificationProblem
}
