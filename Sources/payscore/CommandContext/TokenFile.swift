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
    /// - Throws: ``Failure``: 77 if others may read the file, 65 if it is no list of tokens.
    func read() throws(Failure) -> TokenList {
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
        } catch {
            throw Failure(
                [EACCES, EPERM].contains(error.number) ? .permission : .inputOutput,
                "token_file_not_written",
                "\(OpenInput.shown(path)): \(String(cString: strerror(error.number)))")
        }
        return result
    }
}
