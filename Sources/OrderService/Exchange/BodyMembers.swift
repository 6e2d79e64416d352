import HTTPTypes
import OrderLifecycle
import StrictJSON

/// The members of a body, each read as what it must be.
struct BodyMembers: Sendable {
    private let object: JSONValue
    /// Where the object is, as the beginning of a member's name.
    private let place: String

    /// Reads a body.
    ///
    /// - Parameter known: The members that it may have.
    init(_ bytes: [UInt8], known: Set<String>) throws(ServiceProblem) {
        let value: JSONValue
        do throws(JSONProblem) { value = try JSONValue.read(bytes) } catch {
            throw ServiceProblem(.badRequest, .bodyNotJSON, "\(error)")
        }
        guard value.members != nil else {
            throw ServiceProblem(.badRequest, .bodyNotJSON, "the body must be an object")
        }
        try self.init(value, at: "", known: known)
    }

    private init(
        _ object: JSONValue, at place: String, known: Set<String>
    ) throws(ServiceProblem) {
        self.object = object
        self.place = place
        try check(known)
    }

    /// Refuses members that are not among these.
    func check(_ known: Set<String>) throws(ServiceProblem) {
        for member in object.members ?? [] where !known.contains(member.name) {
            throw ServiceProblem(
                .badRequest, .memberUnknown,
                "the member \(Self.shown(place + member.name)) is not known here; known are: "
                    + known.sorted().joined(separator: ", "))
        }
    }

    /// Whether there is such a member, and not null.
    func has(_ name: String) -> Bool { value(name) != nil }

    /// A text that must be there.
    func text(_ name: String) throws(ServiceProblem) -> String {
        guard let text = try optionalText(name) else { throw missing(name) }
        return text
    }

    /// A text; `nil` if it is absent or null.
    func optionalText(_ name: String) throws(ServiceProblem) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.text else { throw invalid(name, "a text") }
        return text
    }

    /// An amount in fen that must be there.
    func amount(_ name: String) throws -> Amount {
        guard let value = value(name) else { throw missing(name) }
        guard let fen = value.wholeNumber else { throw invalid(name, "a whole number of fen") }
        return try Amount(fen: fen)
    }

    /// A span of whole seconds; `nil` if it is absent or null.
    func seconds(_ name: String) throws(ServiceProblem) -> Duration? {
        guard let value = value(name) else { return nil }
        guard let seconds = value.wholeNumber, seconds >= 0 else {
            throw invalid(name, "a whole number of seconds")
        }
        return .seconds(seconds)
    }

    /// A flag; `false` if it is absent.
    func flag(_ name: String) throws(ServiceProblem) -> Bool {
        switch value(name) {
        case nil: false
        case .bool(let flag): flag
        default: throw invalid(name, "true or false")
        }
    }

    /// An object within, that has only these members; `nil` if it is absent or null.
    func object(_ name: String, known: Set<String>) throws(ServiceProblem) -> BodyMembers? {
        guard let value = value(name) else { return nil }
        guard value.members != nil else { throw invalid(name, "an object") }
        return try BodyMembers(value, at: "\(place)\(name).", known: known)
    }

    /// An object within, as JSON: what the merchant has WeChat told.
    ///
    /// - Parameter order: The order that it names where it names none itself.
    func json(
        _ name: String, naming order: OutOrderNumber? = nil
    ) throws(ServiceProblem) -> [UInt8] {
        guard var value = value(name) else { throw missing(name) }
        guard value.members != nil else { throw invalid(name, "an object") }
        if let order, value[Self.orderMember] == nil {
            value = value.with([Self.orderMember: .string(order.text)])
        }
        return Array(value.text { _ in false }.utf8)
    }

    private static let orderMember = "out_order_no"

    private func value(_ name: String) -> JSONValue? {
        guard let value = object[name], value != .null else { return nil }
        return value
    }

    private func missing(_ name: String) -> ServiceProblem {
        ServiceProblem(.badRequest, .memberMissing, "the member \(place)\(name) is missing")
    }

    /// A member is not what it must be.
    func invalid(_ name: String, _ needed: String) -> ServiceProblem {
        ServiceProblem(.badRequest, .memberInvalid, "the member \(place)\(name) must be \(needed)")
    }

    private static let shownLimit = 64

    /// A name as it may stand in a sentence.
    private static func shown(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.prefix(shownLimit)))
    }
}
