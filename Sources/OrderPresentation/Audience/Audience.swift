package import Foundation
import Synchronization

/// To whom something is told: in which language, and with times of which zone.
package struct Audience: Hashable, Sendable {
    package let language: Language
    package let zone: TimeZone
    /// Whether times are told to the second, and without their zone, which is told once.
    package var hasPlainTimes = false

    package init(_ language: Language, zone: TimeZone) {
        self.language = language
        self.zone = zone
    }

    /// Beijing time for Chinese, in which WeChat has the times of orders, and UTC for English.
    package init(_ language: Language) {
        self.init(language, zone: language == .chinese ? Self.beijing : .gmt)
    }

    /// The same with times to the second, without their zone.
    package var withPlainTimes: Audience {
        var audience = self
        audience.hasPlainTimes = true
        return audience
    }

    /// The zone of WeChat's times.
    package static let beijing =
        TimeZone(identifier: "Asia/Shanghai") ?? TimeZone(secondsFromGMT: 28_800) ?? .gmt

    @TaskLocal private static var ofTask: Audience?
    private static let ofProcess = Mutex(Audience(.english))

    /// Who is told something now.
    package static var current: Audience { ofTask ?? ofProcess.withLock { $0 } }

    /// Says once who a process talks to, where it is one person.
    package static func begin(with audience: Audience) {
        ofProcess.withLock { $0 = audience }
    }

    /// Does something of which the words are for this audience.
    package func told<Result>(_ body: () throws -> Result) rethrows -> Result {
        try Self.$ofTask.withValue(self, operation: body)
    }

    /// Does something that takes time and of which the words are for this audience.
    package func told<Result>(
        isolation: isolated (any Actor)? = #isolation, throughout body: () async throws -> Result
    ) async rethrows -> Result {
        try await Self.$ofTask.withValue(self, operation: body)
    }
}
