extension String {
    /// Lends the text's UTF-8 bytes as they lie in memory.
    ///
    /// `withUTF8` wants a text that can be changed, and so one more reference to it, to be counted
    /// up and down: six times the cost, for every member of every record.
    @inlinable
    @inline(__always)
    package func withBytes<Result>(
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result {
        try utf8.withContiguousStorageIfAvailable(body) ?? withCopiedBytes(body)
    }

    /// For a text that does not lie in one piece; Swift's own all do.
    @inline(never)
    @usableFromInline
    package func withCopiedBytes<Result>(
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result {
        try Array(utf8).withUnsafeBufferPointer(body)
    }
}
