import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle
import OrderService
import Sandbox
import WeChatPay

/// Why a command could not give its answer: the exit code, a stable code, and a sentence.
struct Failure: Error, Hashable, Sendable {
    let status: ExitStatus
    let code: String
    /// What happened, where, and what to do, in English.
    private(set) var message: String
    /// The same in Chinese; `nil` where the code's sentence precedes the English message.
    private(set) var chinese: String?
    /// What is wrong with a request that was not made, where that is told one by one.
    private(set) var problems: [RequestProblemJSON] = []
    /// The file that it is about.
    private(set) var place: String?
    /// Whether a call had been sent before.
    private(set) var isAfterSending = false

    init(_ status: ExitStatus, _ code: String, _ message: String, zh chinese: String? = nil) {
        self.status = status
        self.code = code
        self.message = message
        self.chinese = chinese
    }

    /// Wraps whatever was thrown.
    init(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as EngineError: self.init(engine: error)
        case let error as JournalError: self.init(journal: error)
        case let problem as ProofProblem: self.init(proof: problem)
        case let error as WeChatPayError: self.init(weChatPay: error)
        case let error as SandboxError: self.init(sandbox: error)
        case let error as TokenListError:
            self.init(.badInput, error.code.rawValue, error.description, zh: error.chinese)
        case let error as IdentityProviderError:
            self.init(.configuration, error.code.rawValue, error.description, zh: error.chinese)
        case let error as ListenerCertificateError:
            self.init(.configuration, error.code.rawValue, error.description, zh: error.chinese)
        case let error as OwnerSocketError:
            self.init(.inputOutput, error.code.rawValue, error.description, zh: error.chinese)
        case let error as ListenerNotLoopback:
            self.init(.usage, error.code.rawValue, error.description)
        case let error as InvalidValue:
            self.init(
                .badInput, "invalid_\(error.field.rawValue)", error.description,
                zh: error.chinese)
        default: self.init(.inputOutput, "unexpected", String(describing: error))
        }
    }

    private init(engine error: EngineError) {
        let status: ExitStatus =
            switch error {
            case .orderUnknown, .recordUnknown, .customerUnknown, .authorizationUnknown: .notFound
            case .unreachable, .unanswered: .unreachable
            case .refused: .refused
            case .request, .importTooLarge: .badInput
            case .requestKeyMissing, .customerKeyMissing, .customerKeyDiffers: .configuration
            case .customerBusy: .conflict
            case .positionUnknown: .notFound
            case .journal(let error): error.code.exitStatus
            case .inconsistent: .unverified
            case .embedderFailed: .inputOutput
            }
        let told = ErrorJSON(error).error
        self.init(status, told.code, told.message)
        problems = told.problems
    }

    private init(proof problem: ProofProblem) {
        let status: ExitStatus =
            switch problem {
            case .recordOutside, .sizesBackwards, .sizeDiffers: .badInput
            case .signatureWrong, .journalDiffers, .journalShorter, .rootDiffers: .unverified
            }
        self.init(status, problem.rawValue, problem.description)
    }

    private init(journal error: JournalError) {
        self.init(error.code.exitStatus, error.code.rawValue, error.explanation)
    }

    private init(weChatPay error: WeChatPayError) {
        let status: ExitStatus =
            switch error.code {
            case .keyFileOwner, .keyFilePermissions, .fileUntrusted, .keyFileUnreadable:
                .permission
            case .jsonInvalid, .orderInvalid, .launchInvalid, .billInvalid: .badInput
            case .billAltered: .unverified
            case .certificatesUnavailable, .billUnavailable: .unreachable
            case .settingInvalid, .baseURLRefused, .loopbackNotAllowed, .keyFileMissing,
                .keyFileOutside, .keyFileNotRegular, .keyFileEmpty, .keyFileTooLarge, .keyNotPEM,
                .keyFileSurplus, .keyEncrypted, .keyIsCertificate, .keyIsPublic, .keyIsPrivate,
                .keyNotRSA, .keyMalformed, .keyTooSmall, .apiV3KeyLength, .apiV2KeyLength,
                .certificateMalformed, .certificateSerial, .certificateExpired,
                .decryptionFailed, .randomnessExhausted, .signingFailed:
                .configuration
            }
        self.init(status, error.code.rawValue, error.description)
    }

    private init(sandbox error: SandboxError) {
        let status: ExitStatus =
            switch error {
            case .hostNotLoopback, .portOutOfRange, .receiverNotLoopback, .speedOutOfRange: .usage
            case .directoryInUse: .conflict
            case .fileDamaged: .badInput
            case .addressUnavailable, .directoryTaken, .fileUnusable, .keysUnusable: .inputOutput
            }
        self.init(status, error.code, error.description, zh: error.chinese)
    }
}

