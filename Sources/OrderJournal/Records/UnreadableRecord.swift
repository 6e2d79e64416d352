/// A record whose words have no meaning: altered, or of a later version of this package.
public struct UnreadableRecord: Error, Hashable, Sendable {
    /// The record's position in the journal.
    public let sequence: Int64
    /// The member that cannot be read.
    public let member: String
}
