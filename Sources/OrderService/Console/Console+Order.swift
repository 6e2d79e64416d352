import HTTPTypes
import HummingbirdCore
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle
import OrderPresentation

extension Console {
    private static let recordsAPage = 100

    /// One order: where it is, what may be done, and all that happened.
    func order(_ visit: ConsoleVisit) async throws -> Response {
        let number = try visit.order
        _ = try await api.known(number)
        guard let summary = try await engine.summary(of: number) else {
            throw EngineError.orderUnknown(number)
        }
        let options = try await engine.offlineCalls(on: number, caller: visit.caller)
        let history = try await history(
            of: .order(number), after: visit.number("after") ?? 0, limit: Self.recordsAPage)
        let attempt = try await attempt(visit.parameter("attempt"), of: number)
        let waiting = try await engine.audit { try $0.waitingApproval(of: number) }
        return page(.order, visit, title: number.text, isLive: true) {
            OrderView(summary, options, history, attempt, waiting, visit)
        }
    }

    /// Records of an order or an authorization, with what proves them.
    func history(
        of subject: Subject, after revision: Int64, limit: Int
    ) async throws -> RecordHistory {
        let compared = await api.sealing?.compared
        return try await engine.audit { reader in
            // The record before the first one has the hash that the first must name.
            let first = max(0, revision - 1)
            let records = try reader.records(of: subject, after: first, limit: limit + 2)
            let before = records.first { $0.revision == revision }
            let rest = records.filter { $0.revision > revision }
            let checkpoint = try reader.lastCheckpoint()
            return RecordHistory(
                records: Array(rest.prefix(limit)), previous: before?.hash ?? .zero,
                next: rest.count > limit ? rest[limit - 1].revision : nil,
                seal: checkpoint.map { RecordSeal($0, isCompared: $0 == compared) })
        }
    }

    /// An attempt that was just made, if it is one of the order.
    private func attempt(
        _ id: String?, of order: OutOrderNumber
    ) async throws -> AttemptProjection? {
        guard let id, id.utf8.count <= 200 else { return nil }
        let attempt = try await engine.audit { try $0.attempt(AttemptID(id)) }
        return attempt?.subject == .order(order) ? attempt : nil
    }

    /// One record, as it is stored.
    func record(_ visit: ConsoleVisit) async throws -> Response {
        let number = try visit.order
        guard let revision = Int64(visit.name("revision")), revision > 0,
            case let history = try await history(
                of: .order(number), after: revision - 1, limit: 1),
            let record = history.records.first, record.revision == revision
        else {
            throw ServiceProblem(.notFound, .endpointUnknown, "the order has no such record")
        }
        let json = try AnswerJSON.text(RecordJSON(record))
        return page(.record, visit, title: "\(number) #\(revision)") {
            RecordPageView(
                record, RecordProof(record, after: history.previous, history.seal),
                json: json, back: "/console/orders/\(number.inPath)#r\(revision)")
        }
    }

    /// The way that an order took, as a picture.
    func picture(_ visit: ConsoleVisit) async throws -> Response {
        try await api.diagram(of: visit.order, for: visit.audience)
    }

    /// An order's history as a file that a third party can check.
    func export(_ visit: ConsoleVisit) async throws -> Response {
        let number = try visit.order
        let name = number.text.filter { $0.isLetter || $0.isNumber || $0 == "-" }
        var headers = HTTPFields()
        headers[.contentDisposition] = "attachment; filename=\"\(name).jsonl\""
        return Response(
            .ok, type: "application/jsonl", bytes: try await api.exported(number),
            headers: headers)
    }

    /// Sets or lifts the protection of an order.
    func changeProtection(_ visit: ConsoleVisit) async throws -> Response {
        let number = try visit.order
        let reason = try OperatorReason(visit.field("reason") ?? "")
        if visit.page == .protect {
            _ = try await engine.protect(number, reason: reason, caller: visit.caller)
        } else {
            _ = try await engine.unprotect(number, reason: reason, caller: visit.caller)
        }
        return redirect(to: "/console/orders/\(number.inPath)")
    }
}

private struct OrderView {
    let number: String
    let path: String
    let revision: Int64
    let code: String
    let word: String
    let amount: MoneyView?
    let amountWord: String
    let flags: [FlagView]
    let ended: StyledView?
    let endedWhy: String?
    let waiting: String?
    let paragraph: StyledView
    let hasActions: Bool
    let actions: [CallActionView]
    let protection: Protection?
    let sealWords: String
    let records: [RecordView]
    let next: Int64?
    let facts: [FactView]

