import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// A verification of the journal: how far it is, or what it found.
struct VerificationRunJSON: AnswerForm {
    /// `none` if nobody asked for one yet, `running`, `verified` or `failed`.
    let state: String
    /// When it began, in milliseconds since 1970.
    let beganAt: Int64?
    /// When it ended, in milliseconds since 1970.
    let endedAt: Int64?
    /// How many records the published checkpoint seals with which the journal is compared; `null`
    /// where none was given.
    let againstRecords: Int64?
    /// How many records there are; `null` until that is known.
    let total: Int64?
    /// How many the pass over all records has read.
    let recordsRead: Int64
    /// How many the pass over the orders' records has read.
    let ordersRead: Int64
    /// What was found.
    let report: VerificationJSON?
    /// Why the journal could not be read to its end.
    let code: String?

    init(_ run: VerificationRun?) {
        beganAt = run?.beganAt.milliseconds
        endedAt = run?.endedAt?.milliseconds
        againstRecords = run?.outside?.size
        total = run?.total
        recordsRead = run?.done[.records] ?? 0
        ordersRead = run?.done[.orders] ?? 0
        switch run?.outcome {
        case .verified(let found)?:
            (state, report, code) = ("verified", VerificationJSON(found), nil)
        case .failed(let why)?: (state, report, code) = ("failed", nil, why)
        case nil: (state, report, code) = (run == nil ? "none" : "running", nil, nil)
        }
    }

    /// Writes every member, `null` where there is no value.
    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(state, forKey: .state)
        try members.encode(beganAt, forKey: .beganAt)
        try members.encode(endedAt, forKey: .endedAt)
        try members.encode(againstRecords, forKey: .againstRecords)
        try members.encode(total, forKey: .total)
        try members.encode(recordsRead, forKey: .recordsRead)
        try members.encode(ordersRead, forKey: .ordersRead)
        try members.encode(report, forKey: .report)
        try members.encode(code, forKey: .code)
    }

    private enum CodingKeys: String, CodingKey {
        case state
        case beganAt = "began_at"
        case endedAt = "ended_at"
        case againstRecords = "against_records"
        case total
        case recordsRead = "records_read"
        case ordersRead = "orders_read"
        case report
        case code
    }
}
