import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// A bill of WeChat's, compared with the journal.
@Suite struct BillReportTests {
    private static func payment(
        _ order: OutOrderNumber, _ transaction: String = "T-1", fen: Int64 = 5000,
        isCertain: Bool = true, at time: Timestamp = Timestamp(clamping: 0)
    ) throws -> BillPayment {
        BillPayment(
            transaction: try TransactionID(transaction), order: order, isCertain: isCertain,
            amount: try Amount(fen: fen), paidAt: time)
    }

    /// The codes of the differences, for one order in one state.
    private static func codes(
        _ snapshot: OrderSnapshot, _ payments: (OutOrderNumber) throws -> [BillPayment]
    ) async throws -> [String] {
        let bench = try EngineBench()
        let engine = bench.engine()
        if snapshot.state == "DONE" {
            // The journal knows the transactions of a payment that it saw happen.
            bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
            _ = try await engine.query(bench.order, caller: bench.caller)
        }
        bench.provider.show(bench.order, as: snapshot)
        _ = try await engine.query(bench.order, caller: bench.caller)
        let report = try await BillReport.comparing(
            try payments(bench.order), with: engine)
        return report.differences.map(\.code.rawValue) + ["\(report.matched)"]
    }

    private static func paid(
        _ fen: Int64, _ transactions: [String], by type: String = "NEWTON"
    ) throws -> OrderSnapshot {
        OrderSnapshot(
            state: "DONE",
            collection: CollectionSnapshot(
                state: "USER_PAID", totalAmount: .fen(fen), payingAmount: .fen(0),
                paidAmount: .fen(fen), paidTypes: [type],
                transactionIDs: try transactions.map { try TransactionID($0) }))
    }

