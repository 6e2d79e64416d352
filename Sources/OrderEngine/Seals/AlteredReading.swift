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
