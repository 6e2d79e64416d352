import CGunzip

/// One gzip file in memory.
enum GzipFile {
    /// Unpacks a file that fills the bytes to the last, with the checks that gzip itself has.
    ///
    /// The file says how large its content is, and no more than that is ever written: a file that
    /// unpacks to more than it says, or than the limit, is refused.
    ///
    /// - Parameter limit: The most bytes of the content.
    /// - Returns: The content; `nil` if the bytes are no such file.
    static func content(of bytes: [UInt8], limit: Int) -> [UInt8]? {
        guard bytes.count >= 18, bytes[0] == 0x1F, bytes[1] == 0x8B else { return nil }
        let size = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard size <= limit else { return nil }
        var isWhole = false
        let content = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
            var written = 0
            isWhole = payscore_gunzip(bytes, bytes.count, buffer.baseAddress, size + 1, &written)
            count = written
        }
        return isWhole && content.count == size ? content : nil
    }
}
