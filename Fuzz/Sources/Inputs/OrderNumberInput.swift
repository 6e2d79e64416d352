import Foundation
import OrderLifecycle

@testable import WeChatPay

/// A number is accepted exactly by WeChat's rule, and leads to one path that means this number and
/// nothing else.
enum OrderNumberInput {
    static func check(
        _ bytes: [UInt8], segment: (OutOrderNumber) -> String = \.pathSegment
    ) throws(Violation) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return }
        let number: OutOrderNumber
        do throws(InvalidValue) { number = try OutOrderNumber(text) } catch {
            try demand(!isNumber(bytes), "a number by the rule is accepted: \(text)")
            let isShort = error.description.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
            return try demand(isShort, "an error repeats no control character")
        }
        try demand(isNumber(bytes), "only a number by the rule is accepted: \(text)")
        let segment = segment(number)
        try demand((1...32).contains(segment.utf8.count), "WeChat measures the encoded form")
        try demand(segment.utf8.allSatisfy(isPlain), "the segment has no separator: \(segment)")
        try demand(decoded(segment) == bytes, "the segment means the number: \(segment)")
        try demand(
            segment.removingPercentEncoding == text, "Foundation decodes the same: \(segment)")
        let root = "/v3/payscore/serviceorder"
        for call in OrderCall.Kind.allCases {
            let target =
                switch call {
                case .create: root
                case .createCompleted: "/payscore/serviceorder/direct-complete"
                case .complete: "\(root)/\(segment)/complete"
                case .modify: "\(root)/\(segment)/modify"
                case .collect: "\(root)/\(segment)/pay"
                case .reportPaid: "\(root)/\(segment)/sync"
                case .cancel: "\(root)/\(segment)/cancel"
                }
            try demand(
                PayScoreTarget.call(call, number).target == target,
                "\(call) has its path")
        }
    }

    /// WeChat's rule, said a second time.
    private static func isNumber(_ bytes: [UInt8]) -> Bool {
        let allowed = Set("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-|*".utf8)
        let bars = bytes.count { $0 == UInt8(ascii: "|") }
        return !bytes.isEmpty && bytes.allSatisfy(allowed.contains) && bytes.count + 2 * bars <= 32
    }

    /// What may stand in a segment as it is, and the sign of what is encoded.
    private static func isPlain(_ byte: UInt8) -> Bool {
        Set("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-*%".utf8)
            .contains(byte)
    }

    /// The bytes that a segment means, or `nil` if it is malformed.
    private static func decoded(_ segment: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = Array(segment.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard rest.count >= 2, let value = UInt8(digits, radix: 16) else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}
