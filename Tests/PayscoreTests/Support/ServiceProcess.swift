import Foundation
import FoundationNetworking

/// A `payscore serve` process of a shop.
final class ServiceProcess: Sendable {
    /// Where the API is.
    let api: String
    /// The first line of its answer.
    let line: String
    private let process: pid_t
    /// Held open: a service that finds nobody reading goes on, and so does the test.
    private let output: Pipe
    private let errors: URL

    /// Starts the service; the line that it writes says that it is ready, and where.
    init(in shop: Shop, _ options: [String] = []) throws {
        let prepared = Program.process(
            ["serve", "--listen", "127.0.0.1:0", "--output", "json"] + options,
            in: shop.directory.url, environment: ["PAYSCORE_CONFIG": "sandbox/payscore.json"])
        let pipe = Pipe()
        let log = try shop.directory.file("service.log")
        let descriptors = [FileHandle.nullDevice, pipe.fileHandleForWriting, log.handle]
            .map(\.fileDescriptor)
        process = try Program.child(of: prepared, descriptors: descriptors).start()
        try pipe.fileHandleForWriting.close()
        (output, errors) = (pipe, log.url)
        var bytes = Data()
        while !bytes.contains(UInt8(ascii: "\n")) {
            let part = pipe.fileHandleForReading.availableData
            if part.isEmpty {
                let told = (try? String(contentsOf: log.url, encoding: .utf8)) ?? ""
                throw Unwrap(description: "the service did not start: \(told)")
            }
            bytes += part
        }
        line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        let answer = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        api = try Unwrap.value(answer?["api"] as? String, "no address: \(line)")
    }

    /// What it reported so far.
    var log: String {
        get throws { try String(contentsOf: errors, encoding: .utf8) }
    }

    /// Tells it to read its tokens again.
    func reload() { Foundation.kill(process, SIGHUP) }

    /// Stops it in order, and returns its exit code.
    func stop() throws -> Int32 {
        Foundation.kill(process, SIGTERM)
        return try Child.wait(for: process)
    }

    /// Kills it as a power failure would.
    func kill() throws {
        Foundation.kill(process, SIGKILL)
        _ = try Child.wait(for: process)
    }

    /// Makes a request.
    func send(
        _ method: String, _ path: String, token: String, _ json: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> (status: Int, body: [String: Any]) {
        let url = try Unwrap.value(URL(string: api + path), "no URL: \(path)")
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        request.httpBody = json.map { Data($0.utf8) }
        let (data, response) = try await URLSession.shared.data(for: request)
        let body = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        return ((response as? HTTPURLResponse)?.statusCode ?? 0, body ?? [:])
    }
}