    struct Protection {
        let href: String
        let label: String
        let reasonLabel: String
    }

    init(
        _ summary: OrderSummary, _ options: [CallOption], _ history: RecordHistory,
        _ attempt: AttemptProjection?, _ requested: ApprovalProjection?, _ visit: ConsoleVisit
    ) {
        let order = summary.order
        let state = StateView(order.state)
        number = order.order.text
        path = order.order.inPath
        revision = order.revision
        (code, word) = (state.code, state.word)
        (amount, amountWord) = (state.amount, state.amountWord)
        flags = order.flags
        ended = attempt.map { attempt in
            StyledView(
                "\(attempt.intent.call.kind.word, .bold): \(attempt.condition.verdict)")
        }
        waiting = requested?.id.path
        endedWhy = attempt?.condition.explanation
        paragraph = StyledView(keepingTimesIn: OrderParagraph(summary: summary).text)
        // Behind the last phase nothing is left to do, and the paragraph says so.
        let isFinal = order.state.phase?.kind.isFinal == true
        actions = isFinal ? [] : options.compactMap { CallActionView($0, order.order, visit) }
        protection = Self.protection(of: order, visit)
        hasActions = !actions.isEmpty || protection != nil
        sealWords = history.sealWords
        records = history.views("/console/orders/\(path)/records")
        next = history.next
        let identity = order.identity
        facts = [
            FactView("order_id", identity.orderID?.text),
            FactView("service_id", identity.serviceID?.text),
            FactView("appid", identity.appID?.text), FactView("mchid", identity.merchantID?.text),
            FactView(told("Customer", zh: "用户"), order.customer?.text),
            FactView("transaction_id", Self.list(summary.transactions.map(\.text))),
            FactView(told("First record", zh: "首条记录"), at: order.createdAt),
            FactView(told("Last record", zh: "最近记录"), at: order.updatedAt),
            FactView(told("WeChat last said so", zh: "微信最近一次证实"), at: order.observedAt),
            FactView(told("Revision", zh: "版本"), String(order.revision)),
        ].compactMap(\.self)
    }

    private static func list(_ texts: [String]) -> String? {
        texts.isEmpty ? nil : texts.joined(separator: ", ")
    }

    private static func protection(
        of order: OrderProjection, _ visit: ConsoleVisit
    ) -> Protection? {
        let page: ConsolePage = order.isProtected ? .unprotect : .protect
        let isFinal = order.state.phase?.kind.isFinal == true
        guard visit.may(page), !isFinal || order.isProtected else { return nil }
        return Protection(
            href: "/console/orders/\(order.order.inPath)/\(page.rawValue)",
            label: order.isProtected
                ? told("Lift the protection", zh: "解除保护") : told("Protect", zh: "保护"),
            reasonLabel: order.isProtected
                ? told("Why its protection is lifted", zh: "解除保护的原因")
                : told("Why it is protected from calls that give money up", zh: "保护它的原因（不得放弃钱款）"))
    }
}

private struct RecordPageView {
    let back: String
    let subject: String
    let revision: Int64
    let chain: String
    let chainClass: String
    let seal: String
    let sealClass: String
    let hash: String
    let computed: String
    let previous: String
    let json: String

    init(_ record: JournalRecord, _ proof: RecordProof, json: String, back: String) {
        self.back = back
        subject = record.subject.order?.text ?? record.subject.text
        revision = record.revision
        (chain, chainClass) = (proof.chain, proof.chainClass)
        (seal, sealClass) = (proof.seal, proof.sealClass)
        hash = record.hash.hex
        computed = RecordHash.of(record).hex
        previous = record.previous.hex
        self.json = Self.lines(json)
    }

    /// One member a line; a comma within a text stays where it is.
    private static func lines(_ json: String) -> String {
        var (text, depth, isText, isEscaped) = ("", 0, false, false)
        for character in json {
            if isText {
                isText = isEscaped || character != "\""
                isEscaped = character == "\\" && !isEscaped
                text.append(character)
                continue
            }
            let indent = "\n" + String(repeating: "  ", count: depth)
            switch character {
            case "{", "[":
                depth += 1
                text += "\(character)\n" + String(repeating: "  ", count: depth)
            case "}", "]":
                depth = max(0, depth - 1)
                text += "\n" + String(repeating: "  ", count: depth) + "\(character)"
            case ",": text += ",\(indent)"
            case ":": text += ": "
            default:
                isText = character == "\""
                text.append(character)
            }
        }
        return text
    }
}
