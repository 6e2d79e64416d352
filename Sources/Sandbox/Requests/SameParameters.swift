/// Tells whether a request repeats an earlier one, which WeChat answers as it answered the first
/// time.
enum SameParameters {
    /// Compares what two requests say, byte by byte in their canonical form.
    ///
    /// Swift's `==` takes `é` and `e` with an accent for the same text; WeChat compares what was
    /// sent.
    static func hold(_ first: some Encodable, _ second: some Encodable) -> Bool {
        guard let first = try? JSONText.bytes(of: first),
            let second = try? JSONText.bytes(of: second)
        else { return false }
        return first == second
    }
}
