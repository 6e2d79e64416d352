import OrderJournal
import OrderLifecycle

extension JournalConformance {
    static let filteringChecks: [Check] = [
        Check("orders are found by the records that they have") { test in
            let journal = try await test.begun()
            try await SampleStory.write(to: journal)
            try await journal.inspect { journal in
                let order = try SampleOrder("A-1")
                func numbers(
                    _ filter: RecordFilter, phase: String? = nil, limit: Int = 9
                ) throws -> [String] {
                    try journal.orders(
                        phase: phase, having: filter, changedBefore: nil, limit: limit
                    ).map(\.order.text)
                }
                let some = RecordFilter(actor: order.caller.actor)
                try expect("of an actor", try numbers(some), is: ["C-3", "B-2", "A-1"])
                try expect("of nobody", try numbers(.init(actor: ActorName("nobody"))), is: [])
                try expect("with a cancel", try numbers(.init(call: .cancel)), is: ["C-3", "B-2"])
                try expect("with a modify", try numbers(.init(call: .modify)), is: [])
                try expect("revoked", try numbers(.init(event: "revoked")), is: ["B-2"])
                try expect("protected", try numbers(.init(event: "protected")), is: ["A-1"])
                try expect(
                    "of one phase", try numbers(.init(event: "adopted"), phase: "revoked"),
                    is: ["B-2"])
                try expect("one alone", try numbers(some, limit: 1), is: ["C-3"])
                try expect("none", try numbers(some, limit: 0), is: [])
                // The last record of the first order is four milliseconds after its start.
                let times: [(Int64?, Int64?, [String])] = [
                    (4, nil, ["C-3", "B-2", "A-1"]), (5, nil, ["C-3", "B-2"]), (nil, 5, ["A-1"]),
                    (5, 17, ["B-2"]), (17, 18, ["C-3"]), (23, nil, []), (4, 4, []),
                ]
                for (from, before, expected) in times {
                    let filter = RecordFilter(
                        from: from.map(order.time), before: before.map(order.time))
                    try expect(
                        "from \(from ?? -1) before \(before ?? -1)", try numbers(filter),
                        is: expected)
                }
                // The event and its time must be of one record.
                try expect(
                    "adopted later",
                    try numbers(.init(from: order.time(6), event: "adopted")), is: ["C-3"])
                let paged = try pages(of: 3) { last, limit in
                    try journal.orders(
                        phase: nil, having: some, changedBefore: last.map { OrderCursor($0) },
                        limit: limit)
                }
                try expect("page by page", paged.map(\.order.text), is: ["C-3", "B-2", "A-1"])
            }
        },
        Check("orders are counted by phase, with what is due") { test in
            let journal = try await test.begun()
            try expect("none", try await journal.inspect { try $0.orderTotals() }, is: [])
            try await SampleStory.write(to: journal)
            try await journal.inspect { journal in
                let orders = try journal.orders(phase: nil, after: nil, limit: 9)
                let expected = Dictionary(grouping: orders, by: \.state.code).map { phase, orders in
                    let due = orders.map { order -> Int64 in
                        guard case .known(.awaitingPayment(let pending)) = order.state else {
                            return 0
                        }
                        return pending.due.fen
                    }
                    return OrderTotal(phase: phase, orders: orders.count, due: due.reduce(0, +))
                }
                try expect(
                    "totals", try journal.orderTotals().sorted { $0.phase < $1.phase },
                    is: expected.sorted { $0.phase < $1.phase })
                try expect("phases", expected.count > 1, is: true)
                try expect("due", expected.contains { $0.due > 0 }, is: true)
            }
        },
        Check("attempts that give money up are found by time and actor") { test in
            let journal = try await test.begun()
            let order = try SampleOrder("A-1")
            let other = Caller(actor: try ActorName("Clerk-1"), channel: order.caller.channel)
            for number in 1...4 {
                let order = try SampleOrder("N-\(number)")
                let time = Int64(10 * number)
                try await journal.commit(on: .wholeJournal) { journal in
                    try journal.append(order.adopted(at: time))
                    if number != 3 { try journal.append(order.permitted("t\(number)", at: time)) }
                    let draft = try order.intended(
                        "att_\(number)", permit: number == 3 ? nil : "t\(number)", at: time)
                    try journal.append(
                        RecordDraft(
                            draft.subject, draft.content, cause: draft.cause,
                            caller: number == 2 ? other : order.caller, origin: .sample,
                            at: draft.at,
                            reason: draft.reason, rules: draft.rules, request: draft.request))
                }
            }
            try await journal.inspect { journal in
                func found(
                    _ from: Int64?, _ end: Int64?, by actor: String? = nil,
                    before cursor: String? = nil, limit: Int = 9
                ) throws -> [String] {
                    try journal.attempts(
                        givingUpFrom: from.map(order.time), until: end.map(order.time),
                        by: actor.map { try ActorName($0) }, before: cursor.map { AttemptID($0) },
                        limit: limit
                    ).map(\.id.text)
                }
                try expect("all", try found(nil, nil), is: ["att_4", "att_2", "att_1"])
                try expect("from 20", try found(20, nil), is: ["att_4", "att_2"])
                try expect("before 20", try found(nil, 20), is: ["att_1"])
                try expect("from 20 before 40", try found(20, 40), is: ["att_2"])
                try expect("from 41", try found(41, nil), is: [])
                try expect("from 40 before 20", try found(40, 20), is: [])
                try expect("of a clerk", try found(nil, nil, by: "clerk-1"), is: ["att_2"])
                try expect("of nobody", try found(nil, nil, by: "clerk-2"), is: [])
                try expect("later of a clerk", try found(21, nil, by: "CLERK-1"), is: [])
                try expect("the newest", try found(nil, nil, limit: 1), is: ["att_4"])
                try expect(
                    "before one", try found(nil, nil, before: "att_4", limit: 1), is: ["att_2"])
                try expect("before another", try found(20, nil, before: "att_2"), is: [])
                try expect(
                    "before one that is not there", try found(nil, nil, before: "no"), is: [])
            }
        },
        Check("the first record of a moment is found") { test in
            let journal = try await test.begun()
            try await SampleStory.write(to: journal)
            try await journal.inspect { journal in
                let all = try journal.records(after: 0, limit: 1000)
                let order = try SampleOrder("A-1")
                for milliseconds in -1...24 {
                    let time = order.time(Int64(milliseconds))
                    try expect(
                        "the first at \(milliseconds)", try journal.sequence(notBefore: time),
                        is: all.first { $0.at >= time }?.sequence ?? Int64(all.count) + 1)
                }
            }
        },
    ]
}
