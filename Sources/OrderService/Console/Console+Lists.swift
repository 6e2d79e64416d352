import HTTPTypes
import HummingbirdCore
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle
import OrderPresentation

extension Console {
    /// Calls and what became of them, the newest first.
    func attempts(_ visit: ConsoleVisit) async throws -> Response {
        let openOnly = visit.parameter("open") == "true"
        let found = try await engine.attempts(
            openOnly: openOnly, before: visit.parameter("before").map { AttemptID($0) },
            limit: Self.pageSize)
        let asked = visit.number("asked").flatMap { visit.hasProof(of: "asked \($0)") ? $0 : nil }
        return page(
            .attempts, visit, title: told("Calls", zh: "请求"),
            isLive: visit.parameter("before") == nil
        ) {
            AttemptsView(
                openOnly: openOnly, mayReconcile: visit.may(.reconcile),
                told: asked.map { asked in
                    let calls = counted(asked, "call", "calls", zh: "个请求")
                    return OrderPresentation.told(
                        "WeChat was asked about \(calls).", zh: "已向微信补查 \(calls)。")
                },
                hasRows: !found.elements.isEmpty, rows: found.elements.map { AttemptView($0) },
                more: found.next.map {
                    "/console/attempts?before=\($0.text.inPath)" + (openOnly ? "&open=true" : "")
                })
        }
    }

    /// Asks WeChat what became of every attempt without an outcome.
    func reconcile(_ visit: ConsoleVisit) async throws -> Response {
        let reports = try await engine.reconcile(dueOnly: false, caller: visit.caller)
        let others = try await engine.authorizations.reconcile(
            dueOnly: false, caller: visit.caller)
        let count = reports.count + others.count
        return redirect(
            to: "/console/attempts?asked=\(count)&told=\(visit.proof(of: "asked \(count)"))")
    }

    /// Authorizations by code.
    func authorizations(_ visit: ConsoleVisit) async throws -> Response {
        let found = try await engine.authorizations.list(
            after: visit.parameter("after").map { try AuthorizationCode($0) },
            limit: Self.pageSize)
        return page(.authorizations, visit, title: told("Authorizations", zh: "授权")) {
            AuthorizationsView(
                hasRows: !found.elements.isEmpty,
                rows: found.elements.map { AuthorizationView($0) },
                more: found.next.map { "/console/authorizations?after=\($0.text.inPath)" })
        }
    }

    /// One authorization, and all that happened.
    func authorization(_ visit: ConsoleVisit) async throws -> Response {
        let code = try AuthorizationCode(visit.name("code"))
        guard let known = try await engine.authorizations.known(code) else {
            throw ServiceProblem(
                .notFound, code: EngineErrorCode.authorizationUnknown.rawValue,
                "the journal has no authorization \(code)",
                zh: EngineErrorCode.authorizationUnknown.chinese)
        }
        let history = try await history(
            of: .authorization(code), after: visit.number("after") ?? 0, limit: 100)
        return page(.authorization, visit, title: code.text, isLive: true) {
            AuthorizationView(known, history)
        }
    }

    /// Where orders were found elsewhere than the journal knew, the newest records first.
    ///
    /// All records are searched for that, so a page has those of so many records.
    func drift(_ visit: ConsoleVisit) async throws -> Response {
        let end = try await engine.audit { try $0.end()?.sequence ?? 0 }
        let last = min(visit.number("until") ?? end, end)
        let first = max(0, last - OverviewFigures.searched)
        let bound = try await engine.audit { reader in
            try reader.records(after: last, limit: 1).first?.at.advanced(by: .milliseconds(1))
        }
        let found = try await engine.drift(before: bound, after: first, limit: 1000)
        let entries = found.elements.filter { $0.record.sequence <= last }.reversed()
        return page(.drift, visit, title: told("Found elsewhere", zh: "与账本不符")) {
            DriftView(
                range: told(
                    "among the records \((first + 1)) to \(last)",
                    zh: "在第 \(first + 1) 至 \(last) 条记录中"),
                hasRows: !entries.isEmpty, rows: entries.map { DriftRowView($0) },
                earlier: first > 0 ? first : nil)
        }
    }

