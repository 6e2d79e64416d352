package import OrderJournal
package import OrderLifecycle

/// The way that one order took, what was denied to it, and what was done to it elsewhere.
package struct OrderPath: Hashable, Sendable {
    /// One step of the way.
    struct Step: Hashable, Sendable {
        let from: LifecycleNode
        let to: LifecycleNode
        let event: String
        let revision: Int64
        /// Whether no call of the journal explains it.
        let isOutside: Bool
    }

    /// A wish that was denied, or refused by WeChat; or a change that was made elsewhere.
    struct Note: Hashable, Sendable {
        let at: LifecycleNode
        /// The call, why not, and what for, such as `cancel: already_done “mistake”`; or the change
        /// and what was lost.
        let words: String
        let isOutside: Bool
        var revisions: [Int64]
    }

    let order: OutOrderNumber
    private(set) var steps: [Step] = []
    private(set) var notes: [Note] = []
    /// Where the order stands now.
    private(set) var now = LifecycleNode.start

    package init(order: OutOrderNumber) {
        self.order = order
    }

    /// Goes on with the next record.
    package mutating func add(_ record: JournalRecord) {
        let before = (try? record.stateBefore).map(LifecycleNode.init) ?? now
        let after = (try? record.stateAfter).map(LifecycleNode.init) ?? before
        let outside = record.outsideChange
        if record.phaseAfter != nil {
            steps.append(
                Step(
                    from: before, to: after, event: record.event, revision: record.revision,
                    isOutside: outside != nil))
        }
        now = after
        let actor = record.caller.actor
        let noticed = outside.map {
            told("\($0.words), noticed by \(actor)", zh: "\($0.words)，发现者 \(actor)")
        }
        guard let words = noticed ?? Self.denial(in: record) else { return }
        if let index = notes.firstIndex(where: { $0.at == before && $0.words == words }) {
            notes[index].revisions.append(record.revision)
        } else {
            notes.append(
                Note(
                    at: before, words: words, isOutside: outside != nil,
                    revisions: [record.revision]))
        }
    }

    /// Whether the way leads over this edge.
    func took(_ edge: LifecycleGraph.Edge) -> Bool {
        steps.contains { $0.from == edge.from && $0.to == edge.to }
    }

    /// Whether the way touches this node.
    func touches(_ node: LifecycleNode) -> Bool {
        now == node || steps.contains { $0.from == node || $0.to == node }
    }

    private static func denial(in record: JournalRecord) -> String? {
        switch try? record.content {
        case .order(.decided(let details)):
            switch details.code {
            // What is allowed is not done all the same where the permit cannot be used.
            case .allowed: details.problem == nil ? nil : words(details, [], record.reason)
            case .needsAcknowledgement:
                words(
                    details, [told("needs acknowledgement", zh: "须先确认")], record.reason)
            case .denied: words(details, details.reasons, record.reason)
            }
        case .attempt(.settled(let end)):
            if case .refused(let refusal) = end.outcome {
                told(
                    "\(end.call.word): refused by WeChat, \(refusal.code)",
                    zh: "\(end.call.word)：被微信驳回，\(refusal.code)")
            } else {
                nil
            }
        case .order, .attempt, .authorization, .journal, .none: nil
        }
    }

    private static func words(
        _ details: DecisionDetails, _ customDenials: [String], _ reason: String?
    ) -> String {
        let why = (customDenials + [details.problem].compactMap { $0 })
            .joined(separator: told(", ", zh: "、"))
        return details.call.word + told(": ", zh: "：") + why
            + (reason.map { told(" “\($0)”", zh: "“\($0)”") } ?? "")
    }
}
