/// The keys of the attributes that the engine's spans have; there are no others.
enum SpanKey: String, Hashable, Sendable, CaseIterable {
    /// The merchant's number of the order.
    case order = "payscore.order"
    /// Which call.
    case call = "payscore.call"
    /// The attempt.
    case attempt = "payscore.attempt"
    /// What was decided.
    case decision = "payscore.decision"
    /// How WeChat answered, how an attempt ended, or what became of a notification.
    case outcome = "payscore.outcome"
    /// What a notification is about.
    case event = "payscore.event"
    /// How many attempts were looked into.
    case attempts = "payscore.attempts"
    /// How many orders WeChat was asked about.
    case asked = "payscore.asked"
    /// How many of them stood elsewhere than the journal knew.
    case differed = "payscore.differed"
    /// The code of the error that was thrown.
    case error = "error.type"
}
