import Foundation
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle
import StrictJSON
import WeChatPay

/// What the merchant configured: the environment over `payscore.json`.
///
/// Of a policy the file has the last word on what is permitted at most: the environment can make it
/// stricter, never looser.
struct PayscoreConfiguration {
    /// The file that was read, if one was.
    let file: String?
    private let values: [ConfigurationKey: JSONValue]

    /// The file that is read where no other is named and this one exists.
    static let standardFile = "payscore.json"

    /// Reads the configuration.
    ///
    /// - Parameter named: The file that was asked for.
    /// - Throws: ``Failure``; a file that was asked for must exist.
    static func load(
        _ named: String?, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(Failure) -> PayscoreConfiguration {
        var values = try ConfigurationEnvironment.values(environment)
        var path = named ?? environment["PAYSCORE_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
        if path == nil, FileManager.default.fileExists(atPath: standardFile) {
            path = standardFile
        }
        if let path {
            let file = try ConfigurationFile.read(path)
            try check(values, against: file)
            values.merge(file.values) { environment, _ in environment }
        }
        return PayscoreConfiguration(file: path, values: values)
    }

    /// Makes sure that the environment loosens no policy of a file; what the file leaves out is
    /// the default.
    private static func check(
        _ environment: [ConfigurationKey: JSONValue], against file: ConfigurationFile
    ) throws(Failure) {
        for key in ConfigurationKey.allCases {
            guard let outside = environment[key], let standard = key.standardPolicy else {
                continue
            }
            let said = file.values[key]
            try key.checkStrictness(
                of: outside, from: key.environmentName, against: said ?? standard,
                in: said == nil ? "by default, which \(file.path) keeps" : "in \(file.path)")
        }
    }

    /// The text of a key, if it is set.
    func text(_ key: ConfigurationKey) -> String? {
        values[key]?.text
    }

    /// The number of a key, if it is set.
    func number(_ key: ConfigurationKey) -> Int? {
        values[key]?.wholeNumber.map(Int.init)
    }

    /// The flag of a key, if it is set.
    func flag(_ key: ConfigurationKey) -> Bool? {
        values[key].map { $0 == .bool(true) }
    }

    /// The most characters of a reason.
    var reasonLimit: Int { number(.reasonLimit) ?? CancelReason.limit }
}

extension PayscoreConfiguration {
    /// What this merchant permits, and how attempts are retried.
    ///
    /// - Throws: ``Failure`` if a number is outside its range.
    func engineSettings() throws(Failure) -> EngineSettings {
        do throws(InvalidValue) {
            return try checkedSettings()
        } catch {
            throw Failure(
                .configuration, "configuration_value_invalid", error.description,
                zh: error.chinese)
        }
    }

    private func checkedSettings() throws(InvalidValue) -> EngineSettings {
        var settings = EngineSettings()
        settings.rules = text(.cancelRules).flatMap(RulesVersion.init) ?? settings.rules
        if let lifetime = seconds(.permitSeconds) { try settings.setPermitLifetime(lifetime) }
        let freshness = seconds(.freshnessSeconds)
        if let freshness { settings.policy.freshness = try FreshnessGuard(limit: freshness) }
        let standard = RetryPolicy.standard
        settings.retryPolicy = try RetryPolicy(
            quiescence: seconds(.quiescenceSeconds) ?? standard.quiescence,
            freshness: freshness ?? standard.freshness)
        if let completes = text(.outsideCompletes).flatMap(OutsideCompletes.init) {
            settings.outsideCompletes = completes
        }
        if let treatment = text(.partPayment).flatMap(PartPaymentGuard.Treatment.init) {
            settings.policy.partPayment = PartPaymentGuard(treatment)
        }
        if flag(.secondPerson) == true {
            settings.policy.secondPerson = SecondPersonGuard()
        } else if let amount = try amount(.secondPersonFen) {
            settings.policy.secondPerson = SecondPersonGuard(from: amount)
        }
        if let amount = try amount(.twoPeopleFen) {
            settings.policy.twoPeople = TwoPeopleGuard(from: amount)
        }
        if flag(.verifiedPerson) == true {
            settings.policy.verifiedPerson = VerifiedPersonGuard()
        }
        if let minutes = number(.collectIntervalMinutes) {
            settings.policy.collect = try CollectGuard(interval: .seconds(minutes) * 60)
        }
        let velocityLimits = VelocityLimits.standard
        settings.policy.velocityLimit = VelocityLimitGuard(
            try VelocityLimits(
                cancels: number(.velocityLimitCancels) ?? velocityLimits.cancels,
                fen: number(.velocityLimitFen).map(Int64.init) ?? velocityLimits.fen,
                reports: number(.velocityLimitReports) ?? velocityLimits.reports,
                reportedFen: number(.velocityLimitReportedFen).map(Int64.init)
                    ?? velocityLimits.reportedFen,
                window: number(.velocityLimitMinutes).map { .seconds($0) * 60 }
                    ?? velocityLimits.window))
        return settings
    }

    private func amount(_ key: ConfigurationKey) throws(InvalidValue) -> Amount? {
        try number(key).map { fen throws(InvalidValue) in try Amount(fen: Int64(fen)) }
    }

    private func seconds(_ key: ConfigurationKey) -> Duration? {
        number(key).map { .seconds($0) }
    }
}

extension PayscoreConfiguration {
    private static let required: [ConfigurationKey] = [
        .merchantID, .appID, .serviceID, .certificateSerial, .privateKeyFile, .apiV3KeyFile,
    ]

    /// The merchant, application and service that are configured, as far as they are.
    ///
    /// - Throws: ``Failure`` if one breaks its rule.
    func identity() throws(Failure) -> OrderIdentity {
        OrderIdentity(
            merchantID: try identifier(.merchantID), appID: try identifier(.appID),
            serviceID: try identifier(.serviceID))
    }

    /// The merchant that is configured, if one is.
    ///
    /// - Throws: ``Failure`` if the `mchid` breaks its rule.
    func merchantID() throws(Failure) -> MerchantID? { try identifier(.merchantID) }

    /// All that the adapter to WeChat needs.
    ///
    /// - Throws: ``Failure`` naming everything that is missing, or the first thing that is wrong.
    func weChatPaySettings() throws(Failure) -> WeChatPaySettings {
        var missing = Self.required.filter { text($0) == nil }.map(\.rawValue)
        if text(.publicKeyFile) == nil, text(.platformCertificateFile) == nil {
            missing.append("wechat.public_key_file (or wechat.platform_certificate_file)")
        }
        if text(.publicKeyFile) != nil, text(.publicKeyID) == nil {
            missing.append(ConfigurationKey.publicKeyID.rawValue)
        }
        if text(.backupBaseURL) != nil, text(.baseURL) == nil {
            missing.append(ConfigurationKey.baseURL.rawValue)
        }
        guard missing.isEmpty else { throw incomplete(missing) }
        do throws(WeChatPayError) {
            return try settings()
        } catch {
            throw Failure(error)
        }
    }

    private func settings() throws(WeChatPayError) -> WeChatPaySettings {
        var keys: [WeChatPayKey] = []
        if let file = text(.publicKeyFile), let id = text(.publicKeyID) {
            keys.append(try WeChatPayKey.publicKey(id: id, pemFile: file))
        }
        if let file = text(.platformCertificateFile) {
            keys.append(try WeChatPayKey.certificate(pemFile: file))
        }
        func required<ID: WeChatIdentifier>(
            _ key: ConfigurationKey
        ) throws(WeChatPayError) -> ID {
            do throws(InvalidValue) { return try ID(text(key) ?? "") } catch {
                throw WeChatPayError(.settingInvalid, key.rawValue, error.explanation)
            }
        }
        let merchant = try WeChatPayMerchant(
            merchantID: try required(.merchantID), appID: try required(.appID),
            serviceID: try required(.serviceID),
            certificateSerial: text(.certificateSerial) ?? "",
            privateKey: try MerchantPrivateKey(pemFile: text(.privateKeyFile) ?? ""),
            apiV3Key: try APIv3Key(file: text(.apiV3KeyFile) ?? ""))
        let standard = WeChatPayLimits.standard
        return try WeChatPaySettings(
            merchant: merchant, trustedKeys: keys, endpoint: try endpoint(),
            limits: try WeChatPayLimits(
                connectTimeout: seconds(.connectSeconds) ?? standard.connectTimeout,
                requestTimeout: seconds(.requestSeconds) ?? standard.requestTimeout,
                reasonLimit: reasonLimit))
    }

    /// Whoever writes a loopback address into the configuration means it: only then is plain HTTP
    /// used, and only on this machine.
    private func endpoint() throws(WeChatPayError) -> WeChatPayEndpoint {
        var endpoint = WeChatPayEndpoint.official
        if let base = text(.baseURL) {
            endpoint = try WeChatPayEndpoint(
                baseURL: base, backupBaseURL: text(.backupBaseURL), allowsLoopbackHTTP: true)
        }
        if let path = text(.directCompletePath).flatMap(DirectCompletePath.init(rawValue:)) {
            endpoint.directCompletePath = path
        }
        return endpoint
    }

    /// The keys that seal stored requests, if the configuration names one.
    ///
    /// - Throws: ``Failure``: 77 if others may read a file, 78 if it holds no key, or the one that
    ///   signs checkpoints.
    func requestKeys(besides names: JournalNames) throws(Failure) -> RequestKeys {
        try names.checkKeysAreDistinct()
        return RequestKeys(
            sealingWith: try requestKey(.requestKeyFile),
            former: [try requestKey(.formerRequestKeyFile)].compactMap { $0 })
    }

    private func requestKey(_ name: ConfigurationKey) throws(Failure) -> RequestKey? {
        guard let path = text(name) else { return nil }
        return try SecretKeyFile.read(path, orThrow: "request_key_invalid", RequestKey.init(bytes:))
    }

    /// The key that finds customers and wraps their keys, if the configuration names one.
    ///
    /// - Throws: ``Failure``: 77 if others may read the file, 78 if it holds no key, or one of
    ///   another use.
    func customerKey(besides names: JournalNames? = nil) throws(Failure) -> CustomerKey? {
        try names?.checkKeysAreDistinct()
        guard let path = text(.customerKeyFile) else { return nil }
        return try SecretKeyFile.read(
            path, orThrow: "customer_key_invalid", CustomerKey.init(bytes:))
    }

    /// Who publishes checkpoints, if the configuration says so.
    ///
    /// - Throws: ``Failure`` if the name breaks its rule.
    func checkpointName() throws(Failure) -> CheckpointName? {
        try value(.checkpointName) { text throws(InvalidValue) in try CheckpointName(text) }
    }

    private func identifier<ID: WeChatIdentifier>(
        _ key: ConfigurationKey
    ) throws(Failure) -> ID? {
        try value(key) { text throws(InvalidValue) in try ID(text) }
    }

    private func value<Value>(
        _ key: ConfigurationKey, _ read: (String) throws(InvalidValue) -> Value
    ) throws(Failure) -> Value? {
        guard let text = text(key) else { return nil }
        do throws(InvalidValue) { return try read(text) } catch {
            throw Failure(
                .configuration, "configuration_value_invalid",
                "\(key.rawValue): \(error.explanation)",
                zh: "\(key.rawValue) \(error.explanationInChinese)")
        }
    }
}
