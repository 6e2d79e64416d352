/// A guard of this package's own: it denies for one reason, or allows.
///
/// The reason alone is a byte; a policy asks these guards without making verdicts, which are large
/// enough to take longer than the question.
protocol DenyingGuard: CallGuard {
    /// Tells why this guard denies a cancel in this situation, or `nil` if it allows.
    func denial(in situation: CallSituation) -> DenialReason?
}

extension DenyingGuard {
    /// Denies for the reason that the guard gives, or allows.
    public func verdict(on situation: CallSituation) -> GuardVerdict {
        denial(in: situation).map { .deny($0) } ?? .allow
    }
}
