import Foundation
import OrderEngine
import StrictJSON

@testable import WeChatPay
@testable import payscore

/// Whatever the configuration says, it is taken or refused with a code; and what it says of a
/// value never shows in the refusal.
///
/// Zero bytes part the file from the variables of the environment. Every `$` stands for a secret:
/// the input is read twice, with two secrets, and what comes out must be the same.
enum ConfigurationInput {
    /// As long as each other, and neither begins as an escape in JSON could go on.
    private static let secrets = ["quagga9f3b61", "kestrel07aa2"]

    static func check(
        _ bytes: [UInt8],
        reading read: (String, [String: String]) throws(Failure) -> PayscoreConfiguration = {
            path, environment throws(Failure) in
            try PayscoreConfiguration.load(path, environment: environment)
        }
    ) throws(Violation) {
        let parts = bytes.split(separator: 0, omittingEmptySubsequences: false).map(Array.init)
        let variables = parts.dropFirst().compactMap { String(validating: $0, as: UTF8.self) }
        guard !namesSecret(parts[0], variables) else { return }
        var seen: [String] = []
        // Without a secret there is nothing to compare.
        for secret in bytes.contains(UInt8(ascii: "$")) ? secrets : [secrets[0]] {
            try write(Self.text(parts[0], secret))
            var environment: [String: String] = [:]
            for variable in variables {
                let halves = variable.split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard halves.count == 2 else { continue }
                environment[String(halves[0])] = String(halves[1]).replacing("$", with: secret)
            }
            seen.append(try outcome(read, environment, hiding: secret))
        }
        try demand(Set(seen).count == 1, "a refusal does not depend on the secret: \(seen)")
    }

    /// What comes of reading, as far as it is told.
    private static func outcome(
        _ read: (String, [String: String]) throws(Failure) -> PayscoreConfiguration,
        _ environment: [String: String], hiding secret: String
    ) throws(Violation) -> String {
        do throws(Failure) {
            let configuration = try read(path, environment)
            let settings = try configuration.engineSettings()
            _ = try configuration.identity()
            return "\(configuration.reasonLimit) \(settings.permitLifetime)"
        } catch {
            try demand(!error.message.contains(secret), "a refusal repeats no value: \(error)")
            try demand(error.status == .configuration, "a refusal has its exit code: \(error)")
            try demand(error.code.hasPrefix("configuration_"), "a refusal has a code: \(error)")
            try demand(error.message.utf8.count <= 1024, "a refusal is short: \(error)")
            return "\(error.code) \(error.message)"
        }
    }

    /// Whether a name, which may be repeated, holds a secret.
    private static func namesSecret(_ file: [UInt8], _ variables: [String]) -> Bool {
        let names = variables.map { $0.prefix { $0 != "=" } }
        let value = try? JSONValue.read(file, limit: ConfigurationFile.sizeLimit)
        return names.contains { $0.contains("$") } || value?.namesSecret ?? false
    }

    private static func text(_ bytes: [UInt8], _ secret: String) -> [UInt8] {
        bytes.flatMap { $0 == UInt8(ascii: "$") ? Array(secret.utf8) : [$0] }
    }

    private static let path = FileManager.default.temporaryDirectory
        .appending(path: "payscore-fuzz-\(ProcessInfo.processInfo.processIdentifier).json")
        .path(percentEncoded: false)

    private static func write(_ bytes: [UInt8]) throws(Violation) {
        try must("the harness writes its file") {
            try Data(bytes).write(to: URL(filePath: path))
        }
    }
}

extension JSONValue {
    /// Whether the name of a member holds what stands for a secret.
    fileprivate var namesSecret: Bool {
        switch self {
        case .null, .bool, .number, .string: false
        case .array(let elements): elements.contains(where: \.namesSecret)
        case .object(let members):
            members.contains { $0.name.contains("$") || $0.value.namesSecret }
        }
    }
}
