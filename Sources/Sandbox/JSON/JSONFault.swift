/// Why bytes were not accepted as JSON.
enum JSONFault: Error, Equatable {
    case notUTF8
    case tooDeep
    case duplicateMember(String)
    /// The text breaks JSON's grammar at this byte.
    case syntax(at: Int)
}
