import Crypto
import Foundation
import OrderEngine
import OrderJournal
import OrderLifecycle

@testable import WeChatPay

/// A notification is opened only if the harness signed it so that it may be believed; and whatever
/// is opened is the merchant's, and shows nothing of the customer where it is recorded.
///
/// The form is that of an answer. Where the body begins with a line `seal` and an event, the lines
/// behind it are encrypted by the harness, and an envelope is made around them.
enum NotificationInput {
    static func check(_ bytes: [UInt8]) throws(Violation) {
        let script = ScriptedAnswer(bytes, sending: sealed)
        let opener = NotificationOpener(merchant: Harness.merchant, ring: Harness.ring)
        let notification = WeChatNotification(
            headers: script.headers.all.map { (name: $0.0, value: $0.1) }, body: script.body)
        let opened: OpenedNotification
        do throws(NotificationProblem) {
            opened = try opener.open(notification, at: Harness.now)
        } catch {
            if case .unverified = error {
                return try demand(!script.isAuthentic, "what is authentic is verified: \(script)")
            }
            return try demand(
                script.isAuthentic || error == .tooLarge, "a forgery is refused as one: \(script)")
        }
        try demand(script.isAuthentic, "what is opened is authentic: \(script)")
        try demand(opened.evidence.signedBy == Harness.serial, "the key is named")
        try demand(!opened.details.id.text.isEmpty, "a notification has a name")
        var recorded = "\(opened)"
        dump(opened, to: &recorded)
        try demand(!recorded.contains("oCanary"), "what is recorded names no customer")
        switch opened.content {
        case .order(_, _, let seen):
            try demand(
                seen.identity.merchantID == Harness.merchant.merchantID
                    && seen.identity.appID == Harness.merchant.appID
                    && seen.identity.serviceID == Harness.merchant.serviceID,
                "the order is the merchant's")
            for notice in OrderNotice.allCases {
                let meant = seen.snapshot.interpretation(announcedAs: notice)
                if case .phase(.revoked, _) = meant {
                    throw Violation(description: "a notification cancels no order")
                }
            }
        case .authorization, .other:
            try demand(opened.evidence.excerpt == nil, "nothing of the content is kept")
        }
    }

    /// The body that is sent.
    private static func sealed(_ body: [UInt8]) -> [UInt8] {
        let line = body.prefix { $0 != 0x0A }
        let words = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
        guard words.count == 2, words[0] == "seal" else { return body }
        let nonce = "14b16c03dc1b"
        let key = SymmetricKey(data: Array("a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb".utf8))
        let box = try? AES.GCM.seal(
            Array(body.dropFirst(line.count + 1)), using: key,
            nonce: AES.GCM.Nonce(data: Array(nonce.utf8)),
            authenticating: Array("payscore".utf8))
        guard let box else { return body }
        let text = (box.ciphertext + box.tag).base64EncodedString()
        return Array(
            """
            {"id":"n-1","event_type":"\(words[1])","resource_type":"encrypt-resource",\
            "resource":{"algorithm":"AEAD_AES_256_GCM","original_type":"payscore",\
            "associated_data":"payscore","nonce":"\(nonce)","ciphertext":"\(text)"}}
            """.utf8)
    }
}