    /// The checkpoints, the oldest first, and the last one in full.
    func checkpoints(_ visit: ConsoleVisit) async throws -> Response {
        let cursor = visit.number("after") ?? 0
        let (kept, last, end) = try await engine.audit { reader in
            (
                try reader.checkpoints(after: cursor, limit: Self.pageSize + 1),
                try reader.lastCheckpoint(), try reader.end()?.sequence ?? 0
            )
        }
        let run = api.verification?.latest
        return page(
            .checkpoints, visit, title: told("Checkpoints", zh: "检查点"), isLive: cursor == 0
        ) {
            CheckpointsView(
                verification: api.verification.map { _ in VerificationView(run) },
                mayVerify: visit.may(.verify) && (run == nil || run?.outcome != nil),
                maySeal: visit.may(.seal) && api.sealing != nil,
                words: counted(
                    max(0, end - (last?.size ?? 0)), "record is behind the last one",
                    "records are behind the last one", zh: "条记录在最近一个之后"),
                last: last.map { CheckpointView($0) }, hasRows: !kept.isEmpty,
                rows: kept.prefix(Self.pageSize).map { kept in
                    CheckpointsView.Row(
                        position: kept.position, at: MomentView(kept.checkpoint.at),
                        size: Int(clamping: kept.checkpoint.size).grouped,
                        root: kept.checkpoint.root.hex)
                },
                more: kept.count > Self.pageSize
                    ? "/console/checkpoints?after=\(kept[Self.pageSize - 1].position)" : nil)
        }
    }
}

private struct AttemptsView {
    let openOnly: Bool
    let mayReconcile: Bool
    let told: String?
    let hasRows: Bool
    let rows: [AttemptView]
    let more: String?
}

private struct AttemptView {
    let at: MomentView
    let call: String
    let subject: String
    let href: String
    let actor: String
    let givenUp: MoneyView?
    let verdict: StyledView
    let why: String?
    let next: MomentView?

    init(_ attempt: AttemptProjection) {
        at = MomentView(attempt.intendedAt)
        call = attempt.intent.call.kind.word
        switch attempt.subject {
        case .order(let order): (subject, href) = (order.text, "/console/orders/\(order.inPath)")
        case .authorization(let code):
            (subject, href) = (code.text, "/console/authorizations/\(code.text.inPath)")
        case .journal: (subject, href) = (attempt.subject.text, "/console/")
        }
        actor = attempt.caller.actor.text
        givenUp = attempt.intent.consent.map { MoneyView($0.givenUp) }
        verdict = StyledView(attempt.condition.verdict)
        why = attempt.condition.explanation?.visible
        next =
            if case .open(let next) = attempt.condition { MomentView(next) } else { nil }
    }
}

private struct AuthorizationsView {
    let hasRows: Bool
    let rows: [AuthorizationView]
    let more: String?
}

private struct AuthorizationView {
    let name: String
    let path: String
    let state: String
    let since: MomentView?
    let customer: String
    let sealWords: String
    let records: [RecordView]
    let next: Int64?

    init(_ authorization: AuthorizationProjection, _ history: RecordHistory? = nil) {
        name = authorization.code.text
        path = name.inPath
        state = authorization.state.word
        since = authorization.since.map { MomentView($0) }
        customer = authorization.customer?.text ?? "–"
        sealWords = history?.sealWords ?? ""
        // The records of authorizations have no pages of their own.
        records = history?.views(nil) ?? []
        next = history?.next
    }
}

private struct DriftView {
    let range: String
    let hasRows: Bool
    let rows: [DriftRowView]
    let earlier: Int64?
}

private struct DriftRowView {
    let at: MomentView
    let number: String
    let href: String
    let what: String
    let notes: [String]
    let since: MomentView?
    let alarm: String?
    let alarmStyle: String
    let seen: String?

    init(_ entry: DriftEntry) {
        at = MomentView(entry.record.at)
        number = entry.order.text
        href = "/console/orders/\(entry.order.inPath)#r\(entry.record.revision)"
        what =
            entry.outside?.words
            ?? entry.record.title.pieces.map(\.text).joined()
        notes = entry.notes.map(\.words)
        since = entry.since.map { MomentView($0) }
        alarm = entry.alarm
        alarmStyle = (entry.acknowledgement == nil ? Style.bad : .good).rawValue
        seen = entry.acknowledgement.map { record in
            told(
                "seen to by \(record.caller.actor)", zh: "\(record.caller.actor) 已处理")
        }
    }
}

private struct CheckpointsView {
    let verification: VerificationView?
    let mayVerify: Bool
    let maySeal: Bool
    let words: String
    let last: CheckpointView?
    let hasRows: Bool
    let rows: [Row]
    let more: String?

    struct Row {
        let position: Int64
        let at: MomentView
        let size: String
        let root: String
    }
}
