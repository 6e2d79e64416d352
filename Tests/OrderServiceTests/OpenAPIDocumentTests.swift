import HTTPTypes
import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import StrictJSON
import Testing

@testable import OrderService

/// That the document says what the server does, and the server what the document says.
@Suite struct OpenAPIDocumentTests {
    private let document: JSONValue
    private let check: SchemaCheck

    init() throws {
        document = try JSONValue.read(PackageResources.openapi_json)
        check = SchemaCheck(document: document)
    }

    /// An operation of the document.
    private struct Operation {
        let path: String
        let method: String
        let content: JSONValue

        var parameters: [JSONValue] {
            guard case .array(let all)? = content["parameters"] else { return [] }
            return all
        }

        var roles: [Role] {
            guard case .array(let names)? = content["x-roles"] else { return [] }
            return names.compactMap { $0.text.flatMap(Role.init) }
        }
    }

    private var operations: [Operation] {
        (document["paths"]?.members ?? []).flatMap { path in
            (path.value.members ?? []).map {
                Operation(path: path.name, method: $0.name.uppercased(), content: $0.value)
            }
        }
    }

    @Test func `every endpoint is in the document, and everything in it is an endpoint`() {
        let told = Set(
            operations.map { "\($0.method) \($0.path) \($0.content["operationId"]?.text ?? "")" })
        let served = Set(
            Endpoint.allCases.map { "\($0.method.rawValue) \($0.path) \($0.rawValue)" })
        #expect(told == served)
        #expect(operations.count == Endpoint.allCases.count)
    }

    @Test func `the document tells who may, and what a query may have`() {
        for operation in operations {
            let endpoint = Endpoint.allCases.first {
                $0.path == operation.path && $0.method.rawValue == operation.method
            }
            #expect(Set(operation.roles) == endpoint?.access ?? [], "\(operation.path)")
            #expect((operation.content["security"] == .array([])) == (endpoint?.access == nil))
            let query = operation.parameters.filter { $0["in"]?.text == "query" }
            #expect(
                Set(query.compactMap { $0["name"]?.text }) == endpoint?.parameters,
                "\(operation.path)")
        }
    }

    @Test func `every example is answered as the document says`() async throws {
        try await ServiceBench.serving { bench in
            try await bench.awaitPayment()
            let code = try AuthorizationCode("1234567890")
            bench.provider.show(
                authorization: AuthorizationObservation(
                    snapshot: AuthorizationSnapshot(state: "AVAILABLE"), code: code))
            _ = try await bench.engine.authorizations.query(
                code,
                caller: Caller(actor: ActorName("test"), channel: CallerChannel("test")))
            for operation in operations {
                var statuses: Set<Int> = []
                for example in examples(of: operation) {
                    statuses.insert(try await play(example, operation, bench))
                }
                #expect(
                    !statuses.isDisjoint(with: [200, 202]), "\(operation.path) \(operation.method)")
            }
        }
    }

    @Test func `the document is served as it is kept`() async throws {
        try await ServiceBench.serving { bench in
            let answer = try await bench.send("GET", "/openapi.json", as: nil)
            #expect(answer.status == 200)
            #expect(answer.body == PackageResources.openapi_json)
        }
    }

    @Test func `every refusal is a problem as the document has it`() async throws {
        let problem = try #require(document["components"]?["schemas"]?["Problem"])
        try await ServiceBench.serving { bench in
            for (path, role) in [
                ("/v1/none", Role.reader), ("/v1/orders?x=1", .reader), ("/v1/orders/X", .reader),
                ("/v1/orders", nil),
            ] as [(String, Role?)] {
                let answer = try await bench.send("GET", path, as: role)
                let body = try answer.json.removing("version")
                #expect(check.problems(of: body, in: problem).isEmpty, "\(answer.text)")
            }
        }
    }

    @Test func `a member that the document does not name is noticed`() throws {
        let health = try #require(document["components"]?["schemas"]?["Health"])
        #expect(check.problems(of: ["status": "alive"], in: health).isEmpty)
        for wrong: JSONValue in [
            [:], ["status": "asleep"], ["status": 1], ["status": "alive", "x": 1], "alive",
        ] {
            #expect(!check.problems(of: wrong, in: health).isEmpty)
        }
    }

    /// The bodies of the examples; none where there is no body.
    private func examples(of operation: Operation) -> [JSONValue?] {
        let content = operation.content["requestBody"]?["content"]?["application/json"]
        guard let examples = content?["examples"]?.members else { return [nil] }
        return examples.map { $0.value["value"] }
    }

    /// Makes the request of an example, and compares its answer with the document.
    private func play(
        _ example: JSONValue?, _ operation: Operation, _ bench: ServiceBench
    ) async throws -> Int {
        var path = operation.path
        if path.contains("{approval}") {
            path = path.replacing("{approval}", with: try await bench.waitingApproval().text)
        }
        for parameter in operation.parameters where parameter["in"]?.text == "path" {
            path = path.replacing(
                "{\(parameter["name"]?.text ?? "")}", with: parameter["example"]?.text ?? "")
        }
        let place = "\(operation.method) \(path) \(example.map { "\($0)" } ?? "")"
        let headers =
            role(for: example, operation).flatMap { bench.tokens[$0] }
            .map { [("authorization", "Bearer \($0.secret)")] } ?? []
        let url = "http://127.0.0.1:\(bench.apiPort)\(path)"
        let body = example.map { $0.text { _ in false } }
        let responses = operation.content["responses"]
        if responses?["200"]?["content"]?["text/event-stream"] != nil {
            return try await Answered.status(operation.method, url, json: body, headers: headers)
        }
        let answer = try await Answered.of(operation.method, url, json: body, headers: headers)
        let told = try #require(responses?["\(answer.status)"], "\(place): \(answer.status)")
        let type = try #require(answer.header("content-type"))
        let content = try #require(check.resolved(told)["content"]?[type], "\(place): \(type)")
        if type.hasSuffix("json"), let schema = content["schema"] {
            let problems = check.problems(of: try answer.json, in: schema)
            #expect(problems.isEmpty, "\(place): \(problems) \(answer.text)")
        }
        return answer.status
    }

    /// A role that may make the request of an example.
    private func role(for example: JSONValue?, _ operation: Operation) -> Role? {
        guard operation.content["operationId"]?.text == Endpoint.calls.rawValue else {
            return operation.roles.first
        }
        let kind = example?["call"]?.text.flatMap(OrderCall.Kind.init)
        return operation.roles.first { role in
            kind.map(role.calls.contains) == true
                && (example?["consent"] == nil || role.mayAcknowledge)
        }
    }
}
