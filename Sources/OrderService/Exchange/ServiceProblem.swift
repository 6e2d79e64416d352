import HTTPTypes
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// Why a request is not answered with what it asked for: a problem document of RFC 9457 to be.
struct ServiceProblem: Error, Sendable {
    let status: HTTPResponse.Status
    /// The stable code.
    let code: String
    let english: String
    let chinese: String
    /// All that is wrong with a request to WeChat.
    var problems: [RequestProblemJSON] = []
    /// All that speaks against a call.
    var reasons: [MessageJSON] = []
    /// How the call ended.
    var result: CallResultJSON?
    var headers = HTTPFields()

    init(
        _ status: HTTPResponse.Status, code: String, _ english: String, zh chinese: String
    ) {
        self.status = status
        self.code = code
        self.english = english
        self.chinese = chinese
    }

    init(
        _ status: HTTPResponse.Status, _ code: OrderServiceErrorCode, _ english: String
    ) {
        self.init(status, code: code.rawValue, english, zh: code.chinese)
    }
}

extension ServiceProblem {
    /// There is more than is taken at once; it may come again a little later.
    static func tooMany(
        _ english: String, _ code: OrderServiceErrorCode = .tooManyRequests,
        retryAfter seconds: Int64 = 1
    ) -> ServiceProblem {
        var problem = ServiceProblem(.tooManyRequests, code, english)
        problem.headers[.retryAfter] = "\(seconds)"
        return problem
    }

    /// Who asks is not known, or may not.
    static func access(_ code: OrderServiceErrorCode) -> ServiceProblem {
        let (status, english): (HTTPResponse.Status, String) =
            switch code {
            case .tokenMissing:
                (.unauthorized, "one header Authorization: Bearer TOKEN is needed")
            case .tokenExpired:
                (.unauthorized, "the token's time is over; ask for a new one")
            case .roleMissing: (.forbidden, "no role of this token may use this endpoint")
            case .callNotPermitted: (.forbidden, "no role of this token may make this call")
            case .peerUnknown:
                (.forbidden, "the kernel does not say who is at the other end of the socket")
            case .consentNotPermitted:
                (.forbidden, "no role of this token may acknowledge a loss; an approver's may")
            default: (.unauthorized, "the token is not accepted; it may have been revoked")
            }
        var problem = ServiceProblem(status, code, english)
        if status == .unauthorized {
            problem.headers[.wwwAuthenticate] =
                code == .tokenMissing ? "Bearer" : #"Bearer error="invalid_token""#
        }
        return problem
    }

    /// A principal makes more requests than it may.
    ///
    /// - Parameter wait: How long until it may make one again.
    static func rateExceeded(_ wait: Duration) -> ServiceProblem {
        tooMany(
            "this token's requests come faster than they may; wait as long as Retry-After says",
            .rateExceeded, retryAfter: wait.components.seconds + 1)
    }

    /// Takes a value that breaks its rule.
    init(_ error: InvalidValue) {
        self.init(
            .badRequest, code: "invalid_\(error.field.rawValue)", error.description,
            zh: error.chinese)
    }

    /// Takes why a requested call cannot be decided so.
    init(_ problem: ApprovalProblem) {
        let sentence = problem.sentence
        self.init(
            problem == .unknown ? .notFound : .conflict, code: sentence.code, sentence.english,
            zh: sentence.chinese)
    }

    /// Takes what the engine could not do.
    init(_ error: EngineError) {
        let told = ErrorJSON(error).error
        let chinese: String =
            if case .journal(let error) = error { error.code.chinese } else { error.code.chinese }
        self.init(error.status, code: told.code, told.message, zh: chinese)
        problems = told.problems
        if error.isTransient { headers[.retryAfter] = "1" }
    }

    /// Takes whatever was thrown; of what nobody expected, nothing is told.
    init(_ error: any Error) {
        switch error {
        case let problem as ServiceProblem: self = problem
        case let error as EngineError: self.init(error)
        case let error as InvalidValue: self.init(error)
        default:
            self.init(
                .internalServerError, .internalError,
                "something failed that has no code of its own; the log names its type")
        }
    }
}

extension EngineError {
    /// The status of HTTP.
    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .orderUnknown, .recordUnknown, .customerUnknown, .authorizationUnknown: .notFound
        case .customerBusy: .conflict
        case .positionUnknown: .gone
        case .request, .importTooLarge: .unprocessableContent
        case .unreachable, .unanswered: .serviceUnavailable
        case .refused: .badGateway
        case .journal(let error):
            [.conflict, .notBegun].contains(error.code)
                ? .conflict : isTransient ? .serviceUnavailable : .internalServerError
        case .requestKeyMissing, .customerKeyMissing, .customerKeyDiffers, .inconsistent,
            .embedderFailed:
            .internalServerError
        }
    }
}
