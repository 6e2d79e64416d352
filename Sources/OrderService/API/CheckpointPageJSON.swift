import OrderEngineJSON
import OrderJournal

/// A page of checkpoints.
struct CheckpointPageJSON: AnswerForm {
    /// The checkpoints, the oldest first.
    let checkpoints: [CheckpointJSON]
    /// The cursor of the next page; absent on the last one.
    let next: String?

    /// - Parameters:
    ///   - kept: The checkpoints of the page, and one more if there is another page.
    ///   - limit: How many a page has.
    init(_ kept: [KeptCheckpoint], limit: Int) {
        let page = kept.prefix(limit)
        checkpoints = page.map { CheckpointJSON($0.checkpoint) }
        next = kept.count > limit ? page.last.map { String($0.position) } : nil
    }

    /// Writes every member, `null` where there is no value.
    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(checkpoints, forKey: .checkpoints)
        try members.encode(next, forKey: .next)
    }

    private enum CodingKeys: String, CodingKey {
        case checkpoints
        case next
    }
}
