import Crypto
import OrderLifecycle

/// The replay of one order's records, or of the journal's own.
///
/// Only what is open is held: the order, its open attempts and its unspent permits. What has ended
/// is compared with what is stored at once.
struct ReplayCheck {
    /// Whether the journal's own records leave the velocity limit tripped.
    private(set) var isVelocityLimitTripped = false
    /// The policies that the journal's own records name; of another subject, those that its
    /// decisions are compared with, or `nil` where they cannot be told.
    private(set) var policies: PolicyHistory?
    /// Whether the records so far make sense; after a break, only the chain is followed.
    private(set) var isSound = true

    let subject: Subject
    private let reader: any JournalReader
    private var revision: Int64 = 0
    private var head = Digest32.zero
    private var lastSequence: Int64?
    /// The order so far; `nil` before its first record.
    private var order: OrderProjection?
    /// The authorization so far; `nil` before its first record.
    private var authorization: AuthorizationProjection?
    private var attempts: [AttemptID: AttemptProjection] = [:]
    private var permits: [Digest32: PermitProjection] = [:]
    private var approvals: [ApprovalID: ApprovalProjection] = [:]

    /// - Parameter policies: Those that the journal's own records name, where they make sense.
    init(subject: Subject, reader: any JournalReader, policies: PolicyHistory?) {
        self.subject = subject
        self.policies = subject == .journal ? PolicyHistory() : policies
        self.reader = reader
    }

    /// The attempt that the records leave open.
    var openAttempt: AttemptID? { order?.openAttempt ?? authorization?.openAttempt }

    mutating func take(_ record: JournalRecord, _ log: inout FindingLog) throws {
        if let finding = linkProblem(of: record) {
            log.add(finding)
            isSound = false
        }
        revision = record.revision
        head = record.hash
        lastSequence = record.sequence
        guard isSound else { return }
        let content: RecordContent
        do throws(UnreadableRecord) { content = try record.content } catch {
            log.add(Self.finding(.recordUnreadable, record, "\(error.member) has no meaning"))
            isSound = false
            return
        }
        isSound = try replay(record, content, &log)
    }

    /// Compares what the records leave of an authorization with what is stored.
    func finish(stored: AuthorizationProjection?, _ log: inout FindingLog) throws {
        guard isSound, case .authorization = subject else { return }
        for attempt in attempts.values { try compare(attempt, at: lastSequence, &log) }
        if let stored, let authorization, stored == authorization { return }
        log.add(
            VerificationFinding(
                .authorizationDiffers, sequence: lastSequence, subject: subject,
                "its records leave it \(authorization?.state.rawValue ?? "-") "
                    + "at revision \(revision); stored is "
                    + (stored.map { "\($0.state.rawValue) at \($0.revision)" }
                        ?? "nothing that can be read")))
    }

    /// Compares what the records leave with what is stored.
    func finish(stored: OrderProjection?, _ log: inout FindingLog) throws {
        guard isSound, case .order = subject else { return }
        for attempt in attempts.values { try compare(attempt, at: lastSequence, &log) }
        for permit in permits.values { try compare(permit, at: lastSequence, &log) }
        for approval in approvals.values { try compare(approval, at: lastSequence, &log) }
        if let stored, let order, stored == order { return }
        log.add(
            VerificationFinding(
                .orderDiffers, sequence: lastSequence, subject: subject,
                "its records leave it \(order.map { StateText.text($0.state) } ?? "-") "
                    + "at revision \(revision); stored is "
                    + (stored.map { "\(StateText.text($0.state)) at \($0.revision)" }
                        ?? "nothing that can be read")))
    }

    // MARK: The chain

    private func linkProblem(of record: JournalRecord) -> VerificationFinding? {
        if record.subject != subject {
            return Self.finding(
                .recordMisplaced, record, "it is listed under another subject than its own")
        }
        let expected = revision &+ 1
        if record.revision != expected {
            return Self.finding(
                .revisionGap, record,
                "revision \(expected) was expected, \(record.revision) is stored")
        }
        if record.previous != head {
            return Self.finding(
                .chainBroken, record,
                "it follows \(record.previous.hex), the record before it has \(head.hex)")
        }
        return nil
    }

    private static func finding(
        _ code: VerificationFindingCode, _ record: JournalRecord, _ explanation: String
    ) -> VerificationFinding {
        VerificationFinding(
            code, sequence: record.sequence, subject: record.subject, explanation)
    }

    // MARK: The meaning

