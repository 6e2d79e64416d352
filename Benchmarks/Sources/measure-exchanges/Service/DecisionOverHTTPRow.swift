import Measuring

/// Row 16: "may I cancel?" over HTTP, beside the same library answering with a constant.
struct DecisionOverHTTPRow {
    let rounds: Int
    let seconds: Double

    static let crowd = 64
    /// Into how many slices a round is cut.
    private static let slices = 4
    private static let question = Array(#"{"call":"cancel","offline":true}"#.utf8)

    func measure(on path: String) async throws -> Row {
        let journal = try await LargeJournal.open(path)
        let service = try await RunningService.start(journal.engine)
        let requests = journal.numbers.map { number in
            HTTPRequestText.post(
                "/v1/orders/\(number)/decision", headers: [service.authorization],
                json: Self.question)
        }
        let answered = try HTTPConnection(port: service.api).exchange(requests[0])
        guard answered.status == 200 else {
            throw WentOtherwise(what: "a decision", became: "answered \(answered.status)")
        }
        let constant = try await ConstantServer.start(
            answering: [UInt8](repeating: 0x20, count: answered.bodyBytes))
        var row = Row(
            "16", work: Self.work(journal.orders), reference: Self.reference, rounds: rounds,
            figures: [
                Figure(
                    "an answer's body", unit: "B", Spread(of: [Double(answered.bodyBytes)]))
            ])
        for inFlight in [1, Self.crowd] {
            row.figures += try await figures(
                of: requests, HTTPCrowd(of: inFlight, port: service.api),
                HTTPCrowd(of: inFlight, port: constant.port), inFlight: inFlight)
        }
        await constant.stop()
        await service.stop()
        try await journal.close()
        return row
    }

    private func figures(
        of requests: [[UInt8]], _ service: HTTPCrowd, _ constant: HTTPCrowd, inFlight: Int
    ) async throws -> [Figure] {
        let constants = HTTPRequestText.post(ConstantServer.path, json: Self.question)
        let pilot = try await service.send(Array(requests.prefix(200)), expecting: 200)
        let count = max(inFlight, Int(pilot.effort.rate * seconds / Double(Self.slices)))
        let asked = (0..<count).map { requests[$0 % requests.count] }
        var latencies = [[Double]](repeating: [], count: rounds + 1)
        let pair = try await Interleaved(rounds: rounds, slices: Self.slices) { round in
            let sent = try await service.send(asked, expecting: 200)
            latencies[round] += sent.latencies
            return sent.effort
        } reference: { _ in
            try await constant.send([[UInt8]](repeating: constants, count: count), expecting: 200)
                .effort
        }
        let counted = latencies.dropFirst()
        let name = inFlight == 1 ? "one at a time" : "\(inFlight) in flight"
        return [
            Figure(
                "\(name): rate, of the constant's", unit: "×", Spread(of: pair.ratios),
                goal: .atLeast(0.5)),
            Figure("\(name): decisions", unit: "/s", Spread(of: pair.ours)),
            Figure("\(name): constants", unit: "/s", Spread(of: pair.reference)),
            Figure("\(name): p50", unit: "ms", Spread(of: counted.map { $0.quantile(0.5) })),
            Figure("\(name): p99", unit: "ms", Spread(of: counted.map { $0.quantile(0.99) })),
        ]
    }

    private static func work(_ orders: Int) -> String {
        "\"may I cancel?\" over HTTP on a journal of \(orders) orders, offline; the clients run "
            + "on the same machine, and each has a connection that stays open"
    }

    private static let reference =
        "Hummingbird, the server library, answering the same clients with a constant of the same "
        + "size"
}
