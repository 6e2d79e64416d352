/// What an observation of the order shows, as far as the attempt cares.
public enum ObservedEffect: Hashable, Sendable {
    /// The effect of the call.
    case applied
    /// A phase in which the call can have no effect any more.
    case overtaken
    /// The state on which the attempt was decided.
    case unchanged
    /// Another state, in which the call might still have an effect.
    case changed
    /// Nothing that tells whether the call had an effect, now or ever.
    case invisible
    /// Nothing that can be understood, or nothing at all.
    case indeterminate
}

extension OrderCall {
    /// What an observation shows of an attempt that was decided on one state, now that the order
    /// has another.
    public func observedEffect(
        from decided: OrderState, to current: OrderState, everySendingRefused: Bool = false
    ) -> ObservedEffect {
        guard let phase = current.phase else {
            // An order of which an observation told something is there, whatever it told.
            return current == decided && current == .unseen ? .unchanged : .indeterminate
        }
        return rules.effect(
            in: phase, isAsDecided: current == decided, everySendingRefused: everySendingRefused)
    }
}
