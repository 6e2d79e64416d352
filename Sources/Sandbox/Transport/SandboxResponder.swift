import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore

/// Takes requests off the wire, has them served and puts the answers back, or drops the connection.
struct SandboxResponder: Sendable {
    private static let bodyLimit = 64 * 1024

    /// Thrown to have a connection closed; no byte of an answer has been written, or all have.
    struct ConnectionDropped: Error {}

    let authenticator: RequestAuthenticator
    let signer: AnswerSigner
    let store: SandboxStore
    let gate: ControlGate
    let settings: SandboxSettings

    /// Answers one HTTP request.
    ///
    /// Hummingbird's server closes the connection when this throws, without a byte of its own.
    @concurrent
    func respond(to request: Request, with writer: consuming ResponseWriter) async throws {
        guard let body = try await read(request.body) else {
            let received = ReceivedRequest(request, body: [])
            let answer = await store.refuse(received, .bodyTooLarge, at: settings.clock())
            try await write(answer, to: received, with: writer)
            throw ConnectionDropped()
        }
        let received = ReceivedRequest(request, body: body)
        let delivery = await delivery(of: received, at: settings.clock())
        if delivery.delayMilliseconds > 0 {
            try await settings.pause(.milliseconds(delivery.delayMilliseconds))
        }
        guard let answer = delivery.answer else { throw ConnectionDropped() }
        try await write(answer, to: received, with: writer)
    }

    private func delivery(of request: ReceivedRequest, at now: Date) async -> Delivery {
        guard !ControlAPI.serves(request) else {
            let control = ControlAPI(store: store, gate: gate, keys: signer.keys)
            let answer = await control.answer(request, at: now)
            return Delivery(answer: answer, delayMilliseconds: 0)
        }
        do throws(SandboxRefusal) {
            try authenticator.check(request, at: now)
        } catch {
            let answer = await store.refuse(request, error, at: now)
            return Delivery(answer: answer, delayMilliseconds: 0)
        }
        signer.keys.remember(asked: request.header("wechatpay-serial"))
        return await store.serve(request, at: now)
    }

    /// Collects a body; `nil` if it is too long.
    private func read(_ body: RequestBody) async throws -> [UInt8]? {
        var bytes: [UInt8] = []
        for try await part in body {
            guard bytes.count + part.readableBytes <= Self.bodyLimit else { return nil }
            bytes.append(contentsOf: part.readableBytesView)
        }
        return bytes
    }

    @concurrent
    private func write(
        _ answer: Answer, to request: ReceivedRequest, with writer: consuming ResponseWriter
    ) async throws {
        var fields = HTTPFields()
        fields[.contentType] = answer.contentType
        fields[.date] = HTTPDateText.text(of: settings.clock())
        let signed =
            ControlAPI.serves(request)
            ? [] : signer.headers(for: answer, to: request, at: settings.clock())
        for header in signed + answer.headers {
            guard let name = HTTPField.Name(header.name) else { continue }
            fields[name] = header.value
        }
        guard request.method != "HEAD", answer.status != 204 else {
            return try await writer.writeResponse(
                HTTPResponse(status: .init(code: answer.status), headerFields: fields))
        }
        fields[.contentLength] = String(answer.body.count)
        try await writer.write(
            response: HTTPResponse(status: .init(code: answer.status), headerFields: fields),
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}

extension ReceivedRequest {
    fileprivate init(_ request: Request, body: [UInt8]) {
        self.init(
            method: request.head.method.rawValue,
            target: request.head.path ?? "",
            body: body,
            headers: request.head.headerFields.map { ($0.name.canonicalName, $0.value) }
                + (request.head.authority.map { [("host", $0)] } ?? []))
    }
}