    /// Applies a record, and tells whether it made sense.
    private mutating func replay(
        _ record: JournalRecord, _ content: RecordContent, _ log: inout FindingLog
    ) throws -> Bool {
        guard content.belongs(to: subject) else {
            log.add(Self.finding(.recordMisplaced, record, "\(record.event) is not of its kind"))
            return false
        }
        guard content.isBeginning == (record.sequence == 1) else {
            log.add(
                Self.finding(
                    .beginningMisplaced, record,
                    content.isBeginning
                        ? "the journal begins here, after other records"
                        : "the first record does not say which journal this is and whose"))
            return false
        }
        try checkNotification(record, content, &log)
        switch subject {
        case .authorization(let code):
            if case .none = authorization {
                authorization = AuthorizationProjection(code: code, createdAt: record.at)
            }
            do {
                try replayCall(record, content, &log)
                try authorization?.apply(record, content)
            } catch let problem as ReplayProblem {
                log.add(
                    Self.finding(
                        VerificationFindingCode(problem.kind), record,
                        "\(record.event) does not follow"))
                return false
            }
        case .journal:
            if case .journal(.velocityLimitTripped) = content { isVelocityLimitTripped = true }
            if case .journal(.velocityLimitReset) = content { isVelocityLimitTripped = false }
            if case .journal(.policyChanged(let change)) = content {
                if change.previous != policies?.last {
                    log.add(
                        Self.finding(
                            .policyNotInForce, record,
                            "it replaces the policy \(Self.words(change.previous)), and "
                                + "\(Self.words(policies?.last)) was in force"))
                }
                policies?.add(change.digest, at: record.sequence)
            }
        case .order(let number):
            if case .order(.decided(let decision)) = content {
                checkPolicy(of: decision, record, &log)
            }
            if case .none = order {
                order = OrderProjection(order: number, createdAt: record.at)
            }
            do {
                try replayCall(record, content, &log)
                try order?.apply(record, content)
            } catch let problem as ReplayProblem {
                let code = VerificationFindingCode(problem.kind)
                log.add(Self.finding(code, record, "\(record.event) does not follow"))
                return false
            }
        }
        return true
    }

    /// Checks that a decision was taken by the policy that was recorded before it.
    private func checkPolicy(
        of decision: DecisionDetails, _ record: JournalRecord, _ log: inout FindingLog
    ) {
        guard let policies else { return }
        let inForce = policies.inForce(before: record.sequence)
        if inForce == decision.policy { return }
        log.add(
            Self.finding(
                .policyNotInForce, record,
                "it was taken by the policy \(decision.policy.hex), and "
                    + "\(Self.words(inForce)) was in force"))
    }

    /// Checks that a notification is found under its name, and so was recorded once.
    private func checkNotification(
        _ record: JournalRecord, _ content: RecordContent, _ log: inout FindingLog
    ) throws {
        guard let notification = content.notification else { return }
        let found = try readable { try reader.notification(notification.id) } ?? nil
        if found?.sequence == record.sequence { return }
        log.add(
            Self.finding(
                .notificationRepeated, record,
                "under the name \(notification.id) "
                    + (found.map { "record \($0.sequence) is found" } ?? "nothing is found")))
    }

    private static func words(_ policy: Digest32?) -> String { policy?.hex ?? "none" }

    /// Applies what a record says of an attempt or a permit; the order is the one before it.
    private mutating func replayCall(
        _ record: JournalRecord, _ content: RecordContent, _ log: inout FindingLog
    ) throws {
        let name = content.attempt
        let digest = content.permitDigest
        switch content {
        case .order(.approval(.requested(let details))):
            if let other = approvals.keys.first {
                log.add(Self.finding(.approvalMisused, record, "\(other) waits still"))
            }
            let bytes = try readable { try reader.request(of: details.id) } ?? nil
            check(bytes, details.requestDigest, record, &log)
        case .order(.approval): break
        case .order(.permitIssued):
            if let digest, permits[digest] != nil {
                log.add(Self.finding(.permitMisused, record, "the permit was issued before"))
            }
        case .attempt(.intended(let intent)):
            try check(intent, record, &log)
        case .attempt(.appliedLate(let attempt)):
            try checkEnded(attempt, record)
            return
        case .attempt(let fact):
            guard attempts[fact.attempt] != nil else {
                try checkEnded(fact.attempt, record)
                throw ReplayProblem(record, .attemptEnded)
            }
        case .order, .authorization, .journal: return
        }
        let changes = try AttemptChanges(
            record, content, decidedOn: order?.state ?? .unseen,
            attempt: name.flatMap { attempts[$0] },
            permit: digest.flatMap { permits[$0] },
            approval: content.approval.flatMap { approvals[$0] })
        if let attempt = changes.attempt { try keep(attempt, record, &log) }
        if let permit = changes.permit { try keep(permit, record, &log) }
        if let approval = changes.approval { try keep(approval, record, &log) }
    }

