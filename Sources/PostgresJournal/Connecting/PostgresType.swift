/// The types of columns and arguments.
enum PostgresType: String {
    case int = "int"
    case bigint = "bigint"
    case text = "text"
    case bytea = "bytea"
    case boolean = "boolean"

    /// PostgreSQL's number of the type.
    var oid: UInt32 {
        switch self {
        case .int: 23
        case .bigint: 20
        case .text: 25
        case .bytea: 17
        case .boolean: 16
        }
    }

    /// PostgreSQL's number of the type of its arrays.
    var arrayOID: UInt32 {
        switch self {
        case .int: 1007
        case .bigint: 1016
        case .text: 1009
        case .bytea: 1001
        case .boolean: 1000
        }
    }

    /// The type's name in PostgreSQL's catalogs.
    var catalogName: String { self == .int ? "integer" : rawValue }
}
