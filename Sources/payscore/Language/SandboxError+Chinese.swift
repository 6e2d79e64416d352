import Sandbox

extension SandboxError {
    /// What went wrong and what to do, in Chinese.
    var chinese: String {
        switch self {
        case .hostNotLoopback(let host): "\(host) 不是本机回环地址；请用 127.0.0.1 或 ::1。"
        case .portOutOfRange(let port): "\(port) 不是端口；请用 1 到 65535，或用 0 由系统选取。"
        case .receiverNotLoopback(let url):
            "\(url) 不是本机地址；请用 http://127.0.0.1:PORT/PATH。"
        case .speedOutOfRange(let speed):
            "\(speed) 不是可用的倍数；请用 1（即微信的节奏）到 1000000。"
        case .addressUnavailable(let host, let port, let cause):
            "无法监听 \(host) 的端口 \(port)：\(cause)。可以用 0 由系统选取空闲端口。"
        case .directoryInUse(let path): "另一个沙箱正在使用 \(path)；请停掉它，或换一个目录。"
        case .directoryTaken(let path, let file): "\(path) 里的 \(file) 不是沙箱写的；请换一个目录。"
        case .fileUnusable(let path, let cause): "\(path) 不能使用：\(cause)。"
        case .fileDamaged(let path, let line):
            "\(path)\(line.map { " 的第 \($0) 行" } ?? " ")已损坏；请恢复它，或换一个目录。"
        case .keysUnusable(let cause): "沙箱的密钥不能使用：\(cause)。请换一个目录。"
        }
    }
}
