import OrderJournal
public import OrderLifecycle
import Tracing

extension Engine {
    /// How often a commit is tried that another writer was ahead of.
    private static let maxTries = 3

    /// Takes a notification of WeChat's, and says what to answer.
    ///
    /// Its signature is verified, it is decrypted, and one commit holds its record and all that
    /// follows from it. A duplicate changes nothing, and is answered alike. It waits for no call of
    /// its order that is under way; an open attempt whose effect it proves is settled by it, and
    /// the call takes that outcome as its own.
    ///
    /// - Parameters:
    ///   - notification: The headers and the body, as they were received.
    ///   - limit: After what time to answer that it should come again; WeChat waits five seconds.
    ///     What is under way then goes on, and a repetition is a duplicate. Without a limit the
    ///     answer waits for the journal.
    ///   - caller: Whom the records name: the program that received it.
    public func receive(
        _ notification: WeChatNotification, within limit: Duration? = nil, caller: Caller
    ) async -> NotificationAnswer {
        guard let limit else { return await received(notification, caller) }
        let answer = WatchedState<NotificationAnswer?>(nil)
        Task { [self] in
            let received = await received(notification, caller)
            answer.change { $0 = received }
        }
        await clock.wait(atMost: limit) { _ = await answer.first { $0 } }
        return answer.current ?? .late
    }

    private func received(
        _ notification: WeChatNotification, _ caller: Caller
    ) async -> NotificationAnswer {
        calls.begin()
        defer { calls.end() }
        return await telemetry.tracer.withSpan(SpanName.notification.text, ofKind: .server) {
            span in
            let opened: OpenedNotification?
            let answer: NotificationAnswer
            do throws(NotificationProblem) {
                let believed = try await provider.open(notification)
                if let order = believed.content.order { span.set(.order, order.text) }
                opened = believed
                answer = await recorded(believed, caller, tries: Self.maxTries)
            } catch {
                opened = nil
                answer = .refused(error)
            }
            span.set(.event, opened?.content.code ?? "unread")
            span.set(.outcome, answer.code)
            telemetry.received(
                opened?.content, answer,
                isWritten: opened != nil || refusals.mayWrite(answer.code, at: clock.uptime()))
            return answer
        }
    }

    private func recorded(
        _ opened: OpenedNotification, _ caller: Caller, tries: Int
    ) async -> NotificationAnswer {
        let provenance = Provenance(
            caller: caller, cause: Cause(.notification, id: opened.details.id.text))
        let (settings, unsent) = (settings, unsent)
        do throws(EngineError) {
            let seen = try await authorization(shownBy: opened)
            let subjects: SubjectScope =
                if let order = opened.content.order {
                    [.order(order)]
                } else if let seen {
                    [.journal, .authorization(seen.code)]
                } else {
                    [.journal]
                }
            let taken = try await commit(on: subjects) { transaction in
                try transaction.take(opened, seen, by: provenance, settings, unsent)
            }
            if let (attempt, outcome) = taken.settled {
                telemetry.settled(
                    attempt, outcome, why: opened.content.code, cause: provenance.cause,
                    at: clock.now())
            }
            return taken.answer
        } catch {
            guard case .journal(let failure) = error, failure.code == .conflict, tries > 1 else {
                return .failed(error)
            }
        }
        return await recorded(opened, caller, tries: tries - 1)
    }

    /// The authorization that a notification shows; `nil` where it shows none, names neither a code
    /// nor a customer whom a key can find again, or is known already: a repetition names nobody
    /// anew who was forgotten since.
    private func authorization(
        shownBy opened: OpenedNotification
    ) async throws(EngineError) -> SeenAuthorization? {
        guard case .authorization(_, let shown) = opened.content,
            try await read(about: [], { try $0.notification(opened.details.id) }) == nil
        else { return nil }
        return try await placed(
            shown, opened.evidence,
            at: ObservationTime(askedAt: clock.uptime(), signedAt: opened.evidence.signedAt))
    }
}
