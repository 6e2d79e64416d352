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
        checkWitness(configuration, &list)
        checkWebhook(configuration, &list)
        await checkServing(configuration, &list)
        checkLibrary(&list)
        await checkJournal(configuration, &list)
        return list
    }

    private func checkCaller(_ list: inout CheckList) {
        do throws(Failure) {
            list.ok(Self.actorName, "\(try global.caller().actor)")
        } catch {
            list.fail(
                Self.actorName, error,
                told(
                    "name yourself with --actor or PAYSCORE_ACTOR",
                    zh: "请用 --actor 或 PAYSCORE_ACTOR 写明您的名字"))
        }
    }

    private func checkConfiguration(
        _ list: inout CheckList
    ) -> (PayscoreConfiguration, EngineSettings)? {
        do throws(Failure) {
            let configuration = try PayscoreConfiguration.load(global.config)
            let settings = try configuration.engineSettings()
            list.ok(
                Self.configurationName,
                configuration.file ?? told("from the environment only", zh: "只来自环境变量"))
            return (configuration, settings)
        } catch {
            list.fail(
                Self.configurationName, error,
                told(
                    "correct the file; `payscore sandbox` writes a complete example",
                    zh: "请改正文件；`payscore sandbox` 会写出一个完整的例子"))
            return nil
        }
    }

    private func checkKeys(
        _ configuration: PayscoreConfiguration, _ list: inout CheckList
    ) -> WeChatPaySettings? {
        do throws(Failure) {
            let settings = try configuration.weChatPaySettings()
            let names = JournalNames(global, configuration)
            _ = try configuration.requestKeys(besides: names)
            _ = try configuration.customerKey(besides: names)
            checkValidity(of: settings, &list)
            checkAPIv2Key(configuration, &list)
            return settings
        } catch {
            list.fail(
                Self.keysName, error,
                told(
                    "complete the configuration, or correct the file it names",
                    zh: "请补全配置，或改正它所指的文件"))
            return nil
        }
    }

    private func checkValidity(of settings: WeChatPaySettings, _ list: inout CheckList) {
        let now = SystemClock().now()
        let keys = settings.trustedKeys
        guard let ended = keys.first(where: { !$0.isValid(at: now) }) else {
            list.ok(
                Self.keysName,
                told(
                    "merchant \(settings.merchant.merchantID), WeChat's key "
                        + keys.map(\.id).joined(separator: ", "),
                    zh: "商户号 \(settings.merchant.merchantID)，微信的密钥 "
                        + keys.map(\.id).joined(separator: "、")))
            return
        }
        let limits = [ended.notBefore, ended.notAfter].map { $0?.shown ?? "…" }
        let finding = told(
            "the platform certificate \(ended.id) is valid from \(limits[0]) to \(limits[1]) only",
            zh: "平台证书 \(ended.id) 只在 \(limits[0]) 到 \(limits[1]) 之间有效")
        if keys.contains(where: { $0.isValid(at: now) }) {
            list.warn(Self.keysName, finding, AnswerClaim.shownKeyAdvice)
        } else {
            let code = VerificationProblem.keyNotValid.rawValue
            list.fail(
                Self.keysName, Failure(.configuration, code, finding), AnswerClaim.shownKeyAdvice)
        }
    }

    private func checkLibrary(_ list: inout CheckList) {
        let library = SQLiteLibrary.current
        switch library.concern {
        case .none:
            list.ok(
                "sqlite", told("version \(library.version)", zh: "版本 \(library.version)"))
        case .logReset:
            list.warn(
                "sqlite",
                told(
                    "version \(library.version) can damage a database that two write at once",
                    zh: "版本 \(library.version) 在两个进程同时写时可能损坏数据库"),
                told(
                    "let nothing but payscore write to the journal; better, use 3.51.3 or later",
                    zh: "请只让 payscore 写账本；最好改用 3.51.3 或更高版本"))
        case .tooOld:
            list.fail(
                "sqlite",
                Failure(
                    .inputOutput, "sqlite_too_old",
                    told("version \(library.version)", zh: "版本 \(library.version)")),
                told("install SQLite 3.37 or later", zh: "请安装 SQLite 3.37 或更高版本"))
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
            list.ok(Self.weChatName, Self.answers(place))
            checkClock(clock, evidence, freshness, &list)
            await checkAPIv3Key(provider, &list)
        case .refused(let refusal, let evidence) where refusal.kind == .unknownOrder:
            list.ok(Self.weChatName, Self.answers(place))
            checkClock(clock, evidence, freshness, &list)
            await checkAPIv3Key(provider, &list)
        case .refused(let refusal, let evidence):
            list.fail(
                Self.weChatName,
                Failure(
                    .refused, refusal.kind.rawValue,
                    "\(refusal.code) (HTTP \(refusal.status)) \(refusal.message)"),
                Self.advice(on: refusal.kind))
            checkClock(clock, evidence, freshness, &list)
        case .unknown(let answer):
            list.fail(
                Self.weChatName,
                Failure(.unreachable, answer.code, "\(place): \(answer.words)"), answer.shownAdvice)
            if let claim = answer.claim { checkClock(claim, &list) }
        case .notSent(let failure):
            list.fail(
                Self.weChatName,
                Failure(.unreachable, "provider_unreachable", failure.explanation),
                told(
                    "check the network and wechat.base_url; is the sandbox running?",
                    zh: "请检查网络和 wechat.base_url；沙箱在运行吗？"))
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
        let seconds = offset.milliseconds / 1000
        let finding = told("\(seconds) s from WeChat's", zh: "与微信的时钟相差 \(seconds) 秒")
        if age.signedBeforeAsking > freshness.limit {
            list.warn(
                Self.clockName,
                told(
                    "\(finding), ahead by more than an observation may be old",
                    zh: "\(finding)，快得超过了观察的新鲜度"),
                told(
                    "set the clock; every cancel is denied (clock_ahead)",
                    zh: "请校准时钟；所有取消都会被拒绝（clock_ahead）"))
        } else if offset < .zero - Self.clockTolerance {
            let window = AnswerVerifier.windowSeconds
            list.warn(
                Self.clockName, finding,
                told(
                    "set the clock; at \(window) s WeChat refuses every request",
                    zh: "请校准时钟；相差 \(window) 秒，微信就驳回所有请求"))
        } else {
            list.ok(Self.clockName, finding)
        }
    }

    private static func advice(on kind: Refusal.Kind) -> String {
        switch kind {
        case .signature:
            told(
                "certificate_serial and private_key_file must belong together, and the clock be "
                    + "right", zh: "certificate_serial 与 private_key_file 须是一对，时钟也要准")
        case .notPermitted:
            told(
                "compare mchid, appid and service_id; if they are right, ask WeChat to open the "
                    + "service for them",
                zh: "请核对 mchid、appid 和 service_id；都对，再向微信申请开通服务")
        case .rateLimited: told("wait, and ask again", zh: "请稍后重试")
        case .alreadyRevoked, .alreadyDone, .wrongState, .unknownOrder, .invalidRequest,
            .deductionRunning, .other:
            told(
                "compare mchid, appid and service_id with the merchant platform",
                zh: "请把 mchid、appid 和 service_id 与商户平台核对")
        }
    }

    private static func answers(_ place: String) -> String {
        told("\(place) answers, and the answer is verified", zh: "\(place) 有应答，且应答已通过验签")
    }

    private static var actorName: String { told("actor", zh: "操作者") }
    private static var configurationName: String { told("configuration", zh: "配置") }
    private static var keysName: String { told("keys", zh: "密钥") }
    private static var weChatName: String { told("wechat", zh: "微信") }
    static var clockName: String { told("clock", zh: "时钟") }
}
