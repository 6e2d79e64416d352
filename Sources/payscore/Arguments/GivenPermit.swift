import OrderEngine
import WeChatPay

/// The permit that a command is given: as a word, on standard input or in a file.
///
/// Everybody on a machine can list the words of a process; the other two nobody sees.
enum GivenPermit {
    /// The most bytes of a permit and what may end its line.
    private static let sizeLimit = 256

    /// Reads the permit; `nil` if none was given.
    ///
    /// - Throws: ``Failure``: `permit_unreadable`, or what reading a secret's file throws.
    static func read(_ word: String?, orIn file: String?) throws(Failure) -> PermitToken? {
        if let file { return try token(secret(file), of: OpenInput.shown(file)) }
        guard let word else { return nil }
        guard word == OpenInput.standardInput else { return PermitToken(word) }
        return try token(
            InputFile.read(OpenInput.standardInput, limit: sizeLimit),
            of: OpenInput.shown(OpenInput.standardInput))
    }

    private static func secret(_ path: String) throws(Failure) -> [UInt8] {
        try FilesRead.read(path) { () throws(Failure) in
            do throws(WeChatPayError) { return try KeyFile.read(path, as: .secret) } catch {
                throw Failure(error)
            }
        }
    }

    /// Takes one line; the newline at its end is no part of the permit.
    static func token(_ bytes: [UInt8], of name: String) throws(Failure) -> PermitToken {
        var line = bytes[...]
        if line.last == 0x0A { line.removeLast() }
        if line.last == 0x0D { line.removeLast() }
        guard !line.isEmpty, line.count <= sizeLimit, line.allSatisfy({ (0x21...0x7E) ~= $0 })
        else {
            throw Failure(
                .badInput, "permit_unreadable",
                "\(name): this is no permit: one line is needed, as `can-cancel` prints it (pmt_…)")
        }
        return PermitToken(String(decoding: line, as: UTF8.self))
    }
}
