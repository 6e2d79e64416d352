import GRDB
import OrderJournal
import OrderLifecycle

/// The comparison of a journal with its head file.
struct HeadFileCheck {
    /// What the comparison shows.
    enum Finding {
        /// The journal has all that the head file knows.
        case allow(HeadFile.Place)
        /// Something is lost; with what the head file knew, where it can be read.
        case lost(ResumptionDetails.Loss, JournalHead?)
    }

    let finding: Finding
    private let path: String
    private let statements: Statements
    private let identity: [UInt8]?
    private let size: Int64

    /// - Parameter path: The head file's.
    init(_ statements: Statements, headFile path: String) throws {
        try self.init(statements, headFile: path, try HeadFile.places(at: path))
    }

    /// - Parameter places: What the head file holds; `nil` if there is none.
    init(_ statements: Statements, headFile path: String, _ places: [HeadFile.Place]?) throws {
        self.statements = statements
        self.path = path
        identity = try HeadRows.identity(statements)
        size = try RecordRows.last(statements)?.sequence ?? 0
        finding = try Self.compare(statements, identity, size, places)
    }

    /// The head that the journal has all of.
    ///
    /// - Throws: ``JournalError`` with ``JournalErrorCode/rolledBack`` or
    ///   ``JournalErrorCode/headUnusable`` if something is lost.
    func known() throws(JournalError) -> JournalHead {
        switch finding {
        case .allow(let place): return place.slot.head
        case .lost(let loss, let head):
            throw Self.refusal(loss, known: head?.size, found: size, path)
        }
    }

    /// The newest slot of this journal.
    static func newest(
        of places: [HeadFile.Place], _ identity: [UInt8]?
    ) -> HeadFile.Place? {
        places.filter { identity == nil || $0.slot.identity == identity }
            .max { $1.slot.isNewer(than: $0.slot) }
    }

    private static func compare(
        _ statements: Statements, _ identity: [UInt8]?, _ size: Int64, _ places: [HeadFile.Place]?
    ) throws -> Finding {
        guard let places else { return .lost(.headMissing, nil) }
        guard let place = newest(of: places, identity) else {
            return .lost(places.isEmpty ? .headDamaged : .headForeign, nil)
        }
        let head = place.slot.head
        if head.size > size { return .lost(.recordsMissing, head) }
        if head.size > 0 {
            let hash = try RecordRows.record(at: head.size, statements)?.hash
            if hash != head.lastRecord { return .lost(.recordsDiffer, head) }
        }
        if let known = head.checkpoint,
            try CheckpointRows.lastReadable(statements)?.size ?? -1 < known.size
        {
            return .lost(.checkpointMissing, head)
        }
        if identity == nil { return .lost(.headUnnamed, head) }
        return .allow(place)
    }

    /// Brings the head file up to date, and returns who keeps it so.
    ///
    /// - Throws: ``JournalError`` with ``JournalErrorCode/rolledBack`` or
    ///   ``JournalErrorCode/headUnusable`` if something is lost and nobody accepts that.
    func keeper(accepting: AcceptedLoss?) throws -> HeadKeeper {
        switch finding {
        case .allow(let place):
            let file = try HeadFile(at: path, after: place)
            let head = try HeadRows.grown(place.slot.head, statements)
            if head != place.slot.head { try file.write(head) }
            return HeadKeeper(head, write: file.write)
        case .lost(let loss, let head):
            guard let accepting else {
                throw Self.refusal(loss, known: head?.size, found: size, path)
            }
            return try resume(after: loss, head, accepting)
        }
    }

    /// Makes a head file, and has a journal that named none name it afterwards.
    private func fresh(
        identity: [UInt8], epoch: Int64, keptAs former: String? = nil
    ) throws -> HeadKeeper {
        let head = try HeadRows.grown(JournalHead(epoch: epoch), statements)
        let file = try HeadFile.create(
            at: path, with: HeadSlot(identity: identity, counter: 0, head: head), keptAs: former)
        if self.identity == nil { try HeadRows.insert(identity, statements) }
        return HeadKeeper(head, write: file.write)
    }

