import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import OrderJournal
import OrderLifecycle

/// A request that may be answered: its endpoint, who asks, and what was brought.
struct Exchange: Sendable {
    let endpoint: Endpoint
    let principal: Principal
    let credential: Credential
    let caller: Caller
    let headers: HTTPFields
    let path: String
    let body: [UInt8]
    private let names: [String: String]
    private let query: [String: String]

    init(
        _ endpoint: Endpoint, of principal: Principal, by credential: Credential,
        through access: Access, _ request: Request, _ context: ServiceContext
    ) async throws {
        self.endpoint = endpoint
        self.principal = principal
        self.credential = credential
        caller = Caller(
            actor: principal.name, channel: try CallerChannel(access.channel),
            identification: .verified(by: try IdentificationMethod(credential.method)))
        headers = request.headers
        path = request.uri.path
        names = try Self.names(of: endpoint, in: context)
        query = try Self.query(request.uri.query, of: endpoint)
        let buffer = try await request.body.collect(upTo: ExchangeLimits.bodyLimit)
        body = Array(buffer.readableBytesView)
    }

    /// The order that the path names.
    var order: OutOrderNumber {
        get throws { try OutOrderNumber(names["no"] ?? "") }
    }

    /// The authorization that the path names.
    var code: AuthorizationCode {
        get throws { try AuthorizationCode(names["code"] ?? "") }
    }

    /// The requested call that the path names.
    var approval: ApprovalID {
        get throws { try ApprovalID(names["approval"] ?? "") }
    }

    /// A parameter of the query.
    func parameter(_ name: String) -> String? { query[name] }

    /// How many elements a page has.
    func limit() throws(ServiceProblem) -> Int {
        try number("limit", in: 1...1000).map(Int.init) ?? 100
    }

    /// A whole number of the query.
    func number(_ name: String, in range: ClosedRange<Int64>) throws(ServiceProblem) -> Int64? {
        guard let text = query[name] else { return nil }
        guard let number = Int64(text), String(number) == text, range.contains(number) else {
            throw .parameter(
                name, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// The body as an object that has only these members.
    func members(_ known: Set<String>) throws(ServiceProblem) -> BodyMembers {
        guard Self.isJSON(headers[values: .contentType]) else {
            throw ServiceProblem(
                .unsupportedMediaType, .mediaTypeUnsupported,
                "the body must have the Content-Type application/json")
        }
        return try BodyMembers(body, known: known)
    }

    private static func isJSON(_ values: [String]) -> Bool {
        guard values.count == 1, let value = values.first else { return false }
        let parts = value.lowercased().split(separator: ";").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        return parts.first == "application/json"
            && (parts.count == 1
                || (parts.count == 2 && ["charset=utf-8", #"charset="utf-8""#].contains(parts[1])))
    }

    private static func names(
        of endpoint: Endpoint, in context: ServiceContext
    ) throws(ServiceProblem) -> [String: String] {
        var names: [String: String] = [:]
        for part in endpoint.path.split(separator: "/") where part.first == "{" {
            let name = String(part.dropFirst().dropLast())
            guard let given = context.parameters[Substring(name)],
                let text = String(given).removingPercentEncoding
            else { throw .parameter(name, "is not percent-encoded UTF-8") }
            names[name] = text
        }
        return names
    }

    private static func query(
        _ text: String?, of endpoint: Endpoint
    ) throws(ServiceProblem) -> [String: String] {
        var found: [String: String] = [:]
        for pair in (text ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = parts.first.flatMap({ String($0).removingPercentEncoding }),
                endpoint.parameters.contains(name), found[name] == nil
            else {
                let known = endpoint.parameters.sorted().joined(separator: ", ")
                throw ServiceProblem(
                    .badRequest, .parameterUnknown,
                    known.isEmpty
                        ? "no parameter is known here"
                        : "a parameter is unknown or given twice; known are: \(known)")
            }
            guard parts.count == 2, let value = String(parts[1]).removingPercentEncoding else {
                throw .parameter(name, "needs a value of percent-encoded UTF-8")
            }
            found[name] = value
        }
        return found
    }
}

extension ServiceProblem {
    /// A parameter of the query, or a part of the path, is not what it must be.
    static func parameter(_ name: String, _ explanation: String) -> ServiceProblem {
        ServiceProblem(.badRequest, .parameterInvalid, "\(name) \(explanation)")
    }
}
