/// What the fuzzer makes up inputs for; each has a corpus of its name.
package enum FuzzTarget: String, CaseIterable, Sendable {
    case strictJSON = "strict-json"
    case snapshot
    case answer
    case notification
    case orderNumber = "order-number"
    case configuration
    case record
    case checkpoint
    case proof
    case headSlot = "head-slot"
    case commandLine = "command-line"
    case keyFile = "key-file"
    case terminalText = "terminal-text"
    case launch

    /// Tries one input.
    ///
    /// - Throws: ``Violation`` if something does not hold that must hold whatever the input is.
    package func check(_ bytes: [UInt8]) throws(Violation) {
        switch self {
        case .strictJSON: try StrictJSONInput.check(bytes)
        case .snapshot: try SnapshotInput.check(bytes)
        case .answer: try AnswerInput.check(bytes)
        case .notification: try NotificationInput.check(bytes)
        case .orderNumber: try OrderNumberInput.check(bytes)
        case .configuration: try ConfigurationInput.check(bytes)
        case .record: try RecordInput.check(bytes)
        case .checkpoint: try CheckpointInput.check(bytes)
        case .proof: try ProofInput.check(bytes)
        case .headSlot: try HeadSlotInput.check(bytes)
        case .commandLine: try CommandLineInput.check(bytes)
        case .keyFile: try KeyFileInput.check(bytes)
        case .terminalText: try TerminalTextInput.check(bytes)
        case .launch: try LaunchInput.check(bytes)
        }
    }
}
