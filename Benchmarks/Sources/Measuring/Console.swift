import Foundation

/// What a measuring program says while it runs.
public enum Console {
    /// Says a line at once, also where the output goes to a file.
    public static func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}
