import Foundation
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import WeChatPay

/// An engine whose records come one by one: notes on one order, each a commit.
final class EventSource: Sendable {
    let engine: Engine
    private let journal: SQLiteJournalStore
    private let provider: WeChatPayProvider
    private let order: OutOrderNumber
    private let caller: Caller

    /// Makes a journal with an order.
    static func open(in directory: URL) async throws -> EventSource {
        let sender = try NotificationSender()
        let source = EventSource(
            journal: try await SQLiteJournalStore.open(
                at: directory.appending(path: "events.sqlite")),
            provider: WeChatPayProvider(settings: sender.settings),
            order: try OutOrderNumber("NOTED"),
            caller: Caller(
                actor: try ActorName("benchmark"), channel: try CallerChannel("benchmark")))
        for confirmation in try sender.confirmations(of: [source.order]) {
            let answer = await source.engine.receive(
                confirmation.notification, caller: source.caller)
            guard answer == .recorded else {
                throw WentOtherwise(what: "a notification", became: "\(answer)")
            }
        }
        return source
    }

    private init(
        journal: SQLiteJournalStore, provider: WeChatPayProvider, order: OutOrderNumber,
        caller: Caller
    ) {
        self.journal = journal
        self.provider = provider
        self.order = order
        self.caller = caller
        engine = Engine(journal: journal, provider: provider, logger: .silent)
    }

    /// Records one more note.
    func note() async throws {
        try await engine.note(
            NoteDetails(about: 1, .explains), on: order,
            reason: OperatorReason("confirmed by the customer on the phone"), caller: caller)
    }

    /// Where the journal ends.
    func end() async throws -> EventPosition {
        try await last().position
    }

    /// The last record as readers of events get it.
    func sample() async throws -> [UInt8] {
        let record = try await last()
        let text = try AnswerJSON.text(RecordJSON(record))
        return Array("id: \(record.position)\nevent: record\ndata: \(text)\n\n".utf8)
    }

    private func last() async throws -> JournalRecord {
        guard let record = try await journal.inspect({ try $0.lastRecord() }) else {
            throw WentOtherwise(what: "the journal", became: "empty")
        }
        return record
    }

    func close() async throws {
        await provider.shutdown()
        try await journal.close()
    }
}
