import Crypto
import Foundation
import OrderEngineTesting
import OrderLifecycle
import Testing

@testable import OrderJournal

/// Keys by which anybody can sign.
struct SmallOrderKeyTests {
    private static func bytes(_ hex: String) throws -> [UInt8] {
        Array(try #require(Digest32(hex: hex)).bytes)
    }

    /// The y coordinates of the points of order 1, 2, 4 and 8, and those that exceed the modulus.
    private static let keys = [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ]

    @Test(arguments: keys)
    func `no such key is taken, whatever its sign`(hex: String) throws {
        var key = try Self.bytes(hex)
        for _ in 0..<2 {
            #expect(SmallOrderKey.contains(key))
            #expect(CheckpointPublicKey(Data(key).base64EncodedString()) == nil)
            #expect(
                CheckpointPublicKey(NoteSignature.verifierKey(of: key, as: "example.com/a"))
                    == nil)
            key[31] ^= 0x80
        }
    }

    @Test func `a key that signs is taken`() throws {
        let key = Curve25519.Signing.PrivateKey().publicKey.rawRepresentation
        #expect(!SmallOrderKey.contains(key))
        #expect(CheckpointPublicKey(key.base64EncodedString()) != nil)
        #expect(!SmallOrderKey.contains([UInt8]()))
    }

    @Test func `a note that is signed by nobody does not verify, though the library says so`()
        throws
    {
        // The neutral element as the key and in the signature, and zero: valid for every text.
        let neutral = try Self.bytes(Self.keys[1])
        let nobody = Data(neutral + Array(repeating: 0, count: 32))
        let key = try Curve25519.Signing.PublicKey(rawRepresentation: neutral)
        #expect(key.isValidSignature(nobody, for: Data("any text".utf8)))

        var tree = MerkleTree()
        tree.append(Sample.digest)
        let signer = try Curve25519.Signing.PrivateKey(rawRepresentation: Sample.key)
        let genuine = try Checkpoint(
            of: .sample, tree: tree, previous: nil, at: Sample.at(0), signingWith: signer)
        let name = "\(genuine.origin)"
        let line = Data(NoteSignature.keyID(of: neutral, as: name)) + nobody
        let text = genuine.text.replacing(
            genuine.publicKey, with: Data(neutral).base64EncodedString())
        let note = "\(text)\n\u{2014} \(name) \(line.base64EncodedString())\n"
        let forged = try #require(Checkpoint(note: note))
        #expect(genuine.isSignatureValid)
        #expect(!forged.isSignatureValid)
    }
}