    private func check(
        _ intent: IntentDetails, _ record: JournalRecord, _ log: inout FindingLog
    ) throws {
        if let open = openAttempt {
            log.add(Self.finding(.attemptOverlaps, record, "attempt \(open) is still open"))
        }
        if let consent = intent.consent {
            let permit = permits[consent.permit]
            let problem: String? =
                switch permit.map({ permit in
                    intent.call.order.map { permit.terms.covers(consent, of: $0) } ?? false
                }) {
                case true?: nil
                case false?: "the permit is for something else"
                case nil: "the permit was not issued before, or is spent"
                }
            if let problem { log.add(Self.finding(.permitMisused, record, problem)) }
        }
        let bytes = try readable { try reader.request(of: intent.attempt) } ?? nil
        check(bytes, intent.requestDigest, record, &log)
    }

    private func check(
        _ request: [UInt8]?, _ digest: Digest32, _ record: JournalRecord, _ log: inout FindingLog
    ) {
        if request.map(Digest32.of) == digest { return }
        log.add(
            Self.finding(
                .requestDiffers, record,
                request == nil ? "its request is missing" : "its request has other bytes"))
    }

    /// Checks that an attempt that is not open here has ended.
    private func checkEnded(_ name: AttemptID, _ record: JournalRecord) throws {
        let stored = try readable { try reader.attempt(name) } ?? nil
        guard let stored, stored.isSettled, stored.subject == subject else {
            throw ReplayProblem(record, .unknownAttempt)
        }
    }

    // MARK: What is stored

    private mutating func keep(
        _ attempt: AttemptProjection, _ record: JournalRecord, _ log: inout FindingLog
    ) throws {
        attempts[attempt.id] = attempt.isSettled ? nil : attempt
        if attempt.isSettled { try compare(attempt, at: record.sequence, &log) }
    }

    private mutating func keep(
        _ permit: PermitProjection, _ record: JournalRecord, _ log: inout FindingLog
    ) throws {
        permits[permit.digest] = permit.spentBy == nil ? permit : nil
        if permit.spentBy != nil { try compare(permit, at: record.sequence, &log) }
    }

    private mutating func keep(
        _ approval: ApprovalProjection, _ record: JournalRecord, _ log: inout FindingLog
    ) throws {
        approvals[approval.id] = approval.isWaiting ? approval : nil
        if !approval.isWaiting { try compare(approval, at: record.sequence, &log) }
    }

    private func compare(
        _ approval: ApprovalProjection, at sequence: Int64?, _ log: inout FindingLog
    ) throws {
        let stored = try readable { try reader.approval(approval.id) } ?? nil
        if stored == approval { return }
        log.add(
            VerificationFinding(
                .approvalDiffers, sequence: sequence, subject: subject,
                "\(approval.id) is "
                    + (stored == nil ? "not stored" : "stored otherwise than its records say")))
    }

    private func compare(
        _ attempt: AttemptProjection, at sequence: Int64?, _ log: inout FindingLog
    ) throws {
        let stored = try readable { try reader.attempt(attempt.id) } ?? nil
        if stored == attempt { return }
        log.add(
            VerificationFinding(
                .attemptDiffers, sequence: sequence, subject: subject,
                "attempt \(attempt.id) is "
                    + (stored == nil ? "not stored" : "stored otherwise than its records say")))
    }

    private func compare(
        _ permit: PermitProjection, at sequence: Int64?, _ log: inout FindingLog
    ) throws {
        let stored = try readable { try reader.permit(permit.digest) } ?? nil
        if stored == permit { return }
        log.add(
            VerificationFinding(
                .permitDiffers, sequence: sequence, subject: subject,
                "the permit of digest \(permit.digest.hex) is "
                    + (stored == nil ? "not stored" : "stored otherwise than its records say")))
    }
}

extension RecordContent {
    /// Whether the records of a subject can say this.
    fileprivate func belongs(to subject: Subject) -> Bool {
        switch (self, subject) {
        case (.order, .order), (.attempt, .order), (.authorization, .authorization),
            (.attempt, .authorization), (.journal, .journal):
            true
        case (.order, .journal), (.attempt, .journal), (.journal, .order),
            (.order, .authorization), (.journal, .authorization), (.authorization, .order),
            (.authorization, .journal):
            false
        }
    }
}

extension VerificationFindingCode {
    /// The code for a record that does not follow.
    fileprivate init(_ kind: ReplayProblem.Kind) {
        self =
            switch kind {
            case .beginningMisplaced: .beginningMisplaced
            case .revisionOutOfOrder: .revisionGap
            case .chainBroken: .chainBroken
            case .illegalTransition: .illegalTransition
            case .phaseDiffers: .phaseDiffers
            case .unknownAttempt: .attemptUnknown
            case .attemptEnded: .attemptEnded
            case .approvalMisused: .approvalMisused
            case .requestDiffers: .requestDiffers
            }
    }
}
