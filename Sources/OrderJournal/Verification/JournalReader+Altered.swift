/// Reads what may have been altered: `nil` where what is stored makes no sense.
///
/// - Throws: Whatever prevents reading at all.
func readable<Value>(_ body: () throws -> Value) throws -> Value? {
    do { return try body() } catch let error as JournalError where error.code == .corrupt {
        return nil
    } catch is UnreadableRecord {
        return nil
    }
}

extension JournalReader {
    /// What a record is about, as far as it can be read; asked for where it is to be told.
    func subject(at sequence: Int64) throws -> Subject? {
        let next = try readable { try records(after: sequence &- 1, limit: 1) }?.first
        return next?.sequence == sequence ? next?.subject : nil
    }
}
