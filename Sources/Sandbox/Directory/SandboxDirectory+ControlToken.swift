import Foundation

extension SandboxDirectory {
    /// The token without which the control interface changes nothing, made on the first start.
    ///
    /// The file is the header field itself, so that `curl -H @control-token` sends it.
    func controlToken() throws(SandboxError) -> String {
        let prefix = "\(ControlGate.header): "
        guard let stored = try DurableFile.content(of: controlTokenFile) else {
            let token = "sbx_" + RandomText.hexadecimal(32)
            try DurableFile.make(
                controlTokenFile, with: Array("\(prefix)\(token)\n".utf8), mode: 0o600)
            return token
        }
        let line = String(decoding: stored, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let token = line.dropFirst(prefix.count)
        guard line.hasPrefix(prefix), !token.isEmpty,
            token.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw .fileDamaged(path: controlTokenFile.path, line: 1) }
        return String(token)
    }
}
