import OrderJournal
import OrderLifecycle

extension JournalConformance {
    static let approvalChecks: [Check] = [
        Check("a requested call stands where its records leave it") { test in
            let journal = try await test.begun()
            let sample = try SampleApproval("0a")
            func state(after drafts: RecordDraft...) async throws -> ApprovalProjection {
                let stored = try await journal.commit(on: .wholeJournal) { journal in
                    for draft in drafts { try journal.append(draft) }
                    return try journal.approval(sample.id)
                }
                let read = try await journal.read { try $0.approval(sample.id) }
                try expect("what is read", read, is: stored)
                return try require("the requested call", stored)
            }
            let first = try await state(
                after: sample.order.adopted(), sample.order.completed(at: 1),
                sample.requested(at: 2))
            try expect("whether it waits", first.isWaiting)
            try expect("the requester", first.caller, is: sample.order.caller)
            try expect("the reason", first.reason, is: "customer asked")
            try expect("the terms", first.terms, is: try sample.terms())
            let acknowledged = try await state(
                after: sample.acknowledged(by: "李敏-test", at: 3),
                sample.acknowledged(by: "陈杰-test", at: 4))
            try expect(
                "who acknowledged it", acknowledged.terms.acknowledgedBy.map(\.name.text),
                is: ["李敏-test", "陈杰-test"])
            let back = try await state(
                after: sample.draft(.sentBack(sample.id, giving: sample.loss(4000)), at: 5))
            try expect("what is at stake", back.terms.loss, is: try sample.loss(4000))
            try expect("who acknowledged it", back.terms.acknowledgedBy, is: [])
            let again = try await state(
                after: sample.acknowledged(by: "李敏-test", stating: 4000, at: 6))
            try expect("how many acknowledged it", again.terms.acknowledgedBy.count, is: 1)
            let ended = try await state(after: sample.draft(.ended(sample.id, .rejected), at: 7))
            try expect("its end", ended.condition, is: .ended(.rejected))
            try await expectReplayGivesProjections(of: journal)
        },
        Check("an intent makes a requested call, and ends it") { test in
            let journal = try await test.begun()
            let sample = try SampleApproval("0a")
            try await journal.commit(on: .wholeJournal) { journal in
                try journal.append(sample.order.adopted())
                try journal.append(sample.requested(at: 1))
                try journal.append(sample.acknowledged(by: "李敏-test", at: 2))
                try journal.append(sample.order.permitted("token", at: 3))
                try journal.append(sample.made(permit: "token", at: 3))
            }
            let (made, request, kept) = try await journal.read {
                (
                    try $0.approval(sample.id), try $0.request(of: sample.id.attempt),
                    try $0.request(of: sample.id)
                )
            }
            try expect("its attempt", made?.condition, is: .made(sample.id.attempt))
            try expect("what is sent", request, is: sample.request)
            try expect("what was approved", kept, is: sample.request)
            for (what, draft) in [
                ("acknowledging it", try sample.acknowledged(by: "陈杰-test", at: 4)),
                ("withdrawing it", sample.draft(.ended(sample.id, .withdrawn), at: 4)),
            ] {
                try await expectConflict(what) {
                    try await journal.commit(on: .wholeJournal) { _ = try $0.append(draft) }
                }
            }
            try await expectReplayGivesProjections(of: journal)
        },
        Check("an intent that was not acknowledged as it is makes no requested call") { test in
            let journal = try await test.begun()
            let sample = try SampleApproval("0a")
            try await journal.commit(on: .wholeJournal) { journal in
                try journal.append(sample.order.adopted())
                try journal.append(sample.requested(at: 1))
                try journal.append(sample.acknowledged(by: "陈杰-test", at: 2))
                try journal.append(sample.order.permitted("token", at: 3))
            }
            // 李敏 stands behind the intent, and has said nothing.
            try await expectThrow(ReplayProblem.self, "another's word") {
                try await journal.commit(on: .wholeJournal) {
                    _ = try $0.append(sample.made(permit: "token", at: 4))
                }
            }
        },
        Check("an acknowledgement of another amount, or a second one, is refused") { test in
            let journal = try await test.begun()
            let sample = try SampleApproval("0a")
            try await journal.commit(on: .wholeJournal) { journal in
                try journal.append(sample.order.adopted())
                try journal.append(sample.requested(at: 1))
                try journal.append(sample.acknowledged(by: "李敏-test", at: 2))
            }
            for (what, draft) in [
                ("another amount", try sample.acknowledged(by: "陈杰-test", stating: 4999, at: 3)),
                ("the same person", try sample.acknowledged(by: "李敏-test", at: 3)),
                ("the requester", try sample.acknowledged(by: "王芳-test", at: 3)),
            ] {
                try await expectThrow(ReplayProblem.self, what) {
                    try await journal.commit(on: .wholeJournal) { _ = try $0.append(draft) }
                }
            }
        },
        Check("one requested call of an order waits at most") { test in
            let journal = try await test.begun()
            let (first, second) = (try SampleApproval("0a"), try SampleApproval("0b"))
            try await journal.commit(on: .wholeJournal) { journal in
                try journal.append(first.order.adopted())
                try journal.append(first.requested(at: 1))
            }
            try await expectConflict("a second request") {
                try await journal.commit(on: .wholeJournal) {
                    _ = try $0.append(second.requested(at: 2))
                }
            }
            try await journal.commit(on: .wholeJournal) { journal in
                try journal.append(first.draft(.ended(first.id, .expired), at: 3))
                try journal.append(second.requested(at: 4))
            }
            let (waiting, all, rest, open) = try await journal.read {
                (
                    try $0.waitingApproval(of: first.order.number),
                    try $0.approvals(waitingOnly: false, before: nil, limit: 9),
                    try $0.approvals(waitingOnly: false, before: second.id, limit: 9),
                    try $0.approvals(waitingOnly: true, before: nil, limit: 9)
                )
            }
            try expect("the one that waits", waiting?.id, is: second.id)
            try expect("all, newest first", all.map(\.id), is: [second.id, first.id])
            try expect("the page after", rest.map(\.id), is: [first.id])
            try expect("those that wait", open.map(\.id), is: [second.id])
        },
    ]
}
