import HummingbirdCore
import OrderEngine
import OrderJournal
import OrderLifecycle
import OrderPresentation

extension Console {
    /// How many records the page of evidence has at most.
    private static let evidenceLimit = 1000

    /// One page about an order, in both languages, to print and to file.
    func evidence(_ visit: ConsoleVisit) async throws -> Response {
        let number = try visit.order
        _ = try await api.known(number)
        guard let summary = try await engine.summary(of: number) else {
            throw EngineError.orderUnknown(number)
        }
        let history = try await history(
            of: .order(number), after: 0, limit: Self.evidenceLimit)
        let now = engine.now
        return page(.evidence, visit, title: "\(number) · evidence 凭据") {
            EvidenceView(summary, history, by: visit.signedIn?.principal, at: now)
        }
    }
}

private struct EvidenceView {
    let number: String
    let orderPath: String
    let code: String
    let word: String
    let amount: MoneyView?
    let english: StyledView
    let chinese: StyledView
    let facts: [FactView]
    let entries: [Entry]
    let isCut: Bool
    let count: Int
    let sealEnglish: String
    let sealChinese: String
    let checkpoint: CheckpointView?
    let printedUTC: String
    let printedBeijing: String
    let printedBy: String

    /// A record in both languages.
    struct Entry {
        let revision: Int64
        let utc: String
        let beijing: String
        let english: String
        let chinese: String
        let reason: String?
        let actor: String
        let channel: String
        let identification: String
        let hash: String
        let chain: String
        let chainClass: String

        init(_ record: JournalRecord, after previous: Digest32) {
            revision = record.revision
            utc = Self.both { record.at.shown }.english
            beijing = Self.both { record.at.shown }.chinese
            (english, chinese) = Self.both { Self.words(record) }
            reason = record.reason?.visible
            actor = record.caller.actor.text
            channel = record.caller.channel.text
            identification = "\(record.caller.identification)"
            hash = record.hash.hex
            let isWhole = RecordHash.of(record) == record.hash && record.previous == previous
            chain = isWhole ? "✓" : "✗"
            chainClass = isWhole ? "is-good" : "is-bad"
        }

        private static func words(_ record: JournalRecord) -> String {
            let parts = [record.title, record.change].compactMap(\.self)
                .map { $0.pieces.map(\.text).joined() }
            return (parts + record.details).joined(separator: " · ")
        }

        /// The same in English with UTC, and in Chinese with Beijing time.
        static func both(_ words: () -> String) -> (english: String, chinese: String) {
            (
                Audience(.english).withPlainTimes.told(words),
                Audience(.chinese).withPlainTimes.told(words)
            )
        }
    }

    init(
        _ summary: OrderSummary, _ history: RecordHistory, by reader: Principal?,
        at now: Timestamp
    ) {
        let order = summary.order
        let state = StateView(order.state)
        number = order.order.text
        orderPath = "/console/orders/\(order.order.inPath)"
        (code, word, amount) = (state.code, state.word, state.amount)
        let paragraph = Entry.both { OrderParagraph(summary: summary).text }
        english = StyledView(keepingTimesIn: paragraph.english)
        chinese = StyledView(keepingTimesIn: paragraph.chinese)
        let identity = order.identity
        facts = [
            FactView("out_order_no", order.order.text),
            FactView("order_id", identity.orderID?.text),
            FactView("mchid", identity.merchantID?.text),
            FactView("service_id", identity.serviceID?.text),
            FactView("appid", identity.appID?.text),
            FactView(
                "transaction_id",
                summary.transactions.isEmpty
                    ? nil : summary.transactions.map(\.text).joined(separator: ", ")),
            FactView("head · SHA-256", order.head.hex),
        ].compactMap(\.self)
        var previous = history.previous
        let entries = history.records.map { record in
            defer { previous = record.hash }
            return Entry(record, after: previous)
        }
        self.entries = entries
        isCut = history.next != nil
        count = entries.count
        let last = history.records.last?.sequence ?? 0
        let isCovered = history.seal.map { $0.covers(last) && !entries.isEmpty } ?? false
        let isCompared = history.seal?.isCompared ?? false
        (sealEnglish, sealChinese) = Entry.both {
            switch (isCovered, isCompared) {
            case (true, true):
                told(
                    "Every record above is sealed by this checkpoint; all records were compared "
                        + "with it when the service sealed last.",
                    zh: "以上全部记录均已被此检查点封存；服务上次封存时已将全部记录与它比对。")
            case (true, false):
                told(
                    "This checkpoint covers as many records, and this service has not found them "
                        + "to be the same. Verify the journal, then print this page again.",
                    zh: "此检查点覆盖到以上记录，但本服务尚未确认现有记录与它一致。请核验账本后重新打印本页。")
            case (false, _):
                told(
                    "Not all of the records above are sealed by a checkpoint yet; print this page "
                        + "again once they are.", zh: "以上记录尚未全部被检查点封存；封存后请重新打印本页。")
            }
        }
        checkpoint = history.seal.map { CheckpointView($0.checkpoint) }
        (printedUTC, printedBeijing) = Entry.both { now.shown }
        printedBy = reader?.name.text ?? "–"
    }
}
