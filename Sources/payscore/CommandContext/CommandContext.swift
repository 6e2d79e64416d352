import Foundation
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import StrictJSON
import WeChatPay

/// The engine with its journal and its WeChat, as one command uses them; the only place that
/// chooses the adapters.
struct CommandContext {
    let configuration: PayscoreConfiguration
    let settings: EngineSettings
    let journal: any Journal
    let engine: Engine
    let caller: Caller
    /// The journal's path, as it was given.
    let path: String
    private let store: SQLiteJournalStore
    let provider: WeChatPayProvider?
    private let watch: SendWatch
    /// Whether the owner of the journal lends it, and goes on with it afterwards.
    private var isLent = false

    /// What a command needs of the outside.
    enum AccessLevel: Hashable, Sendable {
        /// The journal to read, also beside a running owner.
        case inspection
        /// The journal to write; WeChat is not asked.
        case journal
        /// The journal to write, and WeChat.
        case weChat
    }

    /// Opens what a command needs, hands it over, and closes it again.
    ///
    /// - Parameter beginsJournal: Whether a journal is begun where there is none; the answer then
    ///   says so.
    static func with<Result>(
        _ level: AccessLevel, _ global: GlobalOptions, _ output: Output,
        beginsJournal: Bool = false, _ body: (CommandContext) async throws -> Result
    ) async throws -> Result {
        let context = try await open(level, global, output, beginsJournal: beginsJournal)
        HandedOver.current?.open()
        let alarms = context.engine.alarms
        let reporting = Task {
            for await alarm in alarms { output.report(alarm) }
        }
        let result: Result
        do {
            if context.isNew {
                let merchant = try await context.engine.begin(caller: context.caller)
                output.tell(NewJournal(path: context.path, merchant: merchant))
            }
            // Whoever writes is told before anything is written.
            if level != .inspection { try await context.engine.checkJournalTime() }
            result = try await body(context)
        } catch {
            alarms.finish()
            await reporting.value
            try? await context.close()
            throw context.told(error)
        }
        alarms.finish()
        await reporting.value
        do { try await context.close() } catch { throw context.told(error) }
        return result
    }

    /// Whose orders these are: as the journal says, or else the configuration.
    func merchant() async throws -> MerchantID? {
        let begun = try await journal.read { try $0.beginning() }
        return try begun?.merchant ?? configuration.merchantID()
    }

    /// Whether the caller could acknowledge a loss.
    var acknowledgerCheck: AcknowledgerCheck {
        AcknowledgerCheck(policy: settings.policy, caller: caller)
    }

    /// How a call ended, as commands show it.
    func output(of result: CallResult) -> CallOutput {
        CallOutput(result: result, check: acknowledgerCheck)
    }

    /// Where requests with an idempotency key are kept.
    var idempotencyKeys: any IdempotencyKeyStore { store }

    /// Where it is kept how far the records were delivered.
    var webhookProgress: any WebhookStore { store }

    /// Closes what this command opened.
    private func close() async throws {
        guard !isLent else { return }
        await provider?.shutdown()
        try await store.close()
    }

    /// Whether this command began the journal.
    var isNew: Bool { store.isNew && !isLent }

    /// What this command, which owns the journal, lends to those of other processes.
    var owner: JournalOwner {
        JournalOwner(
            engine: engine, store: store, settings: settings, configuration: configuration,
            path: path)
    }

    /// Whether the journal is in another program's database, where it has no head file.
    var isShared: Bool { store.isShared }

    /// Where other processes reach this one, if it owns the journal.
    var socketPath: String? { store.socketPath }

    /// How far the journal had come, as its head file says.
    func head() async throws -> JournalHead? { try await store.head() }

    /// Copies the journal, also beside a running owner, and verifies the copy.
    func backUp(
        to path: String, clock: Timestamp,
        progress: @escaping @Sendable (JournalBackup.Progress) -> Void
    ) async throws -> JournalBackup {
        try await store.backUp(to: path, clock: clock, progress: progress)
    }

    private static func open(
        _ level: AccessLevel, _ global: GlobalOptions, _ output: Output, beginsJournal: Bool
    ) async throws -> CommandContext {
        if let handed = HandedOver.current { return lent(by: handed.owner, to: handed.caller) }
        let caller = try global.caller()
        let configuration = try PayscoreConfiguration.load(global.config)
        let settings = try configuration.engineSettings()
        let merchant = level == .inspection ? nil : try configuration.merchantID()
        let weChat = level == .weChat ? try configuration.weChatPaySettings() : nil
        let names = JournalNames(global, configuration)
        let requestKeys =
            level == .weChat ? try configuration.requestKeys(besides: names) : .none
        let customerKey = level == .inspection ? nil : try configuration.customerKey(besides: names)
        let store = try await openJournal(
            level, at: names.database, beginsJournal: beginsJournal, of: merchant, global, output)
        let provider = weChat.map { WeChatPayProvider(settings: $0) }
        let watch = SendWatch(provider ?? Unconfigured(merchant: merchant))
        let engine = Engine(
            journal: store, provider: watch, settings: settings, requestKeys: requestKeys,
            customerKey: customerKey)
        return CommandContext(
            configuration: configuration, settings: settings, journal: store, engine: engine,
            caller: caller, path: names.database, store: store, provider: provider, watch: watch)
    }

