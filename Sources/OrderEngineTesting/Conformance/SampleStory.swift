package import OrderJournal
import OrderLifecycle

/// A journal with something of everything in it.
package enum SampleStory {
    /// Three orders, six attempts in all conditions, permits, a velocity limit and a key.
    package static func write(to journal: any Journal) async throws {
        let (one, two, three) = (
            try SampleOrder("A-1"), try SampleOrder("B-2"), try SampleOrder("C-3")
        )
        try await journal.commit(on: .wholeJournal) { journal in
            try journal.append(one.adopted())
            try journal.append(one.draft(.order(.identified(identity))))
            try journal.append(one.draft(.order(.observed(.indeterminate(.amountsMissing))), at: 1))
            try journal.append(one.draft(.order(.observed(.resolved)), at: 2))
            try journal.append(one.completed(at: 3))
            try journal.append(one.journalDraft(.journal(.keyAdded(publicKey: "a2V5")), at: 3))
            try journal.append(one.draft(.order(.protected), at: 4, reason: "look first"))
        }
        try await journal.commit(on: .wholeJournal) { journal in
            try journal.append(two.adopted(at: 5))
            try journal.append(two.draft(.order(.observed(.contradiction(.amountChanged))), at: 6))
            try journal.append(two.draft(.order(.observed(.stale(.created))), at: 7))
            try journal.append(two.permitted("two", at: 8))
            try journal.append(two.intended("att_1", permit: "two", at: 9))
            try journal.append(two.draft(.attempt(.deferred(lost(two, "att_1"))), at: 10))
            try journal.append(
                two.draft(.attempt(.dispatched(AttemptID("att_1"), count: 2)), at: 11))
            try journal.append(two.draft(.attempt(.deferred(refused(two, "att_1"))), at: 12))
            try journal.append(
                two.draft(
                    .attempt(
                        .settled(
                            SettlementDetails(
                                attempt: AttemptID("att_1"), call: .cancel,
                                outcome: .refused(refusal)))), at: 13))
            try journal.append(two.intended("att_2", at: 14))
            try journal.append(
                two.draft(
                    .attempt(
                        .settled(
                            SettlementDetails(
                                attempt: AttemptID("att_2"), call: .cancel,
                                outcome: .notApplied(.unchanged)))), at: 15))
            try journal.append(two.draft(.order(.happened(.revoked)), at: 16))
            try journal.append(two.draft(.attempt(.appliedLate(AttemptID("att_2"))), at: 16))
        }
        try await journal.commit(on: .wholeJournal) { journal in
            try journal.append(three.adopted(at: 17))
            try journal.append(three.intended("att_3", at: 18))
            try journal.append(three.draft(.attempt(.deferred(lost(three, "att_3"))), at: 19))
            try journal.append(three.draft(.attempt(.parked(AttemptID("att_3"))), at: 20))
            try journal.append(three.journalDraft(.journal(.velocityLimitTripped), at: 21))
            try journal.append(three.permitted("unspent", at: 22))
            let policy = PolicyDetails("unresolved=1\nprevious=x", previous: nil)
            try journal.append(three.journalDraft(.journal(.policyChanged(policy)), at: 23))
        }
    }

    static let refusal = Refusal(
        kind: .rateLimited, code: "FREQUENCY_LIMITED", status: 429,
        message: "请求过于频繁\n请稍后")

    static func lost(_ order: SampleOrder, _ attempt: String) -> DeferralDetails {
        DeferralDetails(
            attempt: AttemptID(attempt), why: "timed_out", uncertainty: .unknown, refusal: nil,
            lastSentAt: order.time(9), nextAt: order.time(300_000))
    }

    static func refused(_ order: SampleOrder, _ attempt: String) -> DeferralDetails {
        DeferralDetails(
            attempt: AttemptID(attempt), why: "refused", uncertainty: .failed, refusal: refusal,
            lastSentAt: order.time(12), nextAt: order.time(20_000))
    }

    private static var identity: OrderIdentity {
        OrderIdentity(
            merchantID: MerchantID(checked: "1230000109"), appID: AppID(checked: "wxd678efh5"),
            serviceID: ServiceID(checked: "500001"),
            orderID: OrderID(checked: "15646546545165651651"))
    }
}
