import JournalStorage
import OrderJournal

/// The table `checkpoints`: the notes, exactly as they are published.
enum CheckpointRows {
    static let table = PostgresTable.checkpoints
    private static let columns = ["position", "note"]
    private static let ofPartition = """
        SELECT c.position, c.note FROM payscore.checkpoints c WHERE c.partition = p_partition
        """

    static let afterPosition = StoredFunction(
        reading: "checkpoints_after", of: "checkpoints", .init("position", .bigint),
        .init("limit", .bigint), returning: table.returned(columns),
        "\(ofPartition) AND c.position > p_position ORDER BY c.position LIMIT p_limit")
    static let last = StoredFunction(
        reading: "checkpoint_last", of: "checkpoints", returning: table.returned(columns),
        "\(ofPartition) ORDER BY c.position DESC LIMIT 1")
    static let insertion = StoredFunction.adding("add_checkpoints", to: table, columns)

    static let functions = [afterPosition, last, insertion]

    static func read(_ row: inout AnswerRow) throws -> KeptCheckpoint {
        let position = try row.number()
        return KeptCheckpoint(
            position: position, checkpoint: try row.meaning(Checkpoint(note: try row.text())))
    }
}
