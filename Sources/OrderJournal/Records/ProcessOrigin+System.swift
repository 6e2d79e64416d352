import Foundation

extension ProcessOrigin {
    /// This process, as the operating system names its host and its effective user.
    public static let current = ProcessOrigin(host: hostName, systemUser: userName)

    /// The effective user of this process: its name, or `uid-` and its number where it has none.
    ///
    /// The system's word alone: the environment, which anybody sets, is not asked.
    public static var userName: String {
        guard let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name else {
            return "uid-\(geteuid())"
        }
        return String(cString: name)
    }

    /// The name that the kernel has; nothing is resolved, which can take for ever.
    private static var hostName: String {
        var bytes = [CChar](repeating: 0, count: 256)
        guard gethostname(&bytes, bytes.count - 1) == 0 else { return "" }
        return String(
            decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
