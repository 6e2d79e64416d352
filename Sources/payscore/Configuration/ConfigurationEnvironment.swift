import Configuration
import Foundation

/// The environment variables that say what a key of `payscore.json` says.
enum ConfigurationEnvironment {
    /// What such variables begin with; others that begin with `PAYSCORE_` are not ours to judge.
    private static let prefixes = ["PAYSCORE_MERCHANT_", "PAYSCORE_WECHAT_", "PAYSCORE_POLICY_"]

    /// Returns the variables, checked, as a source of configuration values.
    ///
    /// - Throws: ``Failure`` naming the variable that is unknown or says something else than it
    ///   may.
    static func provider(
        _ environment: [String: String]
    ) throws(Failure) -> KeyMappingProvider<EnvironmentVariablesProvider> {
        let names = ConfigurationKey.allCases.map(\.environmentName)
        for name in environment.keys.sorted()
        where prefixes.contains(where: name.hasPrefix) && !names.contains(name) {
            let hint = nearestName(to: name, among: names).map { "; did you mean \($0)?" } ?? ""
            throw Failure(
                .configuration, "configuration_key_unknown",
                "there is no environment variable \(name.cut(toBytes: 100))\(hint)")
        }
        var known: [String: String] = [:]
        for key in ConfigurationKey.allCases {
            guard let text = environment[key.environmentName], !text.isEmpty else { continue }
            guard accepts(text, for: key) else {
                throw Failure(
                    .configuration, "configuration_value_invalid",
                    "\(key.environmentName) must be \(key.form)")
            }
            known[key.environmentName] = text
        }
        return EnvironmentVariablesProvider(environmentVariables: known)
            .prefixKeys(with: "payscore")
    }

    private static func accepts(_ text: String, for key: ConfigurationKey) -> Bool {
        switch key.form {
        case .text, .path, .word: key.form.accepts(text)
        case .flag: text == "true" || text == "false"
        case .number, .choice:
            Int64(text).map { String($0) == text && key.form.accepts($0) } ?? false
        }
    }
}
