import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle
import OrderService
import WeChatPay

/// The codes of the command line's own, as docs/reference/command-line.md lists them.
enum CommandErrorCode: String, Hashable, Sendable, CaseIterable {
    case usage
    case argumentNotUTF8 = "argument_not_utf8"
    case environmentNotUTF8 = "environment_not_utf8"
    case permitUnreadable = "permit_unreadable"
    case headersUnreadable = "headers_unreadable"
    case invalidKey = "invalid_key"
    case invalidCustomer = "invalid_customer"
    case orderForeign = "order_foreign"
    case fileMissing = "file_missing"
    case fileNotPermitted = "file_not_permitted"
    case fileNotRegular = "file_not_regular"
    case fileTooLarge = "file_too_large"
    case fileUnreadable = "file_unreadable"
    case fileWithoutWriter = "file_without_writer"
    case fileNotUTF8 = "file_not_utf8"
    case fileNotJSONLines = "file_not_json_lines"
    case fileNameInvalid = "file_name_invalid"
    case directoryMissing = "directory_missing"
    case fileNotReplaced = "file_not_replaced"
    case fileNotWritten = "file_not_written"
    case checkpointUnreadable = "checkpoint_unreadable"
    case proofUnreadable = "proof_unreadable"
    case exportUnreadable = "export_unreadable"
    case requestKeyInvalid = "request_key_invalid"
    case customerKeyInvalid = "customer_key_invalid"
    case webhookSecretInvalid = "webhook_secret_invalid"
    case checkpointKeyInvalid = "checkpoint_key_invalid"
    case checkpointKeyNotMade = "checkpoint_key_not_made"
    case checkpointNotPublished = "checkpoint_not_published"
    case configurationNotJSON = "configuration_json_invalid"
    case configurationKeyUnknown = "configuration_key_unknown"
    case configurationValueInvalid = "configuration_value_invalid"
    case configurationPolicyLoosened = "configuration_policy_loosened"
    case configurationKeyShared = "configuration_key_shared"
    case configurationIncomplete = "configuration_incomplete"
    case configurationNotRegular = "configuration_file_not_regular"
    case configurationTooLarge = "configuration_file_too_large"
    case configurationUnreadable = "configuration_file_unreadable"
    case configurationNotUTF8 = "configuration_file_not_utf8"
    case directoryExists = "directory_exists"
    case directoryNotMade = "directory_not_made"
    case demoFailed = "demo_failed"
    case listenFailed = "listen_failed"
    case tokenFileNotWritten = "token_file_not_written"
    case tokenNotListed = "token_not_listed"
    case ownerUntrusted = "owner_untrusted"
    case commandTooLarge = "command_too_large"
    case ownerGone = "owner_gone"
    case outputFailed = "output_failed"
    case sqliteTooOld = "sqlite_too_old"
    case unexpected
}

