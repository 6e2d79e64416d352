/// Who asks for something, and through which way in; no record is without both.
public struct Caller: Hashable, Sendable {
    /// The person or system that asks.
    public let actor: ActorName
    /// The way in through which it asks.
    public let channel: CallerChannel

    /// Creates a caller.
    public init(actor: ActorName, channel: CallerChannel) {
        self.actor = actor
        self.channel = channel
    }
}
