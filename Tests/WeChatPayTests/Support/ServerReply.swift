/// What the server does with a request.
enum ServerReply: Sendable {
    case answer(status: Int, headers: [(String, String)], body: [UInt8])
    /// Reads the request and closes the connection.
    case hangUp
    /// Says nothing.
    case silence
    /// Sends the head and the first bytes, and says no more.
    case stall
    /// Sends the head and then a byte at a time, so that the connection is never idle.
    case drip
    /// Sends the head and a body that never ends.
    case endless
    /// Sends the head, promises more than it sends, and closes.
    case breakOff
}
