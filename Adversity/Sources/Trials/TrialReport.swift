import Foundation

/// What a trial found: its figures, its failures, and whether its controls had teeth.
///
/// A control is the trial of something that is known to be broken. It must fail; a control that
/// passes shows that the trial could not have found anything, so it fails the trial.
public struct TrialReport: Codable, Sendable {
    /// A number of the trial, as it is printed and published.
    public struct Figure: Codable, Sendable {
        /// What was counted, in words.
        public let name: String
        /// How much, with its unit.
        public let value: String
    }

    /// The trial's name, which is that of its command.
    public let trial: String
    /// The command that repeats it.
    public let command: String
    /// What was counted.
    public private(set) var figures: [Figure] = []
    /// Each control, and how it failed.
    public private(set) var controls: [Figure] = []
    /// What must not be: each with the command that shows it again.
    public private(set) var failures: [String] = []

    private static let failureLimit = 20

    /// Begins the report of a trial.
    ///
    /// - Parameters:
    ///   - trial: The trial's name.
    ///   - command: One line that repeats the trial, its seed included.
    public init(_ trial: String, command: String) {
        self.trial = trial
        self.command = command
        print("\(trial): \(command)")
    }

    /// Notes a number.
    public mutating func count(_ name: String, _ value: some CustomStringConvertible) {
        figures.append(Figure(name: name, value: value.description))
        print("  \(name): \(value)")
    }

    /// Notes that something happened which must not.
    ///
    /// - Parameters:
    ///   - what: What happened, and where.
    ///   - repro: One line that shows it again.
    public mutating func fail(_ what: String, repro: String) {
        failures.append("\(what)\n    repeat: \(repro)")
        if failures.count <= Self.failureLimit { print("  FAILED: \(failures.last ?? "")") }
    }

    /// Notes how a control ended.
    ///
    /// - Parameters:
    ///   - name: What was broken on purpose.
    ///   - found: How often the trial noticed it.
    ///   - trials: How often it was tried.
    public mutating func control(_ name: String, found: Int, of trials: Int) {
        controls.append(Figure(name: name, value: "\(found) of \(trials)"))
        print("  control, must be found: \(name): \(found) of \(trials)")
        if found == 0 {
            fail("the control \"\(name)\" was not found, so the trial is blind", repro: command)
        }
    }

    /// Whether nothing failed.
    public var isClean: Bool { failures.isEmpty }

    /// Writes the figures and says how the trial ended.
    ///
    /// - Returns: The process's exit status: 0 if nothing failed.
    public func finish(_ options: TrialOptions) throws -> Int32 {
        if let path = options.figures {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            try encoder.encode(self).write(to: URL(filePath: path))
        }
        print(isClean ? "  all is well" : "  \(failures.count) failures")
        return isClean ? 0 : 1
    }
}
