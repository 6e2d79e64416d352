import OrderEngine
import OrderLifecycle
import StrictJSON

extension ConfigurationKey {
    /// What the policy says where nobody says anything; `nil` of a key that is no policy's.
    var standardPolicy: JSONValue? {
        let settings = EngineSettings()
        let (policy, limits) = (settings.policy, settings.policy.velocityLimit.limits)
        return switch self {
        case .cancelRules: .string(settings.rules.rawValue)
        case .freshnessSeconds: Self.number(policy.freshness.limit, of: .seconds(1))
        case .quiescenceSeconds: Self.number(settings.retryPolicy.quiescence, of: .seconds(1))
        case .permitSeconds: Self.number(settings.permitLifetime, of: .seconds(1))
        case .reasonLimit: .number(String(CancelReason.limit))
        case .partPayment: .string(policy.partPayment.treatment.rawValue)
        case .secondPerson: .bool(policy.secondPerson != nil)
        case .verifiedPerson: .bool(policy.verifiedPerson != nil)
        case .velocityLimitCancels: .number(String(limits.cancels))
        case .velocityLimitFen: .number(String(limits.fen))
        // There is no limit, which permits as much as the greatest one.
        case .velocityLimitReports, .velocityLimitReportedFen, .secondPersonFen, .twoPeopleFen:
            if case .number(let range) = form { .number(String(range.upperBound)) } else { nil }
        case .collectIntervalMinutes: Self.number(policy.collect.interval, of: .seconds(60))
        case .velocityLimitMinutes: Self.number(limits.window, of: .seconds(60))
        case .outsideCompletes: .string(settings.outsideCompletes.rawValue)
        case .merchantID, .appID, .serviceID, .certificateSerial, .privateKeyFile, .apiV3KeyFile,
            .baseURL, .backupBaseURL, .directCompletePath, .publicKeyID, .publicKeyFile,
            .platformCertificateFile, .connectSeconds, .requestSeconds, .database,
            .checkpointKeyFile, .checkpointName, .checkpointPublishCommand,
            .checkpointPublishURL, .checkpointPublishSeconds,
            .requestKeyFile, .formerRequestKeyFile, .apiV2KeyFile, .customerKeyFile, .socketClerk,
            .socketApprover, .socketOperator, .socketService, .tlsCertificateFile,
            .tlsPrivateKeyFile, .notificationsTLSCertificateFile,
            .notificationsTLSPrivateKeyFile, .identityIssuer, .identityAudience,
            .identityKeySetFile, .identityNameClaim, .identityRoleClaim, .identityRolePrefix,
            .webhookURL, .webhookSecretFile:
            nil
        }
    }

    /// How strict a value makes the policy: of two values the greater permits less.
    private func strictness(of value: JSONValue) -> Int64 {
        switch self {
        case .freshnessSeconds, .permitSeconds, .reasonLimit, .velocityLimitCancels,
            .velocityLimitFen, .velocityLimitReports, .velocityLimitReportedFen, .secondPersonFen,
            .twoPeopleFen:
            -(value.wholeNumber ?? 0)
        // What was forgiven counts for longer, and an unchanged order proves less soon.
        case .velocityLimitMinutes, .collectIntervalMinutes, .quiescenceSeconds:
            value.wholeNumber ?? 0
        case .cancelRules: value.text == RulesVersion.v1_0.rawValue ? 1 : 0
        case .partPayment: value.text == PartPaymentGuard.Treatment.denied.rawValue ? 1 : 0
        case .outsideCompletes: value.text == OutsideCompletes.alarm.rawValue ? 1 : 0
        case .secondPerson, .verifiedPerson: value == .bool(true) ? 1 : 0
        case .merchantID, .appID, .serviceID, .certificateSerial, .privateKeyFile, .apiV3KeyFile,
            .baseURL, .backupBaseURL, .directCompletePath, .publicKeyID, .publicKeyFile,
            .platformCertificateFile, .connectSeconds, .requestSeconds, .database,
            .checkpointKeyFile, .checkpointName, .checkpointPublishCommand,
            .checkpointPublishURL, .checkpointPublishSeconds,
            .requestKeyFile, .formerRequestKeyFile, .apiV2KeyFile, .customerKeyFile, .socketClerk,
            .socketApprover, .socketOperator, .socketService, .tlsCertificateFile,
            .tlsPrivateKeyFile, .notificationsTLSCertificateFile,
            .notificationsTLSPrivateKeyFile, .identityIssuer, .identityAudience,
            .identityKeySetFile, .identityNameClaim, .identityRoleClaim, .identityRolePrefix,
            .webhookURL, .webhookSecretFile:
            0
        }
    }

    /// Makes sure that what is said outside of the configuration permits no more than it does.
    ///
    /// - Parameters:
    ///   - outside: The value, of the key's form.
    ///   - source: Who says it, such as the name of a variable.
    ///   - inside: The configured value.
    ///   - place: Where that is configured.
    /// - Throws: ``Failure``, `configuration_policy_loosened`, if it permits more.
    func checkStrictness(
        of outside: JSONValue, from source: String, against inside: JSONValue, in place: String
    ) throws(Failure) {
        guard strictness(of: outside) < strictness(of: inside) else { return }
        throw Failure(
            .configuration, "configuration_policy_loosened",
            "\(source) says \(Self.words(outside)), and \(rawValue) is \(Self.words(inside)) "
                + "\(place); from outside a policy can be made stricter, never looser: "
                + "change the file")
    }

    private static func number(_ duration: Duration, of unit: Duration) -> JSONValue {
        .number(String(duration.milliseconds / unit.milliseconds))
    }

    /// A value of a policy's form as a person writes it.
    private static func words(_ value: JSONValue) -> String {
        switch value {
        case .bool(let flag): String(flag)
        case .number(let text), .string(let text): text
        case .null, .array, .object: "something else"
        }
    }
}
