import OrderLifecycle
package import StrictJSON

extension ClientLaunch {
    /// The parameters as a query: `name=value&…`, each value percent-encoded.
    public var queryString: String {
        parameters.map { "\($0.name)=\(Self.encoded($0.value))" }.joined(separator: "&")
    }

    /// The argument of the platform's function, as a JSON object that a server can hand to its app
    /// as it is.
    ///
    /// - Parameter platform: Where the app runs.
    /// - Returns: `businessType` with `query` and `extInfo` for an app, with `queryString` for a
    ///   web page, with `extraData` for a mini-program.
    public func arguments(on platform: LaunchPlatform) -> String {
        form(on: platform).text { _ in false }
    }

    /// The argument of the platform's function.
    package func form(on platform: LaunchPlatform) -> JSONValue {
        let type = JSONValue.Member("businessType", .string(page.businessType))
        return switch platform {
        case .app:
            .object([
                type, .init("query", .string(queryString)),
                // The released version of WeChat's own mini-program.
                .init("extInfo", #"{"miniProgramType":0}"#),
            ])
        case .h5: .object([type, .init("queryString", .string(queryString))])
        case .miniProgram:
            .object([
                type,
                .init(
                    "extraData", .object(parameters.map { .init($0.name, .string($0.value)) })),
            ])
        }
    }

    /// A value with every byte encoded that is not unreserved by RFC 3986.
    private static func encoded(_ value: String) -> String {
        var text = ""
        for byte in value.utf8 {
            if ASCII.isLetterOrDigit(byte) || "-._~".utf8.contains(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                text += byte < 0x10 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return text
    }
}
