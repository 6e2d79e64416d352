import JournalStorage
import OrderJournal
import OrderLifecycle

/// The rows that the commits of a group have made and the server does not have yet.
struct PendingRows {
    private var records: [JournalRecord] = []
    private var orders: [OutOrderNumber: (order: OrderProjection, state: String)] = [:]
    private var authorizations: [AuthorizationCode: AuthorizationProjection] = [:]
    private var newAttempts: [AttemptID: NewAttempt] = [:]
    private var changedAttempts: [AttemptID: AttemptProjection] = [:]
    private var newPermits: [Digest32: NewPermit] = [:]
    private var spentPermits: [Digest32: AttemptID?] = [:]
    private var newApprovals: [ApprovalID: NewApproval] = [:]
    private var changedApprovals: [ApprovalID: ApprovalChange] = [:]
    private var newCustomers: [CustomerEntry] = []
    private var forgottenCustomers: [CustomerID] = []
    private var checkpoints: [KeptCheckpoint] = []
    private var limit: LimitChange?

    private struct NewAttempt {
        var attempt: AttemptProjection
        let sequence: Int64
        let request: [UInt8]?
    }

    private struct NewPermit {
        let issued: Int64
        var spentBy: AttemptID?
    }

    private struct NewApproval {
        let sequence: Int64
        let subject: Subject
        let request: [UInt8]?
        var change = ApprovalChange()
    }

    private struct ApprovalChange {
        var atStake: Int64?
        var acknowledged: Int64?
        var alsoAcknowledged: Int64?
        var ended: Int64?
        var isSentBack = false

        mutating func take(_ place: ApprovalPlace, _ sequence: Int64) {
            switch place {
            case .requested: break
            case .acknowledged: acknowledged = sequence
            case .alsoAcknowledged: alsoAcknowledged = sequence
            case .sentBack: self = ApprovalChange(atStake: sequence, isSentBack: true)
            case .ended: ended = sequence
            }
        }
    }

    private struct LimitChange {
        var isTripped: Bool
        var resetAt: Int64?
    }

    var isEmpty: Bool {
        records.isEmpty && newCustomers.isEmpty && checkpoints.isEmpty
    }

    // MARK: What a commit makes

    mutating func add(_ plan: AppendPlan, of draft: RecordDraft) {
        let (record, sequence) = (plan.record, plan.record.sequence)
        records.append(record)
        if let order = plan.order {
            let state = record.phaseAfter ?? record.phaseBefore ?? StateText.text(order.state)
            orders[order.order] = (order, state)
        }
        if let known = plan.authorization { authorizations[known.code] = known }
        if let approval = plan.approval { place(approval, sequence, of: draft, record.subject) }
        switch draft.content {
        case .order(.permitIssued):
            if let permit = plan.permit { newPermits[permit.digest] = NewPermit(issued: sequence) }
        case .attempt(.intended):
            if let attempt = plan.attempt {
                newAttempts[attempt.id] = NewAttempt(
                    attempt: attempt, sequence: sequence, request: draft.request)
            }
            if let permit = plan.permit { spend(permit) }
        case .attempt(.appliedLate): break
        case .attempt: if let attempt = plan.attempt { change(attempt) }
        case .journal(.velocityLimitTripped):
            limit = LimitChange(isTripped: true, resetAt: limit?.resetAt)
        case .journal(.velocityLimitReset):
            limit = LimitChange(isTripped: false, resetAt: sequence)
        case .journal(.customerForgotten(let customer)): forgottenCustomers.append(customer)
        case .order, .authorization, .journal: break
        }
    }

    mutating func add(_ customer: CustomerEntry) { newCustomers.append(customer) }

    mutating func add(_ checkpoint: KeptCheckpoint) { checkpoints.append(checkpoint) }

    private mutating func spend(_ permit: PermitProjection) {
        if newPermits[permit.digest] != nil {
            newPermits[permit.digest]?.spentBy = permit.spentBy
        } else {
            spentPermits[permit.digest] = permit.spentBy
        }
    }

    private mutating func change(_ attempt: AttemptProjection) {
        if newAttempts[attempt.id] != nil {
            newAttempts[attempt.id]?.attempt = attempt
        } else {
            changedAttempts[attempt.id] = attempt
        }
    }

    private mutating func place(
        _ approval: ApprovalProjection, _ sequence: Int64, of draft: RecordDraft,
        _ subject: Subject
    ) {
        let place = ApprovalPlace(of: draft, approval)
        if case .requested = place {
            newApprovals[approval.id] = NewApproval(
                sequence: sequence, subject: subject, request: draft.request)
        } else if newApprovals[approval.id] != nil {
            newApprovals[approval.id]?.change.take(place, sequence)
        } else {
            changedApprovals[approval.id, default: ApprovalChange()].take(place, sequence)
        }
    }

    // MARK: What the server is sent

