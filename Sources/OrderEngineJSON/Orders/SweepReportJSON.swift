public import OrderEngine
import OrderJournal
import OrderLifecycle

/// What a run of a sweep did, as far as it came.
public struct SweepReportJSON: AnswerForm {
    /// `complete`, or `stopped` where orders are left.
    public let result: String
    /// The sweep, which the records of what differed name as their cause.
    public let sweep: String
    /// When this run began, in milliseconds since 1970.
    public let beganAt: Int64
    /// How many orders this run asked WeChat about.
    public let asked: Int64
    /// How many of them stood elsewhere than the journal knew.
    public let differed: Int64
    /// How many were left without an answer.
    public let failed: Int64
    /// How many WeChat said that it does not know.
    public let unknown: Int64
    /// Where an earlier run had stopped and this one began, with what that position says of the
    /// runs before; `null` where the sweep began anew.
    public let resumedFrom: String?
    /// Where it goes on; `null` where it came to its end.
    public let resume: String?
    /// Why it stopped, where WeChat did not answer any more.
    public let error: ErrorJSON.Content?

    private enum CodingKeys: String, CodingKey {
        case result
        case sweep
        case beganAt = "began_at"
        case asked
        case differed
        case failed
        case unknown
        case resumedFrom = "resumed_from"
        case resume
        case error
    }

    /// Takes the engine's report.
    public init(_ report: SweepReport) {
        let position = report.position
        result = position.isComplete ? "complete" : "stopped"
        sweep = position.sweep.text
        beganAt = report.beganAt.milliseconds
        (asked, differed) = (report.asked, report.differed)
        (failed, unknown) = (report.failed, report.unknown)
        resumedFrom = report.resumedFrom?.text
        resume = position.isComplete ? nil : position.text
        error = report.stopped.map { ErrorJSON($0).error }
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(result, forKey: .result)
        try members.encode(sweep, forKey: .sweep)
        try members.encode(beganAt, forKey: .beganAt)
        try members.encode(asked, forKey: .asked)
        try members.encode(differed, forKey: .differed)
        try members.encode(failed, forKey: .failed)
        try members.encode(unknown, forKey: .unknown)
        try members.encode(resumedFrom, forKey: .resumedFrom)
        try members.encode(resume, forKey: .resume)
        try members.encode(error, forKey: .error)
    }
}
