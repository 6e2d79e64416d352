import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle
import Sandbox
import WeChatPay

/// Why a command could not give its answer: the exit code, a stable code, and a sentence.
struct Failure: Error, Hashable, Sendable {
    let status: ExitStatus
    let code: String
    let message: String

    init(_ status: ExitStatus, _ code: String, _ message: String) {
        self.status = status
        self.code = code
        self.message = message
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
        case let error as InvalidValue:
            self.init(.badInput, "invalid_\(error.field.rawValue)", error.description)
        default: self.init(.inputOutput, "unexpected", String(describing: error))
        }
    }

    private init(engine error: EngineError) {
        let status: ExitStatus =
            switch error {
            case .orderUnknown, .recordUnknown: .notFound
            case .unreachable, .unanswered: .unreachable
            case .refused: .refused
            case .request, .importTooLarge: .badInput
            case .requestKeyMissing: .configuration
            case .positionUnknown: .notFound
            case .journal(let error): error.code.exitStatus
            case .inconsistent: .unverified
            case .embedderFailed: .inputOutput
            }
        let told = ErrorJSON(error).error
        self.init(status, told.code, told.message)
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
            case .jsonInvalid, .orderInvalid: .badInput
            case .certificatesUnavailable: .unreachable
            case .settingInvalid, .baseURLRefused, .loopbackNotAllowed, .keyFileMissing,
                .keyFileOutside, .keyFileNotRegular, .keyFileEmpty, .keyFileTooLarge, .keyNotPEM,
                .keyFileSurplus, .keyEncrypted, .keyIsCertificate, .keyIsPublic, .keyIsPrivate,
                .keyNotRSA, .keyMalformed, .keyTooSmall, .apiV3KeyLength, .certificateMalformed,
                .certificateSerial, .certificateExpired, .decryptionFailed,
                .randomnessExhausted, .signingFailed:
                .configuration
            }
        self.init(status, error.code.rawValue, error.description)
    }

    private init(sandbox error: SandboxError) {
        let status: ExitStatus =
            switch error {
            case .hostNotLoopback, .portOutOfRange: .usage
            case .directoryInUse: .conflict
            case .fileDamaged: .badInput
            case .addressUnavailable, .directoryTaken, .fileUnusable, .keysUnusable: .inputOutput
            }
        self.init(status, error.code, error.description)
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
        case .schemaAltered, .corrupt, .databaseMissing, .rolledBack, .headUnusable: .unverified
        case .overloaded, .cannotOpen, .unsafeSettings, .subjectUndeclared, .full, .inputOutput,
            .halted,
            .readOnly, .closed:
            .inputOutput
        }
    }
}

extension Failure {
    /// The failure of a command that had sent a call: the call is not undone by it.
    var afterSending: Failure {
        Failure(
            status, code,
            "\(message). A call was sent before and may have reached WeChat: do not repeat it; run "
                + "`payscore reconcile`, then `payscore attempts`")
    }

    /// The failure with the file that it is about.
    func inFile(_ path: String) -> Failure {
        Failure(status, code, "\(OpenInput.shown(path)): \(message)")
    }
}

extension Failure {
    /// What programs are told.
    var form: ErrorJSON { ErrorJSON(code: code, message: message) }
}

extension Failure {
    /// That the journal has no such order.
    static func unknown(_ order: OutOrderNumber) -> Failure {
        Failure(
            .notFound, "order_unknown",
            "the journal has no order \(order); `payscore query \(order)` asks WeChat for it")
    }
}
