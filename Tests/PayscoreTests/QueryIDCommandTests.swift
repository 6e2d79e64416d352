import Testing

/// Asking for an order by what a returning customer brings.
struct QueryIDCommandTests {
    @Test func `the order that the identifier finds is told, and known from then on`()
        async throws
    {
        let shop = try await Shop()
        _ = try await shop.create("A-1", isConfirmed: false)
        let shown = try await shop.control("orders/A-1/confirm")
        let id = try Unwrap.value(shown["query_id"] as? String, "\(shown)")
        let run = try await shop.payscore("query", "--query-id", id, "--output", "json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try run.json["out_order_no"] as? String == "A-1")
        #expect(try run.json["phase"] as? String == "in_service")
        let history = try await shop.payscore("history", "A-1", "--output", "json")
        #expect(!history.output.contains(id))
        let nobody = try await shop.payscore("query", "--query-id", "nobody")
        #expect(nobody.status == 12)
        #expect(nobody.errors.contains("provider_refused"))
    }

    @Test(arguments: [["query"], ["query", "A-1", "--query-id", "x"]])
    func `exactly one of number and identifier is given`(words: [String]) async throws {
        let directory = try TemporaryDirectory()
        let run = try await Program.run(words, in: directory.url)
        #expect(run.status == 64)
        #expect(run.errors.contains("--query-id"))
    }
}