    /// What the owner of the journal lends to a command of another process.
    private static func lent(by owner: JournalOwner, to caller: Caller) -> CommandContext {
        var context = CommandContext(
            configuration: owner.configuration, settings: owner.settings, journal: owner.store,
            engine: owner.engine, caller: caller, path: owner.path, store: owner.store,
            provider: nil, watch: SendWatch(Unconfigured(merchant: nil)))
        context.isLent = true
        return context
    }

    /// What is told of an error: after a call was sent, what to do about that as well.
    private func told(_ error: any Error) -> any Error {
        watch.hasSent ? Failure(error).afterSending : error
    }

    /// Where the journal is: as asked, as the environment or the file says, or here.
    static func databasePath(
        _ global: GlobalOptions, _ configuration: PayscoreConfiguration
    ) -> String {
        HandedOver.current?.owner.path ?? global.database ?? configuration.text(.database)
            ?? "payscore.sqlite"
    }

    /// - Parameters:
    ///   - beginsJournal: Whether a journal is made where there is none.
    ///   - merchant: Whose it would be.
    private static func openJournal(
        _ level: AccessLevel, at path: String, beginsJournal: Bool, of merchant: MerchantID?,
        _ global: GlobalOptions, _ output: Output
    ) async throws -> SQLiteJournalStore {
        switch level {
        case .inspection: return try await SQLiteJournalStore.open(at: path, mode: .reader)
        case .journal, .weChat:
            do {
                return try await owned(path, global, output)
            } catch let error as JournalError where beginsJournal && error.code == .missing {
                guard merchant != nil else {
                    throw JournalError(
                        .notBegun,
                        "\(path): there is no journal here, and the first record of a new one says "
                            + "whose it is; set merchant.mchid")
                }
                return try await SQLiteJournalStore.open(
                    at: path, mode: .owner, waiting: .seconds(global.wait))
            }
        }
    }

    /// Opens a journal to write; where another process owns it, has that process run the command,
    /// or waits for its end.
    ///
    /// - Throws: ``EndedAtOwner`` if the other process ran it.
    private static func owned(
        _ path: String, _ global: GlobalOptions, _ output: Output
    ) async throws -> SQLiteJournalStore {
        if Handover.isOffered {
            do {
                return try await SQLiteJournalStore.open(at: path, mode: .existingOwner)
            } catch let error as JournalError where [.locked, .foreign].contains(error.code) {
                if let status = try await Handover.run(at: path, global, output) {
                    throw EndedAtOwner(status: status)
                }
            }
        }
        return try await SQLiteJournalStore.open(
            at: path, mode: .existingOwner, waiting: .seconds(global.wait))
    }
}

extension Output {
    /// Tells of something that a person should know at once.
    func report(_ element: AlarmSequence.Element) {
        switch element {
        case .raised(let alarm): report(alarm)
        case .dropped(let count):
            report(
                ["alarms_not_shown": .number(Int64(count))],
                text: told(
                    "\("ALARM", .bad) \(count) more; see the history of the orders",
                    zh: "\("警报", .bad) 还有 \(count) 条；请查看各订单的历史"))
        }
    }

    func report(_ alarm: Alarm) {
        let place: StyledText =
            alarm.order.map { told(" at order \($0)", zh: "，订单 \($0)") } ?? ""
        let detail: StyledText? =
            switch alarm {
            case .changedOutside(_, let change):
                told(
                    "\(change.lossInWords); no call of this journal did it",
                    zh: "\(change.lossInWords)；并非本账本的调用所为")
            case .contradiction(_, let contradiction): StyledText(contradiction.rawValue)
            case .journalAhead(let ahead):
                told(
                    """
                    record #\(ahead.sequence) is dated \(ahead.duration) ahead of this machine's \
                    clock; payscore doctor says what to do
                    """,
                    zh: """
                        记录 #\(ahead.sequence) 的时间比本机时钟晚 \(ahead.duration)；\
                        请运行 payscore doctor 查看怎么办
                        """)
            case .appliedLate, .parked, .velocityLimitTripped: nil
            }
        let heading: StyledText =
            "\(told("ALARM", zh: "警报") as String, .bad) \(alarm.code, .bold)\(place)"
        report(
            AlarmJSON(alarm), text: heading + (detail.map { told(": ", zh: "：") + $0 } ?? ""))
    }
}
