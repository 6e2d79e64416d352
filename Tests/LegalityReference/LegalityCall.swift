/// The calls of the table, as the engine names them.
package enum LegalityCall: String, CaseIterable, Sendable {
    /// With the parameters of the order that is there.
    case create
    /// With other parameters than those of the order that is there.
    case createCompleted = "create_completed"
    /// To collect ¥40.00.
    case complete
    /// To ¥30.00.
    case modify
    case collect
    case reportPaid = "report_paid"
    case cancel
}
