/// What one contender asks for.
enum Deed: Hashable, Sendable {
    case create
    case complete
    /// A cancel with one of the permits that were issued before and the amount at stake, or another
    /// one; or without.
    case cancel(permit: Int?, isMisstated: Bool = false)
    case protect
    case reconcile
    /// Reads an observation and records it.
    case look

    /// Whether those who ask for it compete.
    var isPrize: Bool {
        switch self {
        case .create, .complete, .cancel: true
        case .protect, .reconcile, .look: false
        }
    }
}

/// What a contender was told.
enum Told: Hashable, Sendable {
    /// It was done.
    case done
    /// It was denied, for these reasons.
    case denied([String])
    /// The consent cannot be used, for this reason.
    case unusable(String)
    /// What is at stake has to be acknowledged.
    case asked
    /// The order stands so.
    case seen(String)
    /// Something that was thrown; its code.
    case failed(String)
}

/// One call as its caller saw it; the moments are those of a counter that all callers share.
struct Call: Hashable, Sendable {
    var deed: Deed
    var told: Told
    var begun: Int
    var ended: Int
}
