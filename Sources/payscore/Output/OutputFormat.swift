import ArgumentParser
import Foundation
import Synchronization

/// How a command answers.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
    /// For people.
    case text
    /// For programs: one object, or one a line where a command lists.
    case json
}
