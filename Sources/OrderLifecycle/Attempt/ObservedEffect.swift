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
    /// Nothing that can be understood, or nothing at all.
    case indeterminate
}
