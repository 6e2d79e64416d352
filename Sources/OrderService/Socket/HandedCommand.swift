package import Foundation

/// A command of the command line, as its process hands it to the one that owns the journal.
///
/// Both are the same program: another version's is refused, since its words may mean something
/// else.
package struct HandedCommand: Codable, Hashable, Sendable {
    /// The most bytes of its JSON.
    package static let limit = ExchangeLimits.bodyLimit

    /// The version of the program that hands it over.
    package var version: String
    /// The arguments.
    package var words: [String]
    /// What it read before it found the journal owned, by the names that the arguments have.
    package var files: [String: Data]
    /// Who asks, where a name was given.
    package var actor: String?
    /// The language of its text, as `--lang` writes it.
    package var language: String
    /// The identifiers of the zone of the times that it shows, and of those that it is given.
    package var shownZone: String
    package var givenZone: String
    /// Whether a person sits at both ends.
    package var isInteractive: Bool
    /// Whether its answers and its diagnostics have colours.
    package var isColoured: [Bool]

    package init(
        version: String, words: [String], files: [String: Data], actor: String?, language: String,
        shownZone: String, givenZone: String, isInteractive: Bool, isColoured: [Bool]
    ) {
        self.version = version
        self.words = words
        self.files = files
        self.actor = actor
        self.language = language
        self.shownZone = shownZone
        self.givenZone = givenZone
        self.isInteractive = isInteractive
        self.isColoured = isColoured
    }
}