    /// Records the acceptance, and begins a new epoch; the former head file stays as evidence.
    private func resume(
        after loss: ResumptionDetails.Loss, _ head: JournalHead?, _ accepted: AcceptedLoss
    ) throws -> HeadKeeper {
        if case .journal(.begun(let beginning))? =
            try RecordRows.record(at: 1, statements)?.content
        {
            try beginning.check(isOf: accepted.merchant)
        }
        let recorded = try RecordRows.lastResumption(statements).map { try $0.content }
        var former = max(1, head?.epoch ?? 1)
        if case .journal(.resumed(let entry)) = recorded { former = max(former, entry.epoch) }
        let entry = ResumptionDetails(
            loss, epoch: min(former, .max - 2) + 1, found: size, known: head?.size,
            knownRoot: head?.tree.root)
        let kept = "\(path).before-epoch-\(entry.epoch)"
        guard ExistingFile(at: kept) == .nothing else {
            throw JournalError(
                .cannotOpen,
                "\(path) would be kept as \(kept), where something stands already; move it away")
        }
        try statements.db.inTransaction(.immediate) {
            func draft(_ fact: JournalFact) -> RecordDraft {
                RecordDraft(
                    .journal, .journal(fact), cause: Cause(.call), caller: accepted.caller,
                    origin: accepted.origin, at: accepted.at, reason: accepted.reason.text)
            }
            let transaction = StoredTransaction(
                statements, on: [.journal], after: try RecordRows.end(statements))
            if size == 0, let merchant = accepted.merchant {
                // Another identity: its checkpoints do not go on with those of what was lost.
                let beginning = BeginningDetails(
                    identity: JournalIdentity(random: SystemRandom()), merchant: merchant)
                try transaction.append(draft(.begun(beginning)))
            }
            try transaction.append(draft(.resumed(entry)))
            return .commit
        }
        return try fresh(
            identity: identity ?? Self.newIdentity(), epoch: entry.epoch, keptAs: kept)
    }

    /// The identity for a journal that is made anew: its head file is there before it is, so that a
    /// journal without one has always lost it.
    static func identityOfNewJournal(at path: String) throws(JournalError) -> [UInt8] {
        if let left = newest(of: try HeadFile.places(at: path) ?? [], nil)?.slot {
            return left.identity
        }
        let slot = HeadSlot(identity: newIdentity(), counter: 0, head: JournalHead(epoch: 1))
        _ = try HeadFile.create(at: path, with: slot)
        return slot.identity
    }

    /// Makes sure that no head file knows of records where there is no journal.
    ///
    /// - Parameter isAbsent: Whether not even an empty file is there.
    static func checkNothingIsLost(at path: String, isAbsent: Bool) throws(JournalError) {
        guard let places = try HeadFile.places(at: path) else { return }
        guard let head = newest(of: places, nil)?.slot.head else {
            throw refusal(.headDamaged, known: nil, found: 0, path)
        }
        guard head.size > 0 else { return }
        guard isAbsent else { throw refusal(.recordsMissing, known: head.size, found: 0, path) }
        throw JournalError(
            .databaseMissing,
            "the database is gone, and \(path) knows \(head.size) records of it; put the database "
                + "or its latest copy back, or go on without, with a recorded acceptance of the "
                + "loss (payscore resume --accept-loss)")
    }

    private static func newIdentity() -> [UInt8] {
        (0..<HeadSlot.identityLength).map { _ in UInt8.random(in: .min ... .max) }
    }

    /// The head that a journal's file says.
    ///
    /// Beside a journal that lost its identity the newest slot of any speaks, or whoever puts an
    /// old copy back would only have to remove a row.
    static func head(at path: String, of identity: [UInt8]?) throws -> JournalHead {
        guard let places = try HeadFile.places(at: path) else {
            throw refusal(.headMissing, known: nil, found: nil, path)
        }
        guard let place = newest(of: places, identity) else {
            let loss: ResumptionDetails.Loss = places.isEmpty ? .headDamaged : .headForeign
            throw refusal(loss, known: nil, found: nil, path)
        }
        return place.slot.head
    }

    /// Says what is lost, and what to do.
    static func refusal(
        _ loss: ResumptionDetails.Loss, known: Int64?, found: Int64?, _ path: String
    ) -> JournalError {
        let advice =
            "; reading goes on; put the latest copy back, or go on with a recorded acceptance of "
            + "the loss (payscore resume --accept-loss)"
        let counts = "\(path) knows \(known ?? 0) records, the journal has \(found ?? 0)"
        switch loss {
        case .recordsMissing:
            return JournalError(
                .rolledBack, "\(counts): its end was lost, or an old copy was put back\(advice)")
        case .recordsDiffer:
            return JournalError(
                .rolledBack, "\(counts), and record \(known ?? 0) is another one\(advice)")
        case .checkpointMissing:
            return JournalError(
                .rolledBack, "\(counts), and its last checkpoint is missing\(advice)")
        case .headMissing:
            return JournalError(
                .headUnusable,
                "\(path) is missing, so that nobody can tell whether the journal has all its "
                    + "records\(advice)")
        case .headDamaged:
            return JournalError(.headUnusable, "\(path) is damaged in all its slots\(advice)")
        case .headForeign:
            return JournalError(.headUnusable, "\(path) is another journal's\(advice)")
        case .headUnnamed:
            return JournalError(
                .headUnusable,
                "the journal does not say that \(path) is its own; its table payscore_head was "
                    + "emptied\(advice)")
        }
    }
}
