import HTTPTypes
import HummingbirdCore
import OrderJournal
import OrderLifecycle
import OrderPresentation

extension Console {
    /// How far the webhook's receiver has the records, what waits and what was given up.
    func webhook(_ visit: ConsoleVisit) async throws -> Response {
        let webhook = try deliveries()
        let cursor = visit.parameter("after").flatMap { try? Subject(text: $0) }
        let status = try await webhook.status()
        let found = try await webhook.held(after: cursor, limit: Self.pageSize + 1)
        return page(
            .webhook, visit, title: told("Webhook", zh: "事件推送"), isLive: cursor == nil
        ) { WebhookView(status, found, visit) }
    }

    /// Has a dead letter delivered again, or leaves it out.
    func reviveDelivery(_ visit: ConsoleVisit) async throws -> Response {
        let subject = try Subject(text: visit.field("subject") ?? "")
        guard
            try await deliveries().revive(subject, dropping: visit.page == .webhookDrop)
        else {
            throw ServiceProblem(
                .conflict, .deliveryNotDead, "nothing of this order was given up any more")
        }
        return redirect(to: ConsolePage.webhook.path)
    }

    private func deliveries() throws(ServiceProblem) -> WebhookDeliveries {
        guard let webhook = api.webhook else {
            throw ServiceProblem(
                .notFound, .endpointUnknown, "this service has no webhook in its configuration")
        }
        return webhook
    }
}

private struct WebhookView {
    let receiver: String
    let behind: String
    let waiting: String
    let dead: String
    let isDead: Bool
    let problem: String?
    let retryAt: MomentView?
    let hasRows: Bool
    let rows: [Row]
    let more: String?

    struct Row {
        let subject: String
        let href: String?
        let revision: String
        let tries: String
        let since: MomentView
        let retryAt: MomentView?
        let problem: String
        let mayRevive: Bool
        let token: String
    }

    init(_ status: WebhookStatus, _ found: [HeldDelivery], _ visit: ConsoleVisit) {
        receiver = status.receiver
        behind = Int(clamping: status.behind).grouped
        waiting = status.waiting.grouped
        dead = status.dead.grouped
        isDead = status.dead > 0
        problem = status.problem?.visible
        retryAt = status.retryAt.map { MomentView($0) }
        hasRows = !found.isEmpty
        rows = found.prefix(Console.pageSize).map { held in
            Row(
                subject: held.subject.order?.text ?? held.subject.text,
                href: held.subject.order.map { "/console/orders/\($0.inPath)" },
                revision: Int(clamping: held.revision).grouped, tries: held.tries.grouped,
                since: MomentView(held.since), retryAt: held.retryAt.map { MomentView($0) },
                problem: held.problem.visible,
                mayRevive: held.isDead && visit.may(.webhookRedeliver),
                token: held.subject.text)
        }
        more =
            found.count > Console.pageSize
            ? "\(ConsolePage.webhook.path)?after=\(found[Console.pageSize - 1].subject.text.inPath)"
            : nil
    }
}
