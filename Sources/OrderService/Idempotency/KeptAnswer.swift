import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import StrictJSON
import Synchronization

/// An answer as it is kept under an idempotency key: its status, its body, and its tag.
struct KeptAnswer: Hashable, Sendable {
    let status: Int
    let type: String
    let tag: String?
    let body: [UInt8]

    private static let replayed = "Idempotency-Replayed"

    /// Takes an answer that has its whole body at hand.
    init(_ response: Response) async throws {
        let collected = Collected()
        try await response.body.write(collected)
        status = response.status.code
        type = response.headers[.contentType] ?? "application/json"
        tag = response.headers[.eTag]
        body = collected.bytes.withLock { $0 }
    }

    /// Reads what was kept; `nil` if it is no answer.
    init?(bytes: [UInt8]) {
        guard let value = try? JSONValue.read(bytes, limit: bytes.count),
            let status = value["status"]?.wholeNumber.flatMap({ Int(exactly: $0) }),
            let type = value["type"]?.text, let body = value["body"]?.text
        else { return nil }
        self.status = status
        self.type = type
        tag = value["etag"]?.text
        self.body = Array(body.utf8)
    }

    /// What is kept.
    var bytes: [UInt8] {
        let value: JSONValue = [
            "status": .number(Int64(status)), "type": .string(type), "etag": .text(tag),
            "body": .string(String(decoding: body, as: UTF8.self)),
        ]
        return value.canonical
    }

    /// The answer once more.
    func response(isReplayed: Bool) -> Response {
        var headers = HTTPFields()
        headers[.eTag] = tag
        if isReplayed, let name = HTTPField.Name(Self.replayed) { headers[name] = "true" }
        return Response(
            HTTPResponse.Status(code: status), type: type, bytes: body, headers: headers)
    }
}

/// Takes the parts of a body together.
private final class Collected: ResponseBodyWriter {
    let bytes = Mutex<[UInt8]>([])

    func write(_ buffer: ByteBuffer) async throws {
        bytes.withLock { $0 += buffer.readableBytesView }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
