import Foundation

/// What may stand under a name before a journal comes.
enum ExistingThing: String, CaseIterable, Sendable {
    case text, empty, link, danglingLink, hardLink, directory, pipe

    /// What other files hold that a link leads to.
    static let precious = Data("worth more than a journal".utf8)

    /// Puts it under a name of a place.
    func put(at path: String, in place: TemporaryPlace) throws {
        let files = FileManager.default
        let other = place.file("other")
        switch self {
        case .text: try Self.precious.write(to: URL(fileURLWithPath: path))
        case .empty: try Data().write(to: URL(fileURLWithPath: path))
        case .link, .hardLink:
            try Self.precious.write(to: URL(fileURLWithPath: other))
            if self == .link {
                try files.createSymbolicLink(atPath: path, withDestinationPath: other)
            } else {
                try files.linkItem(atPath: other, toPath: path)
            }
        case .danglingLink:
            try files.createSymbolicLink(atPath: path, withDestinationPath: place.file("nowhere"))
        case .directory:
            try files.createDirectory(atPath: path, withIntermediateDirectories: false)
        case .pipe:
            if mkfifo(path, 0o600) != 0 { throw CocoaError(.fileWriteUnknown) }
        }
    }
}

extension TemporaryPlace {
    /// All that lies in the directory: each name with what it is, and what it holds or leads to.
    func sight() throws -> [String: String] {
        var sight: [String: String] = [:]
        for name in try names() {
            let found = try FileManager.default.attributesOfItem(atPath: file(name))
            let kind = found[.type] as? FileAttributeType
            var content = ""
            switch kind {
            case .typeRegular: content = try bytes(file(name)).base64EncodedString()
            case .typeSymbolicLink:
                content = try FileManager.default.destinationOfSymbolicLink(atPath: file(name))
            default: break
            }
            let numbers = [FileAttributeKey.systemFileNumber, .referenceCount, .posixPermissions]
            sight[name] =
                "\(numbers.map { "\(found[$0] ?? 0)" }) \(kind?.rawValue ?? "") \(content)"
        }
        return sight
    }
}
