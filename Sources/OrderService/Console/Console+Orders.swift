import HTTPTypes
import HummingbirdCore
import NIOCore
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle
import OrderPresentation

extension Console {
    /// Orders by number, by phase, or by their last record.
    func orders(_ visit: ConsoleVisit) async throws -> Response {
        let selection = try visit.selection()
        let number = try visit.parameter("number").map { try OutOrderNumber($0) }
        let cursor = try visit.parameter("after").map { try OutOrderNumber($0) }
        let (rows, next): ([OrderProjection], String?)
        let order: (english: String, chinese: String)
        if number == nil, selection == .all {
            let since = visit.number("before").map { Timestamp(clamping: $0) }
            let recent = try await engine.recentOrders(
                before: cursor.flatMap { cursor in
                    since.map { OrderCursor(updatedAt: $0, order: cursor) }
                }, limit: Self.pageSize)
            rows = recent.elements
            next = recent.next.map {
                "before=\($0.updatedAt.milliseconds)&after=\($0.order.inPath)"
            }
            order = ("by their last record, the newest first", "按最近记录排列，最新的在前")
        } else {
            let found = try await orders(selection, beginningWith: number, after: cursor)
            rows = found.elements
            next = found.next.map { "\(visit.search)&after=\($0.inPath)" }
            order = ("by number", "按单号排列")
        }
        return page(.orders, visit, title: told("Orders", zh: "订单"), isLive: cursor == nil) {
            OrdersView(
                order: told(order.english, zh: order.chinese), number: number?.text ?? "",
                choices: PhaseChart.bars.map {
                    OrdersView.Choice(
                        code: $0.code, word: $0.word,
                        isChosen: $0.code == visit.parameter("phase"))
                },
                query: visit.search, hasRows: !rows.isEmpty, rows: rows.map { OrderRowView($0) },
                next: next)
        }
    }

    /// Orders whose numbers begin with a text, by number.
    private func orders(
        _ selection: OrderSelection, beginningWith start: OutOrderNumber?,
        after cursor: OutOrderNumber?, limit: Int = pageSize
    ) async throws -> (elements: [OrderProjection], next: OutOrderNumber?) {
        let page = try await engine.orders(
            matching: selection, after: cursor ?? start, limit: limit)
        guard let start else { return (page.elements, page.next) }
        // Those behind the number itself begin with it, as long as they do.
        let others = page.elements.prefix { $0.order.text.hasPrefix(start.text) }
        let exact = cursor == nil ? try await engine.order(start) : nil
        let isWanted = exact.map { selection.has($0.state) } ?? false
        return (
            (isWanted ? [exact].compactMap(\.self) : []) + others,
            others.count == page.elements.count ? page.next : nil
        )
    }

    /// The same orders for a spreadsheet, all of them.
    func ordersCSV(_ visit: ConsoleVisit) throws -> Response {
        let selection = try visit.selection()
        let number = try visit.parameter("number").map { try OutOrderNumber($0) }
        var headers = HTTPFields()
        headers[.contentType] = "text/csv; charset=utf-8"
        headers[.contentDisposition] = "attachment; filename=\"orders.csv\""
        headers[.cacheControl] = "no-store"
        headers[.xContentTypeOptions] = "nosniff"
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { [self] writer in
                try await writer.write(ByteBuffer(string: CSVRow(cells: Self.columns).text))
                var cursor: OutOrderNumber?
                repeat {
                    let page = try await orders(
                        selection, beginningWith: number, after: cursor, limit: 500)
                    let rows = page.elements.map { Self.row($0).text }.joined()
                    try await writer.write(ByteBuffer(string: rows))
                    cursor = page.next
                } while cursor != nil
                try await writer.finish(nil)
            })
    }

    private static let columns = [
        "out_order_no", "phase", "due_fen", "paid_fen", "risk_fund_fen", "is_verified",
        "is_protected", "open_attempt", "order_id", "created_at", "updated_at",
    ]

    private static func row(_ order: OrderProjection) -> CSVRow {
        let form = OrderJSON(order)
        func fen(_ amount: Int64?) -> String { amount.map(String.init) ?? "" }
        return CSVRow(cells: [
            order.order.text, order.state.code, fen(form.dueFen), fen(form.paidFen),
            fen(form.riskFundFen), "\(order.isVerified)", "\(order.isProtected)",
            order.openAttempt?.text ?? "", order.identity.orderID?.text ?? "",
            order.createdAt.description, order.updatedAt.description,
        ])
    }
}

private struct OrdersView {
    let order: String
    let number: String
    let choices: [Choice]
    let query: String
    let hasRows: Bool
    let rows: [OrderRowView]
    let next: String?

    struct Choice {
        let code: String
        let word: String
        let isChosen: Bool
    }
}

extension ConsoleVisit {
    /// What was searched for, as a query.
    fileprivate var search: String {
        ["number", "phase"].compactMap { name in
            parameter(name).map { "\(name)=\($0.inPath)" }
        }.joined(separator: "&")
    }

    /// Which orders are wanted.
    fileprivate func selection() throws(ServiceProblem) -> OrderSelection {
        try OrderSelection(phase: parameter("phase"))
    }
}

extension OrderSelection {
    /// Whether a state is among those that are wanted.
    fileprivate func has(_ state: OrderState) -> Bool {
        switch self {
        case .all: true
        case .phase(let phase): state.phase?.kind == phase
        case .indeterminate: state.phase == nil
        }
    }
}
