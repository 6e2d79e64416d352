import Crypto
import Foundation
import OrderJournal
import OrderLifecycle
import StrictJSON

/// One part of a bill, as WeChat lists it in a verified answer.
struct BillPart: Hashable, Sendable {
    /// The origin and the target of the download, which is not another than that of every request.
    let base: BaseURL
    let target: String
    /// The key of the part, which the merchant's private key opens.
    let sealedKey: [UInt8]
    let nonce: [UInt8]
    /// The SHA-1 of the content, in hex.
    let hash: String

    private static let urlLimit = 2048
    private static let keyBytes = 32
    private static let tagBytes = 16

    /// Reads the list of a bill's parts, in the order of their numbers.
    ///
    /// - Parameters:
    ///   - body: The body of a verified answer.
    ///   - limit: The most bytes of it.
    ///   - endpoint: Where requests go, and downloads too.
    /// - Throws: ``WeChatPayError``, `bill_unavailable`, if it is not as WeChat documents it.
    static func list(
        in body: [UInt8], limit: Int, from endpoint: WeChatPayEndpoint
    ) throws(WeChatPayError) -> [BillPart] {
        guard let answer = try? JSONValue.read(body, limit: limit),
            let count = answer["download_bill_count"]?.wholeNumber,
            (1...Int64(MerchantBill.countLimit)).contains(count),
            case .array(let entries)? = answer["download_bill_list"], entries.count == count
        else { throw unavailable("there is no list of parts, or it counts others than it has") }
        var parts: [Int64: BillPart] = [:]
        for entry in entries {
            guard let number = entry["bill_sequence"]?.wholeNumber, (1...count).contains(number),
                parts[number] == nil
            else { throw unavailable("the parts are not numbered from 1 on") }
            parts[number] = try BillPart(entry, from: endpoint)
        }
        return parts.sorted { $0.key < $1.key }.map(\.value)
    }

    private init(_ entry: JSONValue, from endpoint: WeChatPayEndpoint) throws(WeChatPayError) {
        guard let type = entry["hash_type"]?.text, type.isIdentical(to: "SHA1"),
            let hash = entry["hash_value"]?.text, hash.utf8.count == 40,
            hash.utf8.allSatisfy({ ASCII.isDigit($0) || (0x61...0x66) ~= $0 | 0x20 }),
            let nonce = entry["nonce"]?.text, (12...64).contains(nonce.utf8.count),
            let key = entry["encrypt_key"]?.text, let sealed = Data(base64Encoded: key)
        else { throw Self.unavailable("a part has no hash, key or nonce of the documented form") }
        guard let url = entry["download_url"]?.text, url.utf8.count <= Self.urlLimit,
            WireText.isVisible(url), !url.utf8.contains(UInt8(ascii: "#")),
            let base = endpoint.bases.first(where: { url.utf8.starts(with: "\($0.text)/".utf8) })
        else {
            throw Self.unavailable(
                "a part is to be downloaded from elsewhere than "
                    + endpoint.origins.joined(separator: " or "))
        }
        self.base = base
        target = String(decoding: url.utf8.dropFirst(base.text.utf8.count), as: UTF8.self)
        sealedKey = Array(sealed)
        self.nonce = Array(nonce.utf8)
        self.hash = hash.lowercased()
    }

    /// Opens a downloaded part: decrypts it, unpacks it and compares its hash.
    ///
    /// - Parameters:
    ///   - sealed: What was downloaded: ciphertext and tag.
    ///   - key: The merchant's private key.
    ///   - limit: The most bytes of the content.
    /// - Throws: ``WeChatPayError``, `bill_altered`.
    func content(
        of sealed: [UInt8], openedWith key: MerchantPrivateKey, limit: Int
    ) throws(WeChatPayError) -> [UInt8] {
        guard let secret = key.opening(sealedKey), secret.count == Self.keyBytes else {
            throw Self.altered("the merchant's private key does not open the key of a part")
        }
        guard sealed.count >= Self.tagBytes,
            let nonce = try? AES.GCM.Nonce(data: nonce),
            let box = try? AES.GCM.SealedBox(
                nonce: nonce, ciphertext: sealed.dropLast(Self.tagBytes),
                tag: sealed.suffix(Self.tagBytes)),
            let packed = try? AES.GCM.open(box, using: SymmetricKey(data: secret))
        else { throw Self.altered("the key of a part does not open it") }
        guard let content = GzipFile.content(of: Array(packed), limit: limit) else {
            throw Self.altered("a part is no gzip file, or unpacks to more than \(limit) bytes")
        }
        let found = Insecure.SHA1.hash(data: content)
        guard Hex.text(Array(found)) == hash else {
            throw Self.altered("a part has another hash than WeChat signed")
        }
        return content
    }

    static func unavailable(_ explanation: String) -> WeChatPayError {
        WeChatPayError(.billUnavailable, "merchant bill", explanation)
    }

    private static func altered(_ explanation: String) -> WeChatPayError {
        WeChatPayError(.billAltered, "merchant bill", explanation)
    }
}
