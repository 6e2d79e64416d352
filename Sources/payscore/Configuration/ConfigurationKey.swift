import OrderEngine
import OrderLifecycle
import StrictJSON
import WeChatPay

/// Every key of `payscore.json`; the raw value is the path of names that leads to it.
///
/// Each is also read from the environment, which wins: `merchant.mchid` is
/// `PAYSCORE_MERCHANT_MCHID`. Paths in the file are relative to the file, paths in the environment
/// to the working directory.
enum ConfigurationKey: String, Hashable, Sendable, CaseIterable {
    case merchantID = "merchant.mchid"
    case appID = "merchant.appid"
    case serviceID = "merchant.service_id"
    case certificateSerial = "merchant.certificate_serial"
    case privateKeyFile = "merchant.private_key_file"
    case apiV3KeyFile = "merchant.api_v3_key_file"
    case apiV2KeyFile = "merchant.api_v2_key_file"

    case baseURL = "wechat.base_url"
    case backupBaseURL = "wechat.backup_base_url"
    case directCompletePath = "wechat.direct_complete_path"
    case publicKeyID = "wechat.public_key_id"
    case publicKeyFile = "wechat.public_key_file"
    case platformCertificateFile = "wechat.platform_certificate_file"
    case connectSeconds = "wechat.connect_seconds"
    case requestSeconds = "wechat.request_seconds"

    case database
    case checkpointKeyFile = "checkpoint_key_file"
    case checkpointName = "checkpoint_name"
    case checkpointPublishCommand = "checkpoint_publish_command"
    case checkpointPublishURL = "checkpoint_publish_url"
    case checkpointPublishSeconds = "checkpoint_publish_seconds"
    case requestKeyFile = "request_key_file"
    case formerRequestKeyFile = "former_request_key_file"
    case customerKeyFile = "customer_key_file"

    case tlsCertificateFile = "tls.certificate_file"
    case tlsPrivateKeyFile = "tls.private_key_file"
    case notificationsTLSCertificateFile = "notifications_tls.certificate_file"
    case notificationsTLSPrivateKeyFile = "notifications_tls.private_key_file"

    case identityIssuer = "identity.issuer"
    case identityAudience = "identity.audience"
    case identityKeySetFile = "identity.key_set_file"
    case identityNameClaim = "identity.name_claim"
    case identityRoleClaim = "identity.role_claim"
    case identityRolePrefix = "identity.role_prefix"

    case webhookURL = "webhook.url"
    case webhookSecretFile = "webhook.secret_file"

    case socketClerk = "socket.clerk"
    case socketApprover = "socket.approver"
    case socketOperator = "socket.operator"
    case socketService = "socket.service"

    case cancelRules = "policy.cancel_rules"
    case freshnessSeconds = "policy.freshness_seconds"
    case quiescenceSeconds = "policy.quiescence_seconds"
    case permitSeconds = "policy.permit_seconds"
    case reasonLimit = "policy.reason_limit"
    case partPayment = "policy.part_payment"
    case secondPerson = "policy.second_person"
    case secondPersonFen = "policy.second_person_fen"
    case twoPeopleFen = "policy.two_people_fen"
    case verifiedPerson = "policy.verified_person"
    case velocityLimitCancels = "policy.velocity_limit.cancels"
    case velocityLimitFen = "policy.velocity_limit.fen"
    case velocityLimitReports = "policy.velocity_limit.reports"
    case velocityLimitReportedFen = "policy.velocity_limit.reported_fen"
    case collectIntervalMinutes = "policy.collect_interval_minutes"
    case velocityLimitMinutes = "policy.velocity_limit.minutes"
    case outsideCompletes = "policy.outside_completes"

    /// What may stand there.
    enum Form: Hashable, Sendable {
        case text
        /// A text that is the path of a file.
        case path
        case flag
        case word([String])
        case number(ClosedRange<Int>)
        case choice([Int])

        /// A number of units of time that lies within a range.
        static func number(of unit: Duration, within range: ClosedRange<Duration>) -> Form {
            let unit = unit.milliseconds
            let first = (range.lowerBound.milliseconds + unit - 1) / unit
            return .number(Int(first)...Int(range.upperBound.milliseconds / unit))
        }
    }

