import Crypto
import CryptoExtras
import Foundation
import OrderLifecycle
import Testing
import X509

@testable import WeChatPay

struct KeyTests {
    private static func code(_ body: () throws -> Void) -> WeChatPayErrorCode? {
        do {
            try body()
            return nil
        } catch {
            return (error as? WeChatPayError)?.code
        }
    }

    private static func privateKeyCode(_ pem: String) -> WeChatPayErrorCode? {
        code { _ = try MerchantPrivateKey(pem: Array(pem.utf8)) }
    }

    private static func publicKeyCode(_ pem: String) -> WeChatPayErrorCode? {
        code { _ = try WeChatPayKey.publicKey(id: TestKeys.weChatID, pem: Array(pem.utf8)) }
    }

    private static func pem(_ label: String, _ der: Data) -> String {
        "-----BEGIN \(label)-----\n"
            + der.base64EncodedString(options: .lineLength64Characters)
            + "\n-----END \(label)-----\n"
    }

    @Test func `both forms of a private key are read, with either line ending`() {
        let pkcs8 = TestKeys.merchant.pkcs8PEMRepresentation
        #expect(Self.privateKeyCode(pkcs8) == nil)
        #expect(pkcs8.contains("BEGIN PRIVATE KEY"))
        let pkcs1 = TestKeys.merchant.pemRepresentation
        #expect(pkcs1.contains("BEGIN RSA PRIVATE KEY"))
        #expect(Self.privateKeyCode(pkcs1) == nil)
        #expect(Self.privateKeyCode(pkcs8.replacing("\n", with: "\r\n") + "\r\n") == nil)
    }

    @Test func `what is no private RSA key is told apart`() throws {
        let good = TestKeys.merchant.pkcs8PEMRepresentation + "\n"
        let elliptic = P256.Signing.PrivateKey()
        let cases: [(String, WeChatPayErrorCode)] = [
            ("", .keyNotPEM), ("hello", .keyNotPEM), (String(good.dropLast(60)), .keyNotPEM),
            (good.replacing("\nM", with: "\n!"), .keyNotPEM),
            (good.replacing("END PRIVATE", with: "END RSA PRIVATE"), .keyNotPEM),
            (good.replacing("PRIVATE KEY", with: "OPENSSH PRIVATE KEY"), .keyNotPEM),
            (String(good.dropLast(6)) + "----- junk\n", .keyNotPEM),
            (Self.pem("PRIVATE KEY", Data()), .keyNotPEM),
            (good.replacing("KEY-----\nMII", with: "KEY-----\nM\nII"), .keyNotPEM),
            ("\u{FEFF}" + good, .keyNotPEM),
            (good + "junk\n", .keyFileSurplus), ("junk\n" + good, .keyFileSurplus),
            (good + good, .keyFileSurplus),
            (good.replacing("PRIVATE", with: "ENCRYPTED PRIVATE"), .keyEncrypted),
            (
                TestKeys.merchant.pemRepresentation.replacing(
                    "KEY-----\nM", with: "KEY-----\nProc-Type: 4,ENCRYPTED\nM"), .keyEncrypted
            ),
            (try TestKeys.certificate(serial: [1]), .keyIsCertificate),
            (TestKeys.merchant.publicKey.pemRepresentation, .keyIsPublic),
            (TestKeys.merchant.publicKey.pkcs1PEMRepresentation, .keyIsPublic),
            (elliptic.pemRepresentation, .keyNotRSA),
            (Self.pem("EC PRIVATE KEY", elliptic.derRepresentation), .keyNotRSA),
            (Self.ed25519(private: true), .keyNotRSA),
            (Self.pem("PRIVATE KEY", Data([0x30, 0x03, 0x02, 0x01, 0x00])), .keyMalformed),
            (TestKeys.makeKey(bits: 1024).pkcs8PEMRepresentation, .keyTooSmall),
        ]
        for (pem, expected) in cases {
            #expect(Self.privateKeyCode(pem) == expected, "\(pem.prefix(40))")
        }
    }