    @Test func `what the journal has as the bill has it matches`() async throws {
        let done = try Self.paid(5000, ["T-1"])
        #expect(try await Self.codes(done) { [try Self.payment($0)] } == ["1"])
        // The rest may have been paid on another day.
        let two = try Self.paid(5000, ["T-1", "T-2"])
        #expect(try await Self.codes(two) { [try Self.payment($0, fen: 2000)] } == ["1"])
        #expect(
            try await Self.codes(.awaitingPayment(due: 3000, paid: 2000)) {
                [try Self.payment($0, fen: 2000)]
            } == ["1"])
    }

    /// What a bill of the moment differs in, after WeChat has shown the order so, one after the
    /// other.
    private static func differences(
        _ snapshots: [OrderSnapshot], _ payments: (OutOrderNumber) throws -> [BillPayment]
    ) async throws -> [BillDifference.Code] {
        let bench = try EngineBench()
        let engine = bench.engine()
        for snapshot in snapshots {
            bench.provider.show(bench.order, as: snapshot)
            _ = try await engine.query(bench.order, caller: bench.caller)
        }
        let now = bench.clock.now()
        return try await BillReport.comparing(
            try payments(bench.order), with: engine, from: now.advanced(by: .seconds(-60)),
            until: now.advanced(by: .seconds(60))
        ).differences.map(\.code)
    }

    /// How an order that nobody here completed, or lowered, may be seen to be paid by T-1.
    private static var ways: [[OrderSnapshot]] {
        get throws {
            [
                [try paid(5000, ["T-1"])],
                [.createdOrder, try paid(5000, ["T-1"])],
                [.inService, try paid(5000, ["T-1"])],
                [.awaitingPayment(due: 9000), try paid(5000, ["T-1"])],
                [.awaitingPayment(due: 5000), try paid(5000, ["T-1"])],
                [.awaitingPayment(due: 9000), try partlyPaid(5000, of: 9000, ["T-1"])],
                [.awaitingPayment(due: 9000), try partlyPaid(5000, of: 8000, ["T-1"])],
                [.inService, try partlyPaid(5000, of: 8000, ["T-1"])],
                [try partlyPaid(5000, of: 8000, ["T-1"])],
            ]
        }
    }

    private static func partlyPaid(
        _ fen: Int64, of total: Int64, _ transactions: [String]
    ) throws -> OrderSnapshot {
        var snapshot = OrderSnapshot.awaitingPayment(due: total - fen, paid: fen)
        snapshot.collection?.transactionIDs = try transactions.map { try TransactionID($0) }
        return snapshot
    }

    @Test func `a payment that the bill lacks, or has as another, is told however it was seen`()
        async throws
    {
        for way in try Self.ways {
            #expect(try await Self.differences(way) { _ in [] } == [.notOnBill], "\(way)")
            let foreign = try await Self.differences(way) { [try Self.payment($0, "T-9")] }
            #expect(foreign == [.transactionUnknown, .notOnBill], "\(way)")
            #expect(try await Self.differences(way) { [try Self.payment($0)] } == [], "\(way)")
        }
    }

    @Test func `an order that was found reported as paid, and is on the bill, was paid twice`()
        async throws
    {
        let reported = try Self.paid(5000, [], by: "MCH")
        for way in [[reported], [.inService, reported]] {
            #expect(
                try await Self.differences(way) { [try Self.payment($0)] } == [.paidTwice])
        }
    }

    @Test func `a payment of an earlier day is not missed on the bill of the rest`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        for snapshot in [
            OrderSnapshot.awaitingPayment(due: 5000), try Self.partlyPaid(2000, of: 5000, ["T-1"]),
            try Self.paid(5000, ["T-1", "T-2"]),
        ] {
            bench.clock.advance(by: .seconds(86_400))
            bench.provider.show(bench.order, as: snapshot)
            _ = try await engine.query(bench.order, caller: bench.caller)
        }
        let now = bench.clock.now()
        func differences(_ payments: [BillPayment]) async throws -> [TransactionID?] {
            try await BillReport.comparing(
                payments, with: engine, from: now, until: now.advanced(by: .seconds(1))
            ).differences.map(\.transaction)
        }
        #expect(try await differences([]) == [try TransactionID("T-2")])
        #expect(
            try await differences([Self.payment(bench.order, "T-2", fen: 3000)]).isEmpty)
    }

    @Test func `an order that was imported as paid is not missed on the bill of that day`()
        async throws
    {
        let bench = try EngineBench()
        let engine = bench.engine()
        let order = ImportedOrder(
            bench.order, snapshot: try Self.paid(5000, ["T-1"]), identity: OrderIdentity(),
            evidence: Evidence(excerpt: "{}", bodyDigest: String(repeating: "a", count: 64)))
        _ = try await engine.importOrders([order], caller: bench.caller)
        let now = bench.clock.now()
        let report = try await BillReport.comparing(
            [], with: engine, from: now, until: now.advanced(by: .seconds(1)))
        #expect(report.differences.isEmpty)
        let foreign = try await BillReport.comparing(
            [Self.payment(bench.order, "T-9")], with: engine)
        #expect(foreign.differences.map(\.code) == [.transactionUnknown])
    }

    @Test func `each difference has its code`() async throws {
        let done = try Self.paid(5000, ["T-1"])
        #expect(
            try await Self.codes(done) { [try Self.payment($0, fen: 4999)] }
                == ["amount_differs", "0"])
        #expect(
            try await Self.codes(done) { [try Self.payment($0), try Self.payment($0)] }
                == ["amount_differs", "0"])
        #expect(
            try await Self.codes(done) { [try Self.payment($0, "T-9")] }
                == ["transaction_unknown", "0"])
        let two = try Self.paid(5000, ["T-1", "T-2"])
        #expect(
            try await Self.codes(two) { [try Self.payment($0, fen: 5001)] }
                == ["amount_differs", "0"])
        #expect(
            try await Self.codes(try Self.paid(5000, [], by: "MCH")) { [try Self.payment($0)] }
                == ["paid_twice", "0"])
        for snapshot in [OrderSnapshot.inService, .awaitingPayment(due: 5000)] {
            #expect(
                try await Self.codes(snapshot) { [try Self.payment($0)] }
                    == ["payment_unknown", "0"])
        }
        #expect(
            try await Self.codes(.revokedOrder) { [try Self.payment($0)] }
                == ["paid_after_end", "0"])
    }

    @Test func `an order that nobody knows differs only if it is certainly one of Pay Score`()
        async throws
    {
        let bench = try EngineBench()
        let other = try OutOrderNumber("OTHER-1")
        let report = try await BillReport.comparing(
            [Self.payment(bench.order), Self.payment(other, isCertain: false)],
            with: bench.engine())
        #expect(report.differences.map(\.code) == [.orderUnknown])
        #expect(report.differences.map(\.order) == [bench.order])
        #expect(report.unrelated == 1)
    }

    @Test func `a payment that the bill has not is told for the days of the bill`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        _ = try await engine.query(bench.order, caller: bench.caller)
        bench.clock.advance(by: .seconds(60))
        bench.provider.show(bench.order, as: try Self.paid(5000, ["T-1"]))
        _ = try await engine.query(bench.order, caller: bench.caller)
        let now = bench.clock.now()
        func missing(_ from: Duration, _ until: Duration) async throws -> [TransactionID?] {
            try await BillReport.comparing(
                [], with: engine, from: now.advanced(by: from), until: now.advanced(by: until)
            ).differences.map { $0.code == .notOnBill ? $0.transaction : nil }
        }
        #expect(try await missing(.seconds(-1), .seconds(1)) == [try TransactionID("T-1")])
        #expect(try await missing(.seconds(1), .seconds(2)).isEmpty)
        #expect(try await missing(.seconds(-30), .zero).isEmpty)
        let billed = try await BillReport.comparing(
            [Self.payment(bench.order)], with: engine, from: now,
            until: now.advanced(by: .seconds(1)))
        #expect(billed.differences.isEmpty && billed.matched == 1)
    }
}
