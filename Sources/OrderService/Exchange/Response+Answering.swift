import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import OrderEngineJSON

extension Response {
    /// An answer that nothing in between may keep.
    init(
        _ status: HTTPResponse.Status, type: String, bytes: [UInt8], headers: HTTPFields = [:]
    ) {
        var headers = headers
        headers[.contentType] = type
        headers[.cacheControl] = "no-store"
        headers[.xContentTypeOptions] = "nosniff"
        self.init(
            status: status, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// One of the engine's answers.
    ///
    /// - Parameter revision: The revision of the order that it shows.
    init(
        _ form: some AnswerForm, _ status: HTTPResponse.Status = .ok, at revision: Int64? = nil
    ) throws {
        var headers = HTTPFields()
        headers[.eTag] = revision.map { #""\#($0)""# }
        self.init(
            status, type: "application/json", bytes: try AnswerJSON.encode(form), headers: headers)
    }

    /// A problem document.
    init(_ problem: ServiceProblem) {
        // A problem is texts and numbers, which can always be written.
        let bytes = (try? AnswerJSON.encode(ProblemJSON(problem))) ?? []
        self.init(
            problem.status, type: "application/problem+json", bytes: bytes,
            headers: problem.headers)
    }

    /// The answer, with something done once its last byte was handed over, or could not be.
    ///
    /// - Parameter end: What is done; if it throws, the connection is closed.
    func ending(with end: @escaping @Sendable () throws -> Void) -> Response {
        var response = self
        let body = self.body
        response.body = ResponseBody(contentLength: body.contentLength) { writer in
            do { try await body.write(writer) } catch {
                try? end()
                throw error
            }
            try end()
        }
        return response
    }
}
