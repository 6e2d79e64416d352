/// A listener of the server.
public enum OrderListener: String, Hashable, Sendable, CaseIterable {
    /// The API.
    case api
    /// WeChat's notifications.
    case notifications
}
