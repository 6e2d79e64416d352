/// The header field by which WeChat's support finds a message.
enum RequestID {
    /// Makes a new one; its last part tells WeChat's support what happened.
    static func header(tail: String) -> (name: String, value: String) {
        ("Request-ID", "08\(RandomText.hexadecimal(30))-\(tail)")
    }
}
