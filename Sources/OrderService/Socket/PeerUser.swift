import Foundation
import NIOCore
package import OrderLifecycle

/// The user of the system whose process is at the other end of a Unix domain socket, as the kernel
/// says.
package struct PeerUser: Hashable, Sendable {
    /// The number of the user.
    package let id: UInt32

    init(id: UInt32) {
        self.id = id
    }

    /// Asks who is at the other end of a connected descriptor; `nil` if the kernel does not say.
    package init?(of descriptor: Int32) {
        var found = Self.unknown
        var size = socklen_t(MemoryLayout<Credentials>.size)
        guard getsockopt(descriptor, Self.level, Self.option, &found, &size) == 0,
            size == MemoryLayout<Credentials>.size
        else { return nil }
        id = Self.user(found)
    }

    /// Asks who is at the other end of a connection.
    ///
    /// - Throws: ``ServiceProblem`` if the kernel does not say.
    init(of channel: any Channel) async throws(ServiceProblem) {
        guard let options = channel as? any SocketOptionProvider else {
            throw .access(.peerUnknown)
        }
        do {
            let found: Credentials = try await options.unsafeGetSocketOption(
                level: SocketOptionLevel(Self.level), name: SocketOptionName(Self.option)
            ).get()
            id = Self.user(found)
        } catch {
            throw .access(.peerUnknown)
        }
    }

    /// Whether it is the user as whom this process runs, or the administrator, who can be anybody.
    var isOwner: Bool { id == geteuid() || id == 0 }

    /// The user's name, or `uid-` and the number where it has none that a record can have.
    package var name: ActorName {
        get throws {
            if let text = systemName, let name = try? ActorName(text) { return name }
            return try ActorName("uid-\(id)")
        }
    }

    private var systemName: String? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var bytes = [CChar](repeating: 0, count: 16_384)
        guard getpwuid_r(id, &entry, &bytes, bytes.count, &found) == 0, found != nil,
            let name = entry.pw_name
        else { return nil }
        return String(cString: name)
    }

    #if canImport(Darwin)
        private typealias Credentials = xucred
        private static let level = SOL_LOCAL
        private static let option = LOCAL_PEERCRED
        private static let unknown = xucred()

        private static func user(_ found: Credentials) -> UInt32 { found.cr_uid }
    #else
        // The kernel's `struct ucred`, which glibc shows to GNU sources only: process, user and
        // group. A tuple of one type has the layout of an array in C.
        private typealias Credentials = (UInt32, UInt32, UInt32)
        private static let level = SOL_SOCKET
        private static let option = SO_PEERCRED
        private static let unknown: Credentials = (0, 0, 0)

        private static func user(_ found: Credentials) -> UInt32 { found.1 }
    #endif
}
