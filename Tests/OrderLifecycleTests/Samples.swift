import OrderLifecycle

/// An amount that the test knows to be valid.
func fen(_ fen: Int64) -> Amount {
    do { return try Amount(fen: fen) } catch { fatalError("\(fen) fen: \(error)") }
}

/// A collection that the test knows to be valid.
func pending(due: Int64, paid: Int64 = 0) -> PendingCollection {
    guard let pending = PendingCollection(due: fen(due), paid: fen(paid)) else {
        fatalError("due \(due), paid \(paid)")
    }
    return pending
}

/// Payment awaited.
func awaiting(due: Int64, paid: Int64 = 0) -> OrderPhase {
    .awaitingPayment(pending(due: due, paid: paid))
}

/// A name that the test knows to be valid.
func actor(_ name: String) -> ActorName {
    do { return try ActorName(name) } catch { fatalError("\(name): \(error)") }
}

/// A person whose name is all that is known.
func person(_ name: String) -> IdentifiedActor { IdentifiedActor(actor(name)) }

/// A number that the test knows to be valid.
func order(_ number: String) -> OutOrderNumber {
    do { return try OutOrderNumber(number) } catch { fatalError("\(number): \(error)") }
}

/// A moment so many milliseconds after some fixed one.
func at(_ milliseconds: Int64) -> Timestamp {
    Timestamp(clamping: 1_800_000_000_000 + milliseconds)
}

/// Durations far outside of what a number of milliseconds can say.
let extremes: [Duration] = [
    .seconds(Int64.max), .seconds(Int64.min), .milliseconds(Int64.max), .milliseconds(Int64.min),
    .seconds(Int64.max) * 10, .seconds(Int64.min) * 10,
]

/// A loss that the test knows to be one.
func loss(_ atStake: Int64, paid: Int64 = 0) -> Loss {
    let hazards: [Hazard] =
        paid > 0 ? [.collectionAbandoned, .partlyPaid] : [.collectionAbandoned]
    guard let loss = Loss(hazards, atStake: fen(atStake), alreadyPaid: fen(paid)) else {
        fatalError("at stake \(atStake)")
    }
    return loss
}

/// A loss that somebody acknowledged.
func acknowledged(
    _ loss: Loss, requestedBy asker: String = "wang", by name: String = "li"
) -> Acknowledgement {
    Acknowledgement(of: loss, requestedBy: person(asker), acknowledgedBy: person(name))
}
