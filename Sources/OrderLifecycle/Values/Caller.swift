/// Who asks for something, and through which way in; no record is without both.
public struct Caller: Hashable, Sendable {
    /// The person or system that asks.
    public let actor: ActorName
    /// The way in through which it asks.
    public let channel: CallerChannel
    /// How it is known that the actor is who it is said to be.
    public let identification: ActorIdentification

    /// Creates a caller; without an identification, the actor's name is only claimed.
    public init(
        actor: ActorName, channel: CallerChannel, identification: ActorIdentification = .claimed
    ) {
        self.actor = actor
        self.channel = channel
        self.identification = identification
    }
}
