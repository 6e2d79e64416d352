import Foundation

extension ProcessOrigin {
    /// This process, as the operating system names its host and its effective user.
    public static let current = ProcessOrigin(
        host: ProcessInfo.processInfo.hostName, systemUser: ProcessInfo.processInfo.userName)
}
