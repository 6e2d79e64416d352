import OrderLifecycle

/// Who is signed in, from when, and what their forms must bring.
struct ConsoleSession: Sendable {
    /// The token that was shown.
    let credential: Credential
    /// What every form of the session brings; 256 random bits.
    let formKey: String
    let beganAt: Timestamp
    var usedAt: Timestamp

    /// How long a session lasts, and how long without use.
    static let duration: Duration = .seconds(8 * 3600)
    static let idleLimit: Duration = .seconds(30 * 60)

    /// Whether its time is over.
    func isOver(at now: Timestamp) -> Bool {
        now >= beganAt.advanced(by: Self.duration) || now >= usedAt.advanced(by: Self.idleLimit)
            // A clock that was set back must not make a session last.
            || now < beganAt
    }
}
