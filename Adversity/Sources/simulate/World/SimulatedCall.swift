import OrderEngine
import OrderLifecycle

/// One call of the engine by one caller.
final class SimulatedCall: @unchecked Sendable {
    @TaskLocal static var current: SimulatedCall?

    let number: Int
    let action: Action
    /// The number of the order in the world.
    let order: Int
    let caller: Caller
    let incarnation: Incarnation
    /// When the last view that reached the engine in this call was asked for.
    var lastViewAskedAt: Int64?
    /// When WeChat signed it, by its clock.
    var lastViewSignedAt: Int64?
    /// Whether the journal had records of the order when the call began.
    var wasKnown = false
    /// Whether the journal refused something during the call, so that no trail can be asked for.
    var metJournalFailure = false

    init(
        number: Int, action: Action, order: Int, caller: Caller, incarnation: Incarnation
    ) {
        self.number = number
        self.action = action
        self.order = order
        self.caller = caller
        self.incarnation = incarnation
    }
}

/// What a caller was told.
enum Told {
    case cancelled(CancelResult)
    case called(CallResult)
    case decided(DecisionAnswer)
    case reconciled([AttemptReport])
    case other
    case threw(EngineError)
}
