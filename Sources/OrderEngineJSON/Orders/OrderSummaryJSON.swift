public import OrderEngine
import OrderJournal
import OrderLifecycle

/// Where an order is and how it got there.
public struct OrderSummaryJSON: AnswerForm {
    /// The order as its records leave it.
    public let order: OrderJSON
    /// How the journal came to know the order.
    public let begun: Step
    /// How the order came to where it is; absent while nothing is known of that.
    public let reached: Step?
    /// What people said of that record, the oldest note first.
    public let notes: [RecordNoteJSON]
    /// The last call that was made or begun.
    public let lastCall: Call?
    /// The calls that gave money up, or may have, the oldest first.
    public let givenUp: [Call]
    /// The numbers of the transactions with which the order was paid, where WeChat told them.
    public let transactionIDs: [String]
    /// How many records the last checkpoint seals, if it seals all of the order's.
    public let sealedBySize: Int64?
    /// When that checkpoint was made.
    public let sealedAt: String?

    private enum CodingKeys: String, CodingKey {
        case order
        case begun
        case reached
        case notes
        case lastCall = "last_call"
        case givenUp = "given_up"
        case transactionIDs = "transaction_ids"
        case sealedBySize = "sealed_by_size"
        case sealedAt = "sealed_at"
    }

    /// Takes a summary as the engine makes it.
    public init(_ summary: OrderSummary) {
        order = OrderJSON(summary.order)
        begun = Step(summary.begun)
        reached = summary.reached.map { Step($0) }
        notes = summary.notes.map { RecordNoteJSON($0) }
        lastCall = summary.lastCall.map { Call($0) }
        givenUp = summary.givenUp.map { Call($0) }
        transactionIDs = summary.transactions.map(\.text)
        sealedBySize = summary.checkpoint?.size
        sealedAt = summary.checkpoint?.at.description
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(order, forKey: .order)
        try members.encode(begun, forKey: .begun)
        try members.encode(reached, forKey: .reached)
        try members.encode(notes, forKey: .notes)
        try members.encode(lastCall, forKey: .lastCall)
        try members.encode(givenUp, forKey: .givenUp)
        try members.encode(transactionIDs, forKey: .transactionIDs)
        try members.encode(sealedBySize, forKey: .sealedBySize)
        try members.encode(sealedAt, forKey: .sealedAt)
    }
}

extension OrderSummaryJSON {
    /// One step of the order's life, as its record tells it.
    public struct Step: Codable, Hashable, Sendable {
        /// What happened.
        public let event: String
        /// When it was recorded.
        public let at: String
        /// When WeChat signed what it rests on, where it did.
        public let wechatAt: String?
        /// Who asked.
        public let actor: String
        /// Whether the actor only saw it.
        public let isNoticed: Bool
        /// Why, in the words of who asked.
        public let reason: String?
        /// The revision of the record.
        public let revision: Int64

        private enum CodingKeys: String, CodingKey {
            case event
            case at
            case wechatAt = "wechat_at"
            case actor
            case isNoticed = "noticed"
            case reason
            case revision
        }

        init(_ record: JournalRecord) {
            event = record.event
            at = record.at.description
            wechatAt = record.providerAt?.description
            actor = record.caller.actor.text
            isNoticed = record.isNoticed
            reason = record.reason
            revision = record.revision
        }

        /// Writes every member, `null` where there is no value.
        public func encode(to encoder: any Encoder) throws {
            var members = encoder.container(keyedBy: CodingKeys.self)
            try members.encode(event, forKey: .event)
            try members.encode(at, forKey: .at)
            try members.encode(wechatAt, forKey: .wechatAt)
            try members.encode(actor, forKey: .actor)
            try members.encode(isNoticed, forKey: .isNoticed)
            try members.encode(reason, forKey: .reason)
            try members.encode(revision, forKey: .revision)
        }
    }

    /// A call, from its intent to its outcome.
    public struct Call: Codable, Hashable, Sendable {
        /// The name of the attempt.
        public let attempt: String
        /// The call.
        public let call: String
        /// When it was begun.
        public let at: String
        /// Who made it.
        public let actor: String
        /// Why, in the words of who asked.
        public let reason: String?
        /// Whether it took effect; absent while that is not known.
        public let isApplied: Bool?
        /// WeChat's refusal, if that is how it ended.
        public let refusal: RefusalJSON?
        /// What it gives up for good.
        public let givenUpFen: Int64?
        /// What becomes of that money.
        public let givenUpKind: String?
        /// Who requested a call that gives money up.
        public let requestedBy: String?
        /// Who stated the amount that is given up.
        public let acknowledgedBy: String?

        private enum CodingKeys: String, CodingKey {
            case attempt
            case call
            case at
            case actor
            case reason
            case isApplied = "applied"
            case refusal
            case givenUpFen = "given_up_fen"
            case givenUpKind = "given_up_kind"
            case requestedBy = "requested_by"
            case acknowledgedBy = "acknowledged_by"
        }

        init(_ call: OrderSummary.Call) {
            let consent = call.intent.consent
            attempt = call.intent.attempt.text
            self.call = call.intent.call.kind.rawValue
            at = call.record.at.description
            actor = call.record.caller.actor.text
            reason = call.record.reason
            isApplied = call.isApplied
            refusal = call.refusal.map { RefusalJSON($0) }
            givenUpFen = consent?.givenUp.fen
            givenUpKind = consent == nil ? nil : call.intent.call.kind.givenUpKind?.rawValue
            requestedBy = consent?.requestedBy.name.text
            acknowledgedBy = consent?.acknowledgedBy.name.text
        }

        /// Writes every member, `null` where there is no value.
        public func encode(to encoder: any Encoder) throws {
            var members = encoder.container(keyedBy: CodingKeys.self)
            try members.encode(attempt, forKey: .attempt)
            try members.encode(call, forKey: .call)
            try members.encode(at, forKey: .at)
            try members.encode(actor, forKey: .actor)
            try members.encode(reason, forKey: .reason)
            try members.encode(isApplied, forKey: .isApplied)
            try members.encode(refusal, forKey: .refusal)
            try members.encode(givenUpFen, forKey: .givenUpFen)
            try members.encode(givenUpKind, forKey: .givenUpKind)
            try members.encode(requestedBy, forKey: .requestedBy)
            try members.encode(acknowledgedBy, forKey: .acknowledgedBy)
        }
    }
}
