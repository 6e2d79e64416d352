/// Why a guard of the merchant's own denies.
public struct CustomDenial: Hashable, Sendable {
    /// A stable code of the merchant's.
    public let code: String
    /// The reason as an English sentence.
    public let english: String
    /// The reason as a Chinese sentence.
    public let chinese: String

    /// Creates a denial.
    public init(code: String, english: String, chinese: String) {
        self.code = code
        self.english = english
        self.chinese = chinese
    }
}
