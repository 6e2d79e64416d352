import Foundation

/// Writes and reads the engine's answers as JSON: the same bytes from the command line, from a
/// service, and from a program that embeds the engine.
///
///     let bytes = try AnswerJSON.encode(OrderJSON(order))
///     let order = try AnswerJSON.decode(OrderJSON.self, from: bytes)
///
/// An answer is one object on one line without a line break: first the member `version`, then its
/// own members by name. What a terminal might obey, or what hides or reorders the text beside it,
/// is written as an escape. docs/reference/json.md describes every form.
public enum AnswerJSON {
    /// The version of all forms.
    ///
    /// It changes when a member goes away or changes its meaning; a member that is only added
    /// leaves it as it is.
    public static let version: Int64 = 1

    /// Writes an answer.
    ///
    /// - Throws: ``AnswerJSONError/notEncodable(_:)`` for a form of the program's own that is no
    ///   object, or cannot be written.
    public static func encode(_ form: some AnswerForm) throws(AnswerJSONError) -> [UInt8] {
        Array(try text(form).utf8)
    }

    /// Writes an answer, as text.
    ///
    /// - Throws: ``AnswerJSONError/notEncodable(_:)`` for a form of the program's own that is no
    ///   object, or cannot be written.
    public static func text<Form: AnswerForm>(_ form: Form) throws(AnswerJSONError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(form), bytes.first == UInt8(ascii: "{") else {
            throw .notEncodable(String(describing: Form.self))
        }
        let members = String(decoding: bytes.dropFirst(), as: UTF8.self).escapingInvisible
        let first = #"{"version":\#(version)"#
        return members == "}" ? first + members : first + "," + members
    }

    /// Reads an answer; members that the form does not have are passed over.
    ///
    /// - Throws: ``AnswerJSONError`` if the bytes are no such answer, or one of another version.
    public static func decode<Form: AnswerForm>(
        _ form: Form.Type, from bytes: some Sequence<UInt8>
    ) throws(AnswerJSONError) -> Form {
        let data = Data(bytes)
        _ = try read(Anything.self, data) { _ in .notJSON }
        let found = try read(VersionMember.self, data) { _ in .versionMissing }
        guard found.version == version else { throw .versionUnknown(found.version) }
        return try read(form, data) { .memberInvalid($0.path) }
    }

    private static func read<Value: Decodable>(
        _ type: Value.Type, _ data: Data, _ problem: (DecodingError) -> AnswerJSONError
    ) throws(AnswerJSONError) -> Value {
        do { return try JSONDecoder().decode(type, from: data) } catch let error as DecodingError {
            throw problem(error)
        } catch { throw .notJSON }
    }

    private struct VersionMember: Decodable {
        let version: Int64
    }

    /// Any JSON.
    private struct Anything: Decodable {
        init(from decoder: any Decoder) {}
    }
}

extension DecodingError {
    /// The member that cannot be read, such as `attempt.result` or `orders.0.phase`; never a value.
    ///
    /// Foundation does not tell it of a number that is not whole, or too large.
    fileprivate var path: String {
        let keys: [any CodingKey] =
            switch self {
            case .keyNotFound(let key, let context): context.codingPath + [key]
            case .typeMismatch(_, let context), .valueNotFound(_, let context),
                .dataCorrupted(let context):
                context.codingPath
            @unknown default: []
            }
        return keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }
}
