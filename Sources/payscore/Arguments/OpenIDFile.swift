import Foundation
import OrderEngine
import OrderLifecycle

/// A file that holds a customer's `openid`, which no argument names: arguments stand in the shell's
/// history, and everybody on the machine can list them.
enum OpenIDFile {
    /// Reads it; `-` is standard input.
    ///
    /// - Throws: what ``InputFile`` throws, or ``Failure`` if it holds no `openid`.
    static func read(_ path: String) throws(Failure) -> OpenID {
        let bytes = try InputFile.read(path, limit: 1024)
        let text = String(decoding: bytes, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        do throws(InvalidValue) { return try OpenID(text) } catch {
            throw Failure(error).inFile(path)
        }
    }
}
