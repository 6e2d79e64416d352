import OrderJournal
import OrderLifecycle
import StrictJSON

@testable import WeChatPay
@testable import payscore

/// Faults that are made on purpose, one for each kind of check: a check that does not find its own
/// proves nothing.
package enum PlantedFault: String, CaseIterable, Sendable {
    case surplusAccepted = "planted-surplus-accepted"
    case caseIgnored = "planted-case-ignored"
    case windowIgnored = "planted-window-ignored"
    case barUnencoded = "planted-bar-unencoded"
    case valueRepeated = "planted-value-repeated"
    case lengthCutShort = "planted-length-cut-short"
    case namesSwapped = "planted-names-swapped"
    case plusAccepted = "planted-plus-accepted"
    case nodeIgnored = "planted-node-ignored"
    case valueLeftBehind = "planted-value-left-behind"
    case overrideShown = "planted-override-shown"
    case valueUnencoded = "planted-value-unencoded"

    /// Tries one input on something that has the fault.
    ///
    /// - Throws: ``Violation`` if the input shows the fault.
    package func check(_ bytes: [UInt8]) throws(Violation) {
        switch self {
        case .surplusAccepted:
            try StrictJSONInput.check(bytes) { bytes throws(JSONProblem) in
                try Self.readPassingOverSurplus(bytes)
            }
        case .caseIgnored: try SnapshotInput.check(bytes, interpretation: Self.readWhateverTheCase)
        case .windowIgnored:
            try AnswerInput.check(bytes) { headers, body in
                Self.believesAtAnyTime(headers, body)
            }
        case .barUnencoded: try OrderNumberInput.check(bytes, segment: \.text)
        case .valueRepeated:
            try ConfigurationInput.check(bytes) { path, environment throws(Failure) in
                try Self.loadRepeatingValues(path, environment)
            }
        case .lengthCutShort:
            try RecordInput.check(bytes) { Self.bytesWithShortLengths(of: $0) }
        case .namesSwapped:
            try RecordInput.check(bytes, reading: Self.readWithSwappedNames)
        case .plusAccepted:
            try CheckpointInput.check(bytes) { Checkpoint(note: $0.replacing("\n+", with: "\n")) }
        case .nodeIgnored:
            try ProofInput.check(bytes) { proof, size, root in
                Self.believesIgnoringANode(proof, size, root)
            }
        case .valueLeftBehind:
            try CommandLineInput.check(bytes, moving: Self.movingOptionsWithoutValues)
        case .overrideShown:
            try TerminalTextInput.check(bytes) { text in
                text.split(separator: "\u{202E}", omittingEmptySubsequences: false)
                    .map { String($0).visible }.joined(separator: "\u{202E}")
            }
        case .valueUnencoded:
            try LaunchInput.check(bytes) { launch in
                launch.parameters.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
            }
        }
    }

    private static func readPassingOverSurplus(
        _ bytes: [UInt8]
    ) throws(JSONProblem) -> JSONValue {
        do throws(JSONProblem) { return try JSONValue.read(bytes, limit: 65_536) } catch {
            guard error.kind == .surplus else { throw error }
            return try JSONValue.read(Array(bytes[..<error.offset]), limit: 65_536)
        }
    }

    private static func readWhateverTheCase(_ snapshot: OrderSnapshot) -> SnapshotInterpretation {
        let shouted = OrderSnapshot(
            state: snapshot.state?.uppercased(), stateDescription: snapshot.stateDescription,
            collection: snapshot.collection, riskFund: snapshot.riskFund,
            totalAmount: snapshot.totalAmount, needCollection: snapshot.needCollection)
        return shouted.interpretation
    }

    private static func believesAtAnyTime(_ headers: SignatureHeaders, _ body: [UInt8]) -> Bool {
        let seconds = Int64(headers.timestamp) ?? 0
        let then = Timestamp(clamping: seconds.multipliedReportingOverflow(by: 1000).partialValue)
        return (try? Harness.verifier.verify(headers, body: body, at: then)) != nil
    }

    private static func loadRepeatingValues(
        _ path: String, _ environment: [String: String]
    ) throws(Failure) -> PayscoreConfiguration {
        do throws(Failure) {
            return try PayscoreConfiguration.load(path, environment: environment)
        } catch {
            let values = environment.values.sorted().joined(separator: " ")
            throw Failure(error.status, error.code, error.message + " " + values)
        }
    }

    private static func movingOptionsWithoutValues(_ given: GivenArguments) -> [String] {
        let moved = given.withGlobalOptionsLast
        return moved == given.words ? moved : moved.dropLast()
    }

    private static func believesIgnoringANode(
        _ proof: InclusionProof, _ size: Int64, _ root: Digest32
    ) -> Bool {
        let shorter = InclusionProof(
            sequence: proof.sequence, size: proof.size, recordHash: proof.recordHash,
            path: proof.path.dropLast())
        return [proof, shorter].contains { $0.problem(size: size, root: root) == nil }
    }

    /// The meaning of a record in which whoever requested a call is said to have acknowledged it.
    private static func readWithSwappedNames(
        _ record: JournalRecord
    ) throws(UnreadableRecord) -> RecordContent {
        let content = try record.content
        guard case .attempt(.intended(let intent)) = content, let consent = intent.consent else {
            return content
        }
        let swapped = ConsentDetails(
            permit: consent.permit, givenUp: consent.givenUp, requestedBy: consent.acknowledgedBy,
            acknowledgedBy: consent.requestedBy, until: consent.until)
        return .attempt(
            .intended(
                IntentDetails(
                    attempt: intent.attempt, attempted: intent.call,
                    requestDigest: intent.requestDigest,
                    consent: swapped)))
    }

    /// The canonical encoding with lengths of one byte in place of four.
    private static func bytesWithShortLengths(of record: JournalRecord) -> [UInt8] {
        var bytes = Array(CanonicalEncoding.prefix.utf8) + record.previous.bytes
        for member in CanonicalEncoding.members(of: record) {
            let text = Array((member.value ?? "").utf8)
            bytes += [0, 0, 0, UInt8(truncatingIfNeeded: text.count)] + text
        }
        return bytes
    }
}
