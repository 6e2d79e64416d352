extension FileAccess {
    /// Says why a file that everybody may read is not believed; `nil` if it is.
    func refusal(ofTrusted path: String) -> WeChatPayError? {
        guard isOwnOrRoots else {
            return WeChatPayError(
                .fileUntrusted, path,
                "the file says whom to trust, belongs to user \(owner), and this process runs as "
                    + "user \(user): it must belong to that user or to root")
        }
        guard mode & 0o022 == 0 else {
            let advice =
                !mount.isSetElsewhere && (owner == user || user == 0)
                ? "run: chmod go-w on it" : "take that right away where the file is put there"
            return WeChatPayError(
                .fileUntrusted, path,
                "the file says whom to trust, and others may write to it; \(advice)")
        }
        return nil
    }

    /// Says why a directory is no place for a file that is believed; `nil` if it is one.
    func refusal(ofDirectory directory: String, of path: String) -> WeChatPayError? {
        guard !mount.isReadOnly, mode & 0o002 != 0, mode & 0o1000 == 0 else { return nil }
        return WeChatPayError(
            .fileUntrusted, path,
            "everybody may replace the file, because everybody may write to its directory "
                + "\(directory) and it is not sticky")
    }

    /// Says why a symbolic link is not followed; `nil` if it is.
    func refusal(ofLink path: String) -> WeChatPayError? {
        guard !isOwnOrRoots else { return nil }
        return WeChatPayError(
            .fileUntrusted, path,
            "the file is a symbolic link of user \(owner), and this process runs as user \(user): "
                + "it must belong to that user or to root")
    }
}
