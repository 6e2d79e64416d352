import Foundation
import OrderEngine
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import WeChatPay

/// Looks after everything that the other commands need.
struct Doctor {
    let global: GlobalOptions

    /// How far this machine's clock may be off before it is worth a word.
    static let clockTolerance: Duration = .seconds(30)

    /// Checks everything that can be checked.
    func examination() async -> CheckList {
        var list = CheckList()
        checkCaller(&list)
        guard let (configuration, settings) = checkConfiguration(&list) else { return list }
        if let weChat = checkKeys(configuration, &list) {
            await checkWeChat(weChat, settings.policy.freshness, &list)
        }
        checkLibrary(&list)
        await checkJournal(configuration, &list)
        return list
    }

    private func checkCaller(_ list: inout CheckList) {
        do throws(Failure) {
            list.ok("actor", "\(try global.caller().actor)")
        } catch {
            list.fail("actor", error, "name yourself with --actor or PAYSCORE_ACTOR")
        }
    }

    private func checkConfiguration(
        _ list: inout CheckList
    ) -> (PayscoreConfiguration, EngineSettings)? {
        do throws(Failure) {
            let configuration = try PayscoreConfiguration.load(global.config)
            let settings = try configuration.engineSettings()
            list.ok("configuration", configuration.file ?? "from the environment only")
            return (configuration, settings)
        } catch {
            list.fail(
                "configuration", error,
                "correct the file; `payscore sandbox` writes a complete example")
            return nil
        }
    }

    private func checkKeys(
        _ configuration: PayscoreConfiguration, _ list: inout CheckList
    ) -> WeChatPaySettings? {
        do throws(Failure) {
            let settings = try configuration.weChatPaySettings()
            _ = try configuration.requestKeys(
                besides: JournalNames(global, configuration))
            checkValidity(of: settings, &list)
            return settings
        } catch {
            list.fail("keys", error, "complete the configuration, or correct the file it names")
            return nil
        }
    }

    private func checkValidity(of settings: WeChatPaySettings, _ list: inout CheckList) {
        let now = SystemClock().now()
        let keys = settings.trustedKeys
        guard let ended = keys.first(where: { !$0.isValid(at: now) }) else {
            list.ok(
                "keys",
                "merchant \(settings.merchant.merchantID), WeChat's key "
                    + keys.map(\.id).joined(separator: ", "))
            return
        }
        let limits = [ended.notBefore, ended.notAfter].map { $0.map { "\($0)" } ?? "…" }
        let finding =
            "the platform certificate \(ended.id) is valid from \(limits[0]) to \(limits[1]) only"
        if keys.contains(where: { $0.isValid(at: now) }) {
            list.warn("keys", finding, Self.keyAdvice)
        } else {
            let code = VerificationProblem.keyNotValid.rawValue
            list.fail("keys", Failure(.configuration, code, finding), Self.keyAdvice)
        }
    }

    private func checkLibrary(_ list: inout CheckList) {
        let library = SQLiteLibrary.current
        switch library.concern {
        case .none: list.ok("sqlite", "version \(library.version)")
        case .logReset:
            list.warn(
                "sqlite", "version \(library.version) can damage a database that two write at once",
                "let nothing but payscore write to the journal; better, use 3.51.3 or later")
        case .tooOld:
            list.fail(
                "sqlite",
                Failure(.inputOutput, "sqlite_too_old", "version \(library.version)"),
                "install SQLite 3.37 or later")
        }
    }
}

// MARK: WeChat

extension Doctor {
    /// Asks for an order that cannot exist: a verified "no such order" proves the whole way.
    private func checkWeChat(
        _ settings: WeChatPaySettings, _ freshness: FreshnessGuard, _ list: inout CheckList
    ) async {
        guard let nobody = try? OutOrderNumber("PAYSCORE-DOCTOR") else { return }
        let provider = WeChatPayProvider(settings: settings)
        let place = settings.endpoint.origins.joined(separator: ", ")
        let clock = SystemClock()
        switch await provider.query(nobody) {
        case .accepted(_, let evidence):
            list.ok("wechat", "\(place) answers, and the answer is verified")
            checkClock(clock, evidence, freshness, &list)
            await checkAPIv3Key(provider, &list)
        case .refused(let refusal, let evidence) where refusal.kind == .unknownOrder:
            list.ok("wechat", "\(place) answers, and the answer is verified")
            checkClock(clock, evidence, freshness, &list)
            await checkAPIv3Key(provider, &list)
        case .refused(let refusal, let evidence):
            list.fail(
                "wechat",
                Failure(
                    .refused, refusal.kind.rawValue,
                    "\(refusal.code) (HTTP \(refusal.status)) \(refusal.message)"),
                Self.advice(on: refusal.kind))
            checkClock(clock, evidence, freshness, &list)
        case .unknown(let answer):
            list.fail(
                "wechat",
                Failure(.unreachable, answer.code, "\(place): \(answer)"), answer.advice)
            if let claim = answer.claim { checkClock(claim, &list) }
        case .notSent(let failure):
            list.fail(
                "wechat",
                Failure(.unreachable, "provider_unreachable", failure.explanation),
                "check the network and wechat.base_url; is the sandbox running?")
        }
        await provider.shutdown()
    }

    /// - Parameter clock: It was made just before WeChat was asked.
    private func checkClock(
        _ clock: SystemClock, _ evidence: Evidence, _ freshness: FreshnessGuard,
        _ list: inout CheckList
    ) {
        guard let signedAt = evidence.signedAt else { return }
        let now = clock.now()
        let age = ObservationAge(sinceAsked: clock.uptime(), signedAt: signedAt, now: now)
        let offset = now.since(signedAt)
        let finding = "\(offset.milliseconds / 1000) s from WeChat's"
        if age.signedBeforeAsking > freshness.limit {
            list.warn(
                "clock", "\(finding), ahead by more than an observation may be old",
                "set the clock; every cancel is denied (clock_ahead)")
        } else if offset < .zero - Self.clockTolerance {
            let window = AnswerVerifier.windowSeconds
            list.warn(
                "clock", finding, "set the clock; at \(window) s WeChat refuses every request")
        } else {
            list.ok("clock", finding)
        }
    }

    private static func advice(on kind: Refusal.Kind) -> String {
        switch kind {
        case .signature:
            "certificate_serial and private_key_file must belong together, and the clock be right"
        case .notPermitted: "ask WeChat to open the service for this mchid and appid"
        case .rateLimited: "wait, and ask again"
        case .alreadyRevoked, .alreadyDone, .wrongState, .unknownOrder, .invalidRequest,
            .deductionRunning, .other:
            "compare mchid, appid and service_id with the merchant platform"
        }
    }

    static let keyAdvice = AnswerClaim.keyAdvice
}
