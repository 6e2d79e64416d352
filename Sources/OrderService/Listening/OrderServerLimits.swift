/// What a server permits at most; every time is finite.
public struct OrderServerLimits: Hashable, Sendable {
    /// The most connections of a listener; further ones wait to be accepted.
    public var connections = 256
    /// The most requests of a listener that are under way; further ones are answered 429.
    public var requests = 128
    /// How many requests a second each principal may make in the long run.
    public var requestsPerSecond = 1000
    /// How many requests each principal may make at once.
    public var requestBurst = 2000
    /// The most readers that follow the events.
    public var followers = 100
    /// The most of them of one principal.
    public var followersOfPrincipal = 10
    /// After what time a connection without a complete head of a request is closed.
    public var idleTimeout: Duration = .seconds(30)
    /// Within what time a body must be there.
    public var readTimeout: Duration = .seconds(30)
    /// Within what time a request must be answered; a stream of events must end in it.
    public var exchangeTimeout: Duration = .seconds(900)
    /// Within what time an answer must be taken.
    public var answerTimeout: Duration = .seconds(30)
    /// After what time a stream of events ends, so that its reader connects again.
    public var streamDuration: Duration = .seconds(600)
    /// After what time of silence a stream of events says that it is open.
    public var heartbeat: Duration = .seconds(15)
    /// The most bytes of all headers.
    public var headerBytes = 16_384
    /// The most headers.
    public var headerCount = 100

    /// Creates the standard limits.
    public init() {}
}