extension JournalErrorCode {
    /// The exit code of a command that meets this error.
    fileprivate var exitStatus: ExitStatus {
        switch self {
        case .conflict, .locked: .conflict
        case .foreign, .tooNew, .tooOld: .badInput
        case .missing: .notFound
        case .notPermitted: .permission
        case .notBegun, .otherMerchant: .configuration
        case .schemaAltered, .corrupt, .databaseMissing, .rolledBack, .headUnusable,
            .backupUnsound:
            .unverified
        case .overloaded, .cannotOpen, .unsafeSettings, .subjectUndeclared, .full, .inputOutput,
            .halted, .readOnly, .closed, .unreachable, .outcomeUnknown:
            .inputOutput
        }
    }
}

extension Failure {
    /// The failure of a command that had sent a call: the call is not undone by it.
    var afterSending: Failure {
        var failure = self
        failure.message +=
            ". A call was sent before and may have reached WeChat: do not repeat it; run "
            + "`payscore reconcile`, then `payscore attempts`"
        failure.isAfterSending = true
        return failure
    }

    /// The failure with the file that it is about.
    func inFile(_ path: String) -> Failure { prefixed(OpenInput.shown(path)) }

    /// The failure with the line that it is about.
    func inLine(_ line: Int, of name: String) -> Failure {
        prefixed("\(name): line \(line)", zh: "\(name) 第 \(line) 行")
    }

    /// The failure with the place that it is about.
    func prefixed(_ place: String, zh chinesePlace: String? = nil) -> Failure {
        var failure = self
        failure.place = place
        failure.message = "\(place): \(message)"
        failure.chinese = chinese.map { "\(chinesePlace ?? place)：\($0)" }
        return failure
    }

    /// The failure with messages of no more than so many bytes.
    func cut(toBytes limit: Int) -> Failure {
        var failure = self
        failure.message = message.cut(toBytes: limit)
        failure.chinese = chinese?.cut(toBytes: limit)
        failure.problems = problems.map {
            RequestProblemJSON(
                pointer: $0.pointer.cut(toBytes: 200), message: $0.message.cut(toBytes: 300))
        }
        return failure
    }
}

extension Failure {
    /// What programs are told.
    var form: ErrorJSON { ErrorJSON(code: code, message: message, problems: problems) }

    /// What a person is told, in their language.
    var text: StyledText {
        told(
            "\("error", .bad) \(code): \(message)",
            zh: "\("错误", .bad) \(code)：\(sentencesInChinese)")
    }

    /// Several problems, one a line below how many there are; empty where there is at most one.
    var problemLines: [StyledText] {
        guard problems.count > 1 else { return [] }
        let start = place.map { "\($0): " } ?? ""
        let more = problems.count - Self.maxLines
        return [
            told(
                "\("error", .bad) \(code): \(start)\(problems.count) problems",
                zh: "\("错误", .bad) \(code)：\(start)\(problems.count) 处问题")
        ] + problems.prefix(Self.maxLines).map { "  \($0.pointer, .bold): \($0.message)" }
            + (more > 0 ? [told("  and \(more) more", zh: "  以及另外 \(more) 处")] : [])
    }

    /// The most problems that a person is shown at once.
    private static let maxLines = 20

    /// What happened and what to do in Chinese; where it does not say all, the English message
    /// follows as the detail.
    var sentencesInChinese: String {
        let sentence = chinese ?? CommandErrorCode.chinese(code) ?? ""
        let warning =
            "此前已发出请求，可能已到达微信：请勿重发；请运行 payscore reconcile，再运行 payscore attempts。"
        return sentence + (isAfterSending ? warning : "")
            + (chinese == nil ? "（详情：\(message)）" : "")
    }
}

extension Failure {
    /// That the command line is not understood.
    static func usage(_ message: String, zh chinese: String) -> Failure {
        Failure(.usage, "usage", message, zh: chinese)
    }

    /// That the journal has no such order; where an authorization has that code, what was meant.
    static func unknown(_ order: OutOrderNumber, in context: CommandContext) async -> Failure {
        guard let code = try? AuthorizationCode(order.text),
            (try? await context.engine.authorizations.known(code)) != nil
        else { return unknown(order) }
        return Failure(
            .notFound, "order_unknown",
            "the journal has no order \(order), and an authorization of this code: run `payscore "
                + "authorization history \(order)`",
            zh: "账本里没有订单 \(order)，但有这个协议号的授权；请运行 "
                + "payscore authorization history \(order)。")
    }

    /// That the journal has no such order.
    static func unknown(_ order: OutOrderNumber) -> Failure {
        Failure(
            .notFound, "order_unknown",
            "the journal has no order \(order); `payscore query \(order)` asks WeChat for it",
            zh: "账本里没有订单 \(order)；运行 payscore query \(order) 可以向微信查询。")
    }

    /// The journal has no such authorization.
    static func unknown(_ code: AuthorizationCode) -> Failure {
        Failure(
            .notFound, "authorization_unknown", "the journal has no authorization \(code)",
            zh: "账本里没有授权 \(code)。")
    }
}
