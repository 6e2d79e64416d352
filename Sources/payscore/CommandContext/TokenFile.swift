import Foundation
import OrderService
import SQLiteJournal
import WeChatPay

/// The file of the tokens that the service accepts, which only its owner reads.
struct TokenFile {
    /// The option that names the file.
    static let option = "--tokens"

    let path: String

    /// Names the file: as asked, or beside the database.
    ///
    /// - Throws: ``Failure``, `file_name_invalid`, if another file is meant to be there.
    init(_ named: String?, _ global: GlobalOptions) throws(Failure) {
        let names = JournalNames(global, try PayscoreConfiguration.load(global.config))
        let path = named ?? names.database + ".tokens"
        guard !PathText.isNoPath(path), !names.contain(path) else {
            throw Failure(
                .badInput, "file_name_invalid",
                "\(Self.option): \(OpenInput.shown(path)) is no place for the tokens; name a file "
                    + "of their own")
        }
        self.path = path
    }

    /// Reads the tokens.
    ///
    /// - Parameter isNeeded: Whether there must be a file; where an identity provider names
    ///   people, nobody needs a token of the list.
    /// - Throws: ``Failure``: 77 if others may read the file, 65 if it is no list of tokens.
    func read(isNeeded: Bool = true) throws(Failure) -> TokenList {
        if !isNeeded, ExistingFile(at: Self.resolved(path)) == .nothing { return TokenList() }
        let bytes: [UInt8]
        do throws(WeChatPayError) { bytes = try KeyFile.read(path, as: .secret) } catch {
            throw Failure(error)
        }
        do throws(TokenListError) { return try TokenList(json: bytes) } catch {
            throw Failure(error).prefixed(OpenInput.shown(path))
        }
    }

    /// Changes the tokens, and keeps the new list in place of the old one, in one step.
    ///
    /// - Parameter isBegun: Whether an empty list is begun where there is no file.
    func change<Result>(
        begins isBegun: Bool, _ body: (inout TokenList) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let lock = try locked()
        defer { close(lock) }
        // Through a link, the file that it leads to is changed, which a service may read by itself.
        let path = Self.resolved(self.path)
        let isNew = isBegun && ExistingFile(at: path) == .nothing
        var list = isNew ? TokenList() : try read()
        let result = try body(&list)
        do throws(NewFileFailure) {
            if isNew {
                try NewFile.make(list.json, at: path, mode: 0o600)
            } else {
                var status = stat()
                guard stat(path, &status) == 0 else { throw NewFileFailure(errno) }
                try NewFile.replace(path, with: list.json, like: status)
            }
        } catch { throw notWritten(error.number) }
        return result
    }

    /// Waits until nobody else changes the tokens; one change would undo the other.
    private func locked() throws(Failure) -> Int32 {
        let lock = open(
            Self.resolved(path) + ".lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard lock >= 0 else { throw notWritten(errno) }
        while flock(lock, LOCK_EX) != 0 {
            let number = errno
            guard number == EINTR else {
                close(lock)
                throw notWritten(number)
            }
        }
        return lock
    }

    private func notWritten(_ number: Int32) -> Failure {
        Failure(
            [EACCES, EPERM].contains(number) ? .permission : .inputOutput,
            "token_file_not_written",
            "\(OpenInput.shown(path)): \(String(cString: strerror(number)))")
    }

    /// The file that a path leads to; the path itself where nothing is there.
    private static func resolved(_ path: String) -> String {
        guard let found = realpath(path, nil) else { return path }
        defer { free(found) }
        return String(cString: found)
    }
}
