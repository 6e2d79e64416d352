/// The codes that the journal's own functions raise.
enum SQLState {
    /// Another host wrote to the partition first.
    static let overtaken = "PS001"
    /// The server has settings with which durability cannot be promised.
    static let unsafeSettings = "PS002"
    /// A rule of the journal's tables was about to be broken.
    static let refused = "PS003"
}
