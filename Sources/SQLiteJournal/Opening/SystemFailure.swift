import CSQLiteSettings
import Foundation

/// The last failure of a system call.
enum SystemFailure {
    static var text: String { String(cString: strerror(errno)) }
}