    @Test func `what is no public RSA key is told apart`() throws {
        #expect(Self.publicKeyCode(TestKeys.weChat.publicKey.pemRepresentation) == nil)
        #expect(
            Self.publicKeyCode(try TestKeys.certificate(serial: [1])) == .keyIsCertificate)
        #expect(Self.publicKeyCode(TestKeys.merchant.pemRepresentation) == .keyIsPrivate)
        #expect(
            Self.publicKeyCode(P256.Signing.PrivateKey().publicKey.pemRepresentation)
                == .keyNotRSA)
        #expect(
            Self.publicKeyCode(TestKeys.makeKey(bits: 1024).publicKey.pemRepresentation)
                == .keyTooSmall)
        #expect(Self.publicKeyCode(Self.ed25519(private: false)) == .keyNotRSA)
        #expect(
            Self.code {
                _ = try WeChatPayKey.publicKey(
                    id: "PUB KEY", pem: Array(TestKeys.weChat.publicKey.pemRepresentation.utf8))
            } == .settingInvalid)
    }

    /// An Ed25519 key as RFC 8410 writes it.
    private static func ed25519(private isPrivate: Bool) -> String {
        let key = Curve25519.Signing.PrivateKey()
        let algorithm: [UInt8] = [0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70]
        guard isPrivate else {
            let head = Data([0x30, 0x2A] + algorithm + [0x03, 0x21, 0x00])
            return pem("PUBLIC KEY", head + key.publicKey.rawRepresentation)
        }
        let head = Data([0x30, 0x2E, 0x02, 0x01, 0x00] + algorithm + [0x04, 0x22, 0x04, 0x20])
        return pem("PRIVATE KEY", head + key.rawRepresentation)
    }

    private static func certificateCode(_ pem: String) -> WeChatPayErrorCode? {
        code { _ = try WeChatPayKey.certificate(pem: Array(pem.utf8)) }
    }

    @Test func `a certificate says what is wrong with its key`() throws {
        let small = try TestKeys.certificate(serial: [1], key: TestKeys.makeKey(bits: 1024))
        #expect(Self.certificateCode(small) == .keyTooSmall)
        let curve = Certificate.PrivateKey(Curve25519.Signing.PrivateKey())
        let elliptic = Certificate.PrivateKey(P256.Signing.PrivateKey())
        #expect(Self.certificateCode(try TestKeys.certificate(signedBy: curve)) == .keyNotRSA)
        #expect(Self.certificateCode(try TestKeys.certificate(signedBy: elliptic)) == .keyNotRSA)
        #expect(Self.certificateCode(try TestKeys.certificate(serial: [1])) == nil)
        for der in [Data([0x30, 0x00]), Data([0x30, 0x02, 0x30, 0x00])] {
            #expect(Self.certificateCode(Self.pem("CERTIFICATE", der)) == .certificateMalformed)
        }
    }

    @Test(arguments: ["even modulus", "exponent one"])
    func `numbers that are no RSA key are refused`(flaw: String) throws {
        let primitives = try TestKeys.weChat.publicKey.getKeyPrimitives()
        var modulus = Array(primitives.modulus)
        var exponent = Array(primitives.publicExponent)
        if flaw == "even modulus" { modulus[modulus.count - 1] &= 0xFE } else { exponent = [1] }
        func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
            let length = content.count
            let head: [UInt8] =
                length < 128
                ? [UInt8(length)] : [0x82, UInt8(length >> 8), UInt8(length & 0xFF)]
            return [tag] + head + content
        }
        let key = element(
            0x30, element(0x02, [0] + modulus.drop { $0 == 0 }) + element(0x02, exponent))
        let algorithm: [UInt8] = [
            0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05,
            0x00,
        ]
        let der = element(0x30, algorithm + element(0x03, [0] + key))
        #expect(Self.publicKeyCode(Self.pem("PUBLIC KEY", Data(der))) == .keyMalformed)
    }

    @Test(arguments: [0, 16, 31, 33, 64])
    func `the API v3 key is exactly 32 bytes`(length: Int) {
        #expect(
            Self.code { _ = try APIv3Key(bytes: [UInt8](repeating: 65, count: length)) }
                == .apiV3KeyLength)
    }

    @Test func `the API v3 key opens the published vector`() throws {
        let key = try APIv3Key(bytes: Array(TestKeys.apiV3Key.utf8))
        let opened = try key.open(
            ciphertext: "ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=", nonce: "uluk4a9R25RW",
            associatedData: "associatedData")
        #expect(String(decoding: opened, as: UTF8.self) == "message")
    }

    @Test(arguments: [
        ("ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=", "uluk4a9R25R", "associatedData"),
        ("ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=", "uluk4a9R25RWx", "associatedData"),
        ("ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=", "", "associatedData"),
        ("ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=", "uluk4a9R25RW", ""),
        ("ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=", "uluk4a9R25RW", "associateddata"),
        ("ulwSiIajGClcvcOYvOQ7+l+0PAbzzwM=", "uluk4a9R25RW", "associatedData"),
        ("ulwSiIajGClcvcOYvOQ7+l+0PAbzzwA=", "uluk4a9R25RW", "associatedData"),
        ("ulwSiIaj", "uluk4a9R25RW", "associatedData"), ("", "uluk4a9R25RW", "associatedData"),
        ("!", "uluk4a9R25RW", "associatedData"),
    ])
    func `what was tampered with does not open`(
        ciphertext: String, nonce: String, associatedData: String
    ) throws {
        let key = try APIv3Key(bytes: Array(TestKeys.apiV3Key.utf8))
        #expect(
            Self.code {
                _ = try key.open(
                    ciphertext: ciphertext, nonce: nonce, associatedData: associatedData)
            } == .decryptionFailed)
    }

    @Test func `no description shows a secret`() throws {
        let settings = try WeChatPaySettings(
            merchant: TestKeys.merchantSettings(), trustedKeys: [TestKeys.trustedKey()])
        var dumped = ""
        dump(settings, to: &dumped)
        let everything = "\(settings) \(String(reflecting: settings)) \(dumped)"
        #expect(everything.contains("‹private key›"))
        #expect(!everything.contains(TestKeys.apiV3Key))
        #expect(!everything.contains("SymmetricKey"))
        #expect(!everything.contains("PrivateKey(backing"))
        var mirrored = ""
        dump(settings.merchant.privateKey, to: &mirrored)
        #expect(!mirrored.contains("backing"))
    }
}