    var form: Form {
        switch self {
        case .merchantID, .appID, .serviceID, .certificateSerial, .baseURL, .backupBaseURL,
            .publicKeyID, .checkpointName, .checkpointPublishURL, .socketClerk, .socketApprover,
            .socketOperator, .socketService, .identityIssuer, .identityAudience,
            .identityNameClaim, .identityRoleClaim, .identityRolePrefix, .webhookURL:
            .text
        case .privateKeyFile, .apiV3KeyFile, .apiV2KeyFile, .publicKeyFile,
            .platformCertificateFile, .database, .checkpointKeyFile, .requestKeyFile,
            .formerRequestKeyFile, .customerKeyFile, .checkpointPublishCommand,
            .tlsCertificateFile, .tlsPrivateKeyFile, .notificationsTLSCertificateFile,
            .notificationsTLSPrivateKeyFile, .identityKeySetFile, .webhookSecretFile:
            .path
        case .directCompletePath: .word(DirectCompletePath.allCases.map(\.rawValue))
        case .connectSeconds: .number(of: .seconds(1), within: WeChatPayLimits.connectRange)
        case .requestSeconds: .number(of: .seconds(1), within: WeChatPayLimits.requestRange)
        case .checkpointPublishSeconds: .number(WitnessOptions.range)
        case .cancelRules: .word(RulesVersion.allCases.map(\.rawValue))
        case .freshnessSeconds: .number(of: .seconds(1), within: FreshnessGuard.limits)
        case .quiescenceSeconds: .number(of: .seconds(1), within: RetryPolicy.quiescenceRange)
        case .permitSeconds: .number(of: .seconds(1), within: Permit.lifetimeRange)
        case .reasonLimit: .choice(CancelReason.limits)
        case .partPayment: .word(PartPaymentGuard.Treatment.allCases.map(\.rawValue))
        case .outsideCompletes: .word(OutsideCompletes.allCases.map(\.rawValue))
        case .secondPerson, .verifiedPerson: .flag
        case .velocityLimitCancels, .velocityLimitReports: .number(0...1_000_000)
        case .velocityLimitFen, .velocityLimitReportedFen: .number(0...1_000_000_000_000)
        case .secondPersonFen, .twoPeopleFen: .number(0...Int(Amount.maximum))
        case .collectIntervalMinutes: .number(of: .seconds(60), within: CollectGuard.intervals)
        case .velocityLimitMinutes: .number(of: .seconds(60), within: VelocityLimits.windowRange)
        }
    }

    /// The names that lead to the key.
    var path: [String] { rawValue.split(separator: ".").map(String.init) }

    /// The environment variable that says the same.
    var environmentName: String {
        "PAYSCORE_" + path.joined(separator: "_").uppercased()
    }

    /// The objects that hold keys, such as `policy.velocity_limit`.
    static let objects: Set<String> = Set(
        allCases.flatMap { key in
            (1..<max(1, key.path.count)).map { key.path.prefix($0).joined(separator: ".") }
        })
}

extension ConfigurationKey.Form: CustomStringConvertible {
    /// What may stand there, as the end of a sentence.
    var description: String {
        switch self {
        case .text: "a text"
        case .path: "the path of a file, never what is in it"
        case .flag: "true or false"
        case .word(let words): words.map { "\"\($0)\"" }.joined(separator: " or ")
        case .number(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .choice(let numbers): numbers.map(String.init).joined(separator: " or ")
        }
    }

    /// Whether a value may stand there.
    func accepts(_ value: JSONValue) -> Bool {
        switch self {
        case .text: value.text.map { !$0.isEmpty && !$0.utf8.contains(0) } ?? false
        case .path: value.text.map { !$0.isEmpty && !PathText.isNoPath($0) } ?? false
        case .word(let words): value.text.map(words.contains) ?? false
        case .flag: value == .bool(true) || value == .bool(false)
        case .number(let range): value.wholeNumber.map { range.contains(Int($0)) } ?? false
        case .choice(let numbers): value.wholeNumber.map { numbers.contains(Int($0)) } ?? false
        }
    }
}
