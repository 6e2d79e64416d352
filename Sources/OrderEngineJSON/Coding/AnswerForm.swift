/// The JSON form of one answer of the engine's, always an object.
///
/// Encoded with ``AnswerJSON`` it gets the member `version`; within another form it has none.
public protocol AnswerForm: Codable, Hashable, Sendable {}