    /// The calls that store the rows on a partition, behind the one that passes the gate.
    ///
    /// What ends goes before what begins: an order has one open attempt and one waiting request at
    /// most.
    func calls(on partition: Int32) -> [Call] {
        let calls =
            projections(on: partition) + attempts(on: partition) + permits(on: partition)
            + approvals(on: partition) + others(on: partition)
        return calls.compactMap(\.self)
    }

    private func call(
        _ function: StoredFunction, on partition: Int32, _ types: [PostgresType],
        _ add: (inout RowValues) -> Void
    ) -> Call? {
        var rows = RowValues(types)
        add(&rows)
        guard !rows.isEmpty else { return nil }
        return function.call(on: partition) { $0.add(rows) }
    }

    /// Orders and authorizations.
    private func projections(on partition: Int32) -> [Call?] {
        [
            call(OrderRows.placing, on: partition, OrderRows.table.types(of: OrderRow.columns)) {
                rows in
                for (order, state) in orders.values {
                    rows.addRow { OrderRow.write(order, at: state, to: &$0) }
                }
            },
            call(
                AuthorizationRows.placing, on: partition,
                AuthorizationRows.table.types(of: AuthorizationRow.columns)
            ) { rows in
                for known in authorizations.values {
                    rows.addRow { AuthorizationRow.write(known, to: &$0) }
                }
            },
        ]
    }

    /// Attempts.
    private func attempts(on partition: Int32) -> [Call?] {
        [
            call(
                AttemptRows.update, on: partition,
                AttemptRows.table.types(of: ["id"] + AttemptRow.changing)
            ) {
                rows in
                for attempt in changedAttempts.values {
                    rows.addRow { row in
                        row.add(attempt.id.text)
                        AttemptRow.writeChanging(attempt, to: &row)
                    }
                }
            },
            call(AttemptRows.insertion, on: partition, AttemptRows.insertedTypes) { rows in
                for new in newAttempts.values {
                    rows.addRow { row in
                        row.add(new.sequence)
                        AttemptRow.writeIntended(new.attempt, request: new.request, to: &row)
                        AttemptRow.writeChanging(new.attempt, to: &row)
                    }
                }
            },
        ]
    }

    /// Permits.
    private func permits(on partition: Int32) -> [Call?] {
        [
            call(PermitRows.insertion, on: partition, [.bytea, .bigint, .text]) { rows in
                for (digest, permit) in newPermits {
                    rows.addRow { row in
                        row.add(digest)
                        row.add(permit.issued)
                        row.add(permit.spentBy?.text)
                    }
                }
            },
            call(PermitRows.spending, on: partition, [.bytea, .text]) { rows in
                for (digest, attempt) in spentPermits {
                    rows.addRow { row in
                        row.add(digest)
                        row.add(attempt?.text)
                    }
                }
            },
        ]
    }

    /// Requested calls.
    private func approvals(on partition: Int32) -> [Call?] {
        [
            call(
                ApprovalRows.update, on: partition,
                ApprovalRows.table.types(of: ApprovalRows.changed) + [.boolean]
            ) { rows in
                for (id, change) in changedApprovals {
                    rows.addRow { row in
                        row.add(id.text)
                        row.add(change.atStake)
                        row.add(change.acknowledged)
                        row.add(change.alsoAcknowledged)
                        row.add(change.ended)
                        row.add(change.isSentBack)
                    }
                }
            },
            call(
                ApprovalRows.insertion, on: partition,
                ApprovalRows.table.types(of: ApprovalRows.added)
            ) {
                rows in
                for (id, new) in newApprovals {
                    rows.addRow { row in
                        row.add(new.sequence)
                        row.add(id.text)
                        row.add(new.subject.text)
                        row.add(new.request)
                        row.add(new.change.atStake ?? new.sequence)
                        row.add(new.change.acknowledged)
                        row.add(new.change.alsoAcknowledged)
                        row.add(new.change.ended)
                    }
                }
            },
        ]
    }

    /// Customers, checkpoints and the velocity limit.
    private func others(on partition: Int32) -> [Call?] {
        [
            call(
                CustomerRows.insertion, on: partition,
                CustomerRows.table.types(of: CustomerRow.columns)
            ) {
                rows in
                for customer in newCustomers {
                    rows.addRow { CustomerRow.write(customer, to: &$0) }
                }
            },
            call(CustomerRows.emptying, on: partition, [.text]) { rows in
                for id in forgottenCustomers { rows.addRow { $0.add(id.text) } }
            },
            call(CheckpointRows.insertion, on: partition, [.bigint, .text]) { rows in
                for kept in checkpoints {
                    rows.addRow { row in
                        row.add(kept.position)
                        row.add(kept.checkpoint.note)
                    }
                }
            },
            limit.map { change in
                PartitionRows.setLimit.call(on: partition) { values in
                    values.add(change.isTripped)
                    values.add(change.resetAt)
                }
            },
        ]
    }

    /// The records, as the values of the call that passes the gate.
    var recordValues: RowValues {
        var rows = RowValues(RecordRows.table.types(of: RecordRow.columns))
        for record in records { rows.addRow { RecordRow.write(record, to: &$0) } }
        return rows
    }
}
