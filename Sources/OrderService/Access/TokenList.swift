import Crypto
public import OrderJournal
public import OrderLifecycle
import StrictJSON

/// The tokens that are accepted, as a file keeps them: names, roles, times, and SHA-256 digests.
///
/// The file is JSON that only its owner reads; the caller reads and writes it.
public struct TokenList: Hashable, Sendable {
    /// The tokens, in the order in which they were made.
    public private(set) var entries: [TokenEntry] = []

    /// The most tokens of a list.
    public static let limit = 100

    /// The most bytes of a file that are read.
    public static let sizeLimit = 65_536

    /// Creates an empty list, which accepts nobody.
    public init() {}

    /// Adds a token for a principal.
    ///
    /// - Returns: The token, which nothing can show again.
    /// - Throws: ``TokenListError`` if the principal has no role, or the list is full.
    public mutating func issue(
        to principal: Principal, at now: Timestamp, expiresAt: Timestamp? = nil,
        random: any RandomSource
    ) throws(TokenListError) -> BearerToken {
        guard !principal.roles.isEmpty else {
            throw TokenListError("a token needs a role", zh: "令牌至少要有一个角色。")
        }
        guard entries.count < Self.limit else {
            throw TokenListError(
                "the list has \(Self.limit) tokens already; revoke some",
                zh: "已有 \(Self.limit) 个令牌；请先撤销一些。")
        }
        let token = BearerToken(random: random)
        entries.append(
            TokenEntry(
                principal: principal, digest: token.digest, createdAt: now, expiresAt: expiresAt))
        return token
    }

    /// Takes a token out of the list.
    ///
    /// - Parameter id: The entry's ``TokenEntry/id``.
    /// - Returns: What was taken out; `nil` if there is no such token.
    public mutating func revoke(_ id: String) -> TokenEntry? {
        guard let index = entries.firstIndex(where: { $0.id.utf8.elementsEqual(id.utf8) }) else {
            return nil
        }
        return entries.remove(at: index)
    }

    /// Finds a token by its digest; each is compared in constant time, and all are.
    func entry(of digest: SHA256.Digest) -> TokenEntry? {
        var found: TokenEntry?
        for entry in entries where digest == entry.digest.bytes { found = entry }
        return found
    }
}

extension TokenList {
    private static let version: JSONValue = 1

    /// The list as it is kept.
    public var json: [UInt8] {
        let tokens: [JSONValue] = entries.map { entry in
            [
                "name": .string(entry.principal.name.text),
                "roles": .array(
                    Role.allCases.filter(entry.principal.roles.contains).map {
                        .string($0.rawValue)
                    }),
                "sha256": .string(entry.digest.hex),
                "created_at_ms": .number(entry.createdAt.milliseconds),
                "expires_at_ms": .number(entry.expiresAt?.milliseconds),
            ]
        }
        let list: JSONValue = ["version": Self.version, "tokens": .array(tokens)]
        return list.canonical + Array("\n".utf8)
    }

    /// Reads a list as it was kept.
    ///
    /// - Throws: ``TokenListError`` naming the first thing that is wrong.
    public init(json: [UInt8]) throws(TokenListError) {
        let value: JSONValue
        do throws(JSONProblem) { value = try JSONValue.read(json, limit: Self.sizeLimit) } catch {
            throw TokenListError("\(error)", zh: "不是合规的 JSON：\(error)。")
        }
        guard let members = value.members, Set(members.map(\.name)) == ["version", "tokens"],
            value["version"] == Self.version, case .array(let tokens)? = value["tokens"]
        else {
            throw TokenListError(
                "a list of tokens has the members version, which is 1, and tokens",
                zh: "令牌文件须有 version（为 1）和 tokens 两个成员。")
        }
        guard tokens.count <= Self.limit else {
            throw TokenListError(
                "the list has more than \(Self.limit) tokens", zh: "令牌多于 \(Self.limit) 个。")
        }
        for (index, token) in tokens.enumerated() {
            guard let entry = TokenEntry(token) else {
                throw TokenListError(
                    "/tokens/\(index) is no token: it needs name, roles, sha256, created_at_ms and "
                        + "expires_at_ms",
                    zh: "/tokens/\(index) 不是令牌：须有 name、roles、sha256、created_at_ms 和 "
                        + "expires_at_ms。")
            }
            entries.append(entry)
        }
        guard Set(entries.map(\.digest)).count == entries.count else {
            throw TokenListError("a token is listed twice", zh: "同一个令牌出现了两次。")
        }
    }
}

extension TokenEntry {
    private static let members: Set<String> = [
        "name", "roles", "sha256", "created_at_ms", "expires_at_ms",
    ]

    /// Reads one entry of a list; `nil` if it is none.
    fileprivate init?(_ value: JSONValue) {
        guard let members = value.members, Set(members.map(\.name)) == Self.members,
            let name = value["name"]?.text.flatMap({ try? ActorName($0) }),
            case .array(let roles)? = value["roles"], !roles.isEmpty,
            let digest = value["sha256"]?.text.flatMap(Digest32.init(hex:)),
            let createdAt = value["created_at_ms"]?.wholeNumber.map(Timestamp.init(clamping:)),
            let end = value["expires_at_ms"]
        else { return nil }
        let known = roles.compactMap { $0.text.flatMap(Role.init) }
        guard known.count == roles.count else { return nil }
        let expiresAt = end.wholeNumber.map(Timestamp.init(clamping:))
        guard end == .null || expiresAt != nil else { return nil }
        self.init(
            principal: Principal(name: name, roles: Set(known)), digest: digest,
            createdAt: createdAt, expiresAt: expiresAt)
    }
}
