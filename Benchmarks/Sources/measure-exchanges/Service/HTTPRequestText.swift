/// Requests as they are sent.
enum HTTPRequestText {
    /// A request with a body, if it has one.
    static func make(
        _ method: String, _ path: String, headers: [(name: String, value: String)] = [],
        body: [UInt8]? = nil
    ) -> [UInt8] {
        var text = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        if let body { text += "Content-Length: \(body.count)\r\n" }
        return Array((text + "\r\n").utf8) + (body ?? [])
    }

    /// A request with a JSON body.
    static func post(
        _ path: String, headers: [(name: String, value: String)] = [], json: [UInt8]
    ) -> [UInt8] {
        make(
            "POST", path, headers: headers + [(name: "Content-Type", value: "application/json")],
            body: json)
    }
}
