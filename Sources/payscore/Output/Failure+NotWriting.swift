import Foundation

extension Failure {
    /// Why a new file cannot be made at a path; `nil` of what says nothing of the place.
    init?(notWriting path: String, _ number: Int32) {
        let text = "\(path): \(String(cString: strerror(number))); nothing was written"
        switch number {
        case ENOENT, ENOTDIR: self.init(.notFound, "directory_missing", text)
        case EACCES, EPERM, EROFS: self.init(.permission, "file_not_permitted", text)
        case ENAMETOOLONG, EILSEQ: self.init(.badInput, "file_name_invalid", text)
        default: return nil
        }
    }
}
