import OrderEngine
import OrderLifecycle
import StrictJSON
import WeChatPay

/// Decisions on raw query answers, without a database: one answer, or one a line.
struct SnapshotDecisions {
    let settings: EngineSettings
    private let actor: ActorName
    private let name: String
    private let texts: [Numbered]
    private let isList: Bool

    /// The most bytes of a file of answers.
    static let sizeLimit = 67_108_864

    private struct Numbered {
        let line: Int
        let bytes: ArraySlice<UInt8>
    }

    /// Takes the answers that a file has.
    ///
    /// - Throws: ``Failure`` if it has something else as a whole.
    init(
        bytes: [UInt8], of name: String, settings: EngineSettings, actor: ActorName
    ) throws(Failure) {
        self.name = name
        self.settings = settings
        self.actor = actor
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated().map { Numbered(line: $0 + 1, bytes: $1) }
            .filter { !$0.bytes.allSatisfy(InputLines.isSpace) }
        // Several lines are a list if one of them alone is an object; unless all are one object,
        // in which another stands alone on its line.
        isList =
            lines.count > 1 && lines.contains { Self.isObject($0.bytes) }
            && !Self.isObject(bytes[...])
        texts = isList ? lines : [Numbered(line: 1, bytes: bytes[...])]
        guard let problem = WholeInputProblem(ofLines: bytes) else { return }
        // One object may stretch over several lines.
        if problem != .prettyPrinted || isList { throw problem.failure(name) }
    }

    /// Answers for each, and returns the exit code: 65 if one could not be read, else the
    /// gravest of the decisions'.
    func answer(_ output: Output) throws(Failure) -> ExitStatus {
        var gravest = ExitStatus.ok
        var isBad = false
        var table = TextTable(
            told(
                ["LINE", "ORDER", "PHASE", "DECISION", "WHY"],
                zh: ["行", "订单", "阶段", "决定", "原因"]))
        for text in texts {
            if output.isClosed { break }
            let seen: WeChatOrderJSON
            do throws(WeChatPayError) {
                seen = try WeChatOrderJSON.read(Array(text.bytes))
            } catch {
                isBad = true
                let failure = Failure(error)
                output.report(
                    isList ? failure.inLine(text.line, of: name) : failure.prefixed(name))
                continue
            }
            let shown = decision(on: seen)
            if shown.status.rawValue > gravest.rawValue { gravest = shown.status }
            switch (output.format, isList) {
            case (.json, _): try output.line(shown.form)
            case (.text, false): try output.lines(shown.lines)
            case (.text, true): table.add(Self.row(shown, text.line))
            }
        }
        if isList, output.format == .text { try output.lines(table.lines) }
        return isBad ? .badInput : gravest
    }

    private func decision(on seen: WeChatOrderJSON) -> DecisionOutput {
        let state: OrderState =
            switch seen.snapshot.interpretation {
            case .phase(let phase, _): .known(phase)
            case .indeterminate(let why): .indeterminate(why, last: nil)
            }
        let situation = CallSituation(state: state, actor: actor, rules: settings.rules)
        return DecisionOutput(
            snapshotOf: seen.order, in: state,
            decision: settings.policy.decision(on: situation), rules: settings.rules,
            observedAt: SystemClock().now())
    }

    private static func row(_ form: DecisionOutput, _ line: Int) -> [StyledText] {
        let verdict = form.decision.code.words
        let (style, why): (Style, String) =
            switch form.decision {
            case .allowed(let clearance): (.good, clearance.notice?.code ?? "")
            case .needsAcknowledgement(let loss): (.caution, loss.description)
            case .denied(let denial): (.bad, denial.codes.joined(separator: ", "))
            }
        return [
            StyledText(String(line)), StyledText(form.order?.text ?? "—"), form.state.words,
            StyledText(verdict, style), StyledText(why),
        ]
    }

    private static func isObject(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let value = try? JSONValue.read(Array(bytes), limit: WeChatOrderJSON.sizeLimit)
        else { return false }
        return value.members != nil
    }
}
