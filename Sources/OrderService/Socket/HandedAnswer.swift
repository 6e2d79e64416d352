/// What the owner sends while it runs a command: one line of JSON each.
package enum HandedAnswer: Codable, Hashable, Sendable {
    /// Text for standard output, or for standard error.
    case output(String)
    case errors(String)
    /// A line of a person's is wanted, under this number.
    case question(Int)
    /// The command ended with this exit code.
    case ended(Int32)
    /// The command is none that the owner runs, or another version's.
    case notRun
}
