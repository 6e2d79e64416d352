import ArgumentParser
import OrderEngine
import OrderLifecycle
import OrderService
import StrictJSON

/// Lists the tokens.
struct TokenListCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: told(
            "List the tokens: whose they are, and until when.", zh: "列出令牌：属于谁、有效期至何时。"))

    @OptionGroup var place: TokenOptions

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let list = try TokenFile(place.tokens, global).read()
        let now = SystemClock().now()
        switch output.format {
        case .json: for entry in list.entries { try output.line(entry.members(at: now)) }
        case .text: try output.lines(Self.lines(list, now))
        }
        return .ok
    }

    private static func lines(_ list: TokenList, _ now: Timestamp) -> [StyledText] {
        guard !list.entries.isEmpty else {
            return [told("No token is accepted.", zh: "没有可用的令牌。")]
        }
        var table = TextTable(
            told(
                ["TOKEN", "NAME", "ROLES", "MADE", "EXPIRES"],
                zh: ["令牌", "名字", "角色", "建立于", "有效期至"]))
        for entry in list.entries {
            let end: StyledText =
                entry.expiresAt.map { time in
                    StyledText(
                        time.shown, entry.isExpired(at: now) ? .bad : .plain)
                } ?? StyledText("—")
            table.add([
                StyledText(entry.id), StyledText(entry.principal.name.text),
                StyledText(entry.roleNames.joined(separator: " ")),
                StyledText(entry.createdAt.shown), end,
            ])
        }
        return table.lines
    }
}

extension TokenEntry {
    /// The roles in their order.
    var roleNames: [String] {
        Role.allCases.filter(principal.roles.contains).map(\.rawValue)
    }

    /// What programs are told of it; no digest.
    func members(at now: Timestamp) -> JSONValue {
        [
            "id": .string(id), "name": .string(principal.name.text),
            "roles": .array(roleNames.map { .string($0) }),
            "created_at": .string(createdAt.description),
            "expires_at": .text(expiresAt?.description), "expired": .bool(isExpired(at: now)),
        ]
    }
}
