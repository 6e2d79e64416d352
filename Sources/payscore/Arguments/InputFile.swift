/// A file, or standard input, that a command reads as a whole.
enum InputFile {
    /// The most bytes of a checkpoint with the signatures of witnesses, or of a proof.
    static let noteLimit = 16_384

    /// Reads all of a file.
    ///
    /// - Parameters:
    ///   - limit: The most bytes.
    ///   - allowsPipe: Whether a pipe or a device may stand there, which only ends when its
    ///     writer ends.
    ///   - isTrusted: Whether the file says whom to trust, so that nobody else may write to it.
    /// - Throws: ``Failure``: those of ``OpenInput``, `file_too_large` or `file_not_utf8`.
    static func read(
        _ path: String, limit: Int, allowsPipe: Bool = true, isTrusted: Bool = false
    ) throws(Failure) -> [UInt8] {
        guard !isTrusted else { return try whole(path, limit, allowsPipe, isTrusted) }
        return try FilesRead.read(path) { () throws(Failure) in
            try whole(path, limit, allowsPipe, isTrusted)
        }
    }

    private static func whole(
        _ path: String, _ limit: Int, _ allowsPipe: Bool, _ isTrusted: Bool
    ) throws(Failure) -> [UInt8] {
        let input = try OpenInput(path, allowsPipe: allowsPipe, isTrusted: isTrusted)
        var bytes: [UInt8] = []
        while true {
            let part = try input.nextPart()
            if part.isEmpty { break }
            bytes += part
            guard bytes.count <= limit else {
                throw Failure(
                    .badInput, "file_too_large",
                    "\(input.name): more than \(limit) bytes are not read")
            }
        }
        if let problem = WholeInputProblem(ofText: bytes) { throw problem.failure(input.name) }
        return bytes
    }
}