extension CommandErrorCode {
    /// What happened and what to do, in Chinese.
    var chinese: String {
        switch self {
        case .usage: "命令的用法有误；在命令后加 --help 可以查看用法。"
        case .argumentNotUTF8: "有一个参数不是合法的 UTF-8；程序不会擅自改动它。"
        case .environmentNotUTF8: "有一个环境变量的值不是合法的 UTF-8；程序不会擅自改动它。"
        case .permitUnreadable: "这里需要一行许可，即 can-cancel 打印的 pmt_…。"
        case .headersUnreadable: "请求头须每行一个 NAME: VALUE；详情写明了是哪一行。"
        case .invalidKey:
            "--key 须是 payscore checkpoint --output json 打印的 public_key 或 verifier_key。"
        case .invalidCustomer: "用户的名字是 cus_ 加 20 位十六进制数字。"
        case .orderForeign: "订单的 mchid、appid 或 service_id 与配置的不同。"
        case .fileMissing: "没有这个文件；请改正路径。"
        case .fileNotPermitted: "没有读写这个文件的权限。"
        case .fileNotRegular: "这里需要一个文件，不能是目录或管道。"
        case .fileTooLarge: "文件太大；详情写明了上限。"
        case .fileUnreadable: "文件读不了。"
        case .fileWithoutWriter: "命名管道等了十秒还没有写入者；请启动写入的程序，或改用文件。"
        case .fileNotUTF8: "文件不是 UTF-8 文本；详情写明了如何转换。"
        case .fileNotJSONLines: "每行须是一个 JSON 对象；详情写明了如何转换。"
        case .fileNameInvalid: "--out 给出的不是文件名。"
        case .directoryMissing: "要写入的文件所在的目录不存在。"
        case .fileNotReplaced:
            "那里已有别的内容，没有写入任何内容；请换一个文件名，或用本账本先前的检查点文件，或不用 --out。"
        case .fileNotWritten:
            "检查点没能写进文件；它已存入账本，可用 payscore checkpoint 打印。"
        case .checkpointUnreadable: "这不是 payscore checkpoint 写出的检查点。"
        case .proofUnreadable: "这不是 payscore prove 写出的证明。"
        case .exportUnreadable: "这不是 payscore export 写出的导出；详情写明了是哪一行。"
        case .requestKeyInvalid: "封装请求的密钥不对；详情写明了如何生成。"
        case .customerKeyInvalid: "封装用户数据的密钥不对；详情写明了如何生成。"
        case .webhookSecretInvalid: "文件里没有推送密钥；须为 whsec_ 加上 base64 编码的 24 到 64 个随机字节。"
        case .checkpointKeyInvalid: "给检查点签名的密钥不对；详情写明了如何改正。"
        case .checkpointKeyNotMade: "给检查点签名的密钥没能生成。"
        case .checkpointNotPublished:
            "检查点已封存，但没有公布：见证者没有收下。请再运行 payscore checkpoint；它公布最近的检查点，不会重复封存。"
        case .configurationNotJSON: "配置不是合格的 JSON 对象；详情写明了出错的地方。"
        case .configurationKeyUnknown: "配置里没有这个键；请改正它的名称。"
        case .configurationValueInvalid: "配置的值不对；详情写明了应当怎样写。"
        case .configurationPolicyLoosened:
            "环境变量和选项只能让策略更严，不能放宽；要放宽，请修改配置文件。"
        case .configurationKeyShared: "封装请求和给检查点签名须各用一个密钥文件。"
        case .configurationIncomplete: "配置缺少这个命令所需的项；详情列出了全部。"
        case .configurationNotRegular: "配置须是一个文件，不能是目录或管道。"
        case .configurationTooLarge: "配置文件大于 64 KiB。"
        case .configurationUnreadable: "配置文件读不了。"
        case .configurationNotUTF8: "配置文件不是 UTF-8 文本；详情写明了如何转换。"
        case .directoryExists: "--keep 须给出一个尚不存在的目录。"
        case .directoryNotMade: "目录没能建立。"
        case .demoFailed: "演示中有一步的结果与预期不同。"
        case .listenFailed: "监听地址不可用；详情写明了原因。"
        case .tokenFileNotWritten: "存放令牌的文件没能写入；详情写明了原因。"
        case .tokenNotListed: "没有这个编号的令牌；请用 payscore token list 查看。"
        case .ownerUntrusted: "账本旁的套接字另一端不是数据库所属用户的进程；什么也没有交给它。请查明是谁创建的，并删除它。"
        case .commandTooLarge: "命令连同文件太大，不能移交给持有账本的进程。"
        case .ownerGone:
            "持有账本的进程还没有说明结果就结束了；请勿重复这个命令，请运行 payscore reconcile，再运行 payscore attempts。"
        case .outputFailed: "输出无法写入。"
        case .sqliteTooOld: "SQLite 版本太旧，须是 3.37 或更高。"
        case .unexpected: "出现了没有错误码的问题。"
        }
    }

    /// The Chinese sentence of any code that a ``Failure`` has; `nil` of one that is not known.
    ///
    /// The sentence of a ``SandboxError`` needs its values, and is made with it.
    static func chinese(_ code: String) -> String? {
        let field = InvalidValue.Field.allCases.first { code == "invalid_\($0.rawValue)" }
        let sentences: [String?] = [
            CommandErrorCode(rawValue: code)?.chinese, JournalErrorCode(rawValue: code)?.chinese,
            EngineErrorCode(rawValue: code)?.chinese, WeChatPayErrorCode(rawValue: code)?.chinese,
            ProofProblem(rawValue: code)?.chinese, AnswerJSONErrorCode(rawValue: code)?.chinese,
            OrderServiceErrorCode(rawValue: code)?.chinese,
            field.map { "\($0.chinese)不合规则。" },
        ]
        return sentences.lazy.compactMap(\.self).first
    }
}
