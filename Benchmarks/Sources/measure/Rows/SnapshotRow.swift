import Foundation
import Measuring
import OrderEngine
import OrderLifecycle
import WeChatPay

/// Row 3: from the bytes of a query answer to the decision.
enum SnapshotRow {
    static func measure(under conditions: Conditions) async throws -> Row {
        let bytes = Optimizer.hidden(QueryAnswer.awaitingPayment)
        let data = Optimizer.hidden(Data(QueryAnswer.awaitingPayment))
        let policy = Optimizer.hidden(CallPolicy())
        let actor = try ActorName("merchant-order-service")
        let decoder = JSONDecoder()
        try Miscount.check(
            try decide(on: bytes, by: policy, for: actor).code, is: .needsAcknowledgement,
            "the decision on the sample answer")
        let measured = try await conditions.interleave(
            ours: {
                for _ in 0..<100 {
                    Optimizer.consume(try decide(on: bytes, by: policy, for: actor))
                }
                return 100
            },
            reference: {
                for _ in 0..<100 {
                    Optimizer.consume(try decoder.decode(DecodedOrder.self, from: data))
                }
                return 100
            })
        return Row(
            "3", work: "\(bytes.count) bytes of a query answer to the decision",
            reference: "Foundation's JSONDecoder on the same bytes, without a decision",
            rounds: conditions.rounds,
            figures: [
                Figure(
                    "rate, of JSONDecoder's", unit: "×", Spread(of: measured.ratios),
                    goal: .atLeast(1)),
                Figure("one answer", unit: "µs", Spread(of: measured.ours.map { 1e6 / $0 })),
                Figure(
                    "one answer in JSONDecoder", unit: "µs",
                    Spread(of: measured.reference.map { 1e6 / $0 })),
            ])
    }

    private static func decide(
        on bytes: [UInt8], by policy: CallPolicy, for actor: ActorName
    ) throws -> CallDecision {
        let read = try WeChatOrderJSON.read(bytes)
        let state =
            switch read.snapshot.interpretation {
            case .phase(let phase, _): OrderState.known(phase)
            case .indeterminate(let why): OrderState.indeterminate(why, last: nil)
            }
        return policy.decision(on: CallSituation(state: state, actor: actor))
    }
}

/// What we read of an answer, as Foundation decodes it.
private struct DecodedOrder: Decodable {
    let appid: String?
    let mchid: String?
    let serviceID: String?
    let outOrderNumber: String?
    let orderID: String?
    let package: String?
    let state: String?
    let stateDescription: String?
    let totalAmount: Int64?
    let needCollection: Bool?
    let riskFund: RiskFund?
    let collection: Collection?

    struct RiskFund: Decodable {
        let amount: Int64?
    }

    struct Collection: Decodable {
        let state: String?
        let totalAmount: Int64?
        let payingAmount: Int64?
        let paidAmount: Int64?
        let details: [Receipt]?

        enum CodingKeys: String, CodingKey {
            case state, details
            case totalAmount = "total_amount"
            case payingAmount = "paying_amount"
            case paidAmount = "paid_amount"
        }
    }

    struct Receipt: Decodable {
        let seq: Int64?
        let amount: Int64?
        let paidType: String?
        let paidTime: String?
        let transactionID: String?

        enum CodingKeys: String, CodingKey {
            case seq, amount
            case paidType = "paid_type"
            case paidTime = "paid_time"
            case transactionID = "transaction_id"
        }
    }

    enum CodingKeys: String, CodingKey {
        case appid, mchid, package, state, collection
        case serviceID = "service_id"
        case outOrderNumber = "out_order_no"
        case orderID = "order_id"
        case stateDescription = "state_description"
        case totalAmount = "total_amount"
        case needCollection = "need_collection"
        case riskFund = "risk_fund"
    }
}
