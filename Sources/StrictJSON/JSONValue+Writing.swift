extension JSONValue {
    /// The value as compact JSON with the members of every object sorted by the bytes of their
    /// names, so that the same value is always the same bytes.
    package var canonical: [UInt8] {
        var writer = Writer(sortsMembers: true, isEscaped: nil)
        writer.write(self)
        return writer.output
    }

    /// The value as compact JSON with the members of every object in their order.
    ///
    /// - Parameter isEscaped: What is written as an escape besides what JSON demands and DEL.
    package func text(escaping isEscaped: @escaping (Unicode.Scalar) -> Bool) -> String {
        var writer = Writer(sortsMembers: false, isEscaped: isEscaped)
        writer.write(self)
        return String(decoding: writer.output, as: UTF8.self)
    }

    private struct Writer {
        let sortsMembers: Bool
        let isEscaped: ((Unicode.Scalar) -> Bool)?
        private(set) var output: [UInt8] = []

        init(sortsMembers: Bool, isEscaped: ((Unicode.Scalar) -> Bool)?) {
            self.sortsMembers = sortsMembers
            self.isEscaped = isEscaped
            output.reserveCapacity(512)
        }

        mutating func write(_ value: JSONValue) {
            switch value {
            case .null: output += "null".utf8
            case .bool(let flag): output += (flag ? "true" : "false").utf8
            case .number(let lexeme): output += lexeme.utf8
            case .string(let text): write(text)
            case .array(let elements):
                output.append(UInt8(ascii: "["))
                for (index, element) in elements.enumerated() {
                    if index > 0 { output.append(UInt8(ascii: ",")) }
                    write(element)
                }
                output.append(UInt8(ascii: "]"))
            case .object(let members):
                output.append(UInt8(ascii: "{"))
                for (index, member) in ordered(members).enumerated() {
                    if index > 0 { output.append(UInt8(ascii: ",")) }
                    write(member.name)
                    output.append(UInt8(ascii: ":"))
                    write(member.value)
                }
                output.append(UInt8(ascii: "}"))
            }
        }

        private func ordered(_ members: [Member]) -> [Member] {
            guard sortsMembers else { return members }
            return members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        }

        private mutating func write(_ text: String) {
            output.append(UInt8(ascii: "\""))
            // Most texts stand as they are, which their bytes tell faster than their characters.
            if text.utf8.allSatisfy(isPlain) {
                output += text.utf8
            } else {
                for scalar in text.unicodeScalars { write(scalar) }
            }
            output.append(UInt8(ascii: "\""))
        }

        private func isPlain(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x00...0x1F, 0x7F: false
            case 0x80...0xFF: isEscaped == nil
            default: true
            }
        }

        private mutating func write(_ scalar: Unicode.Scalar) {
            switch scalar {
            case "\"": output += #"\""#.utf8
            case "\\": output += #"\\"#.utf8
            case "\n": output += #"\n"#.utf8
            case "\r": output += #"\r"#.utf8
            case "\t": output += #"\t"#.utf8
            case "\u{0}"..."\u{1F}", "\u{7F}": write(escaped: scalar)
            case _ where isEscaped?(scalar) == true: write(escaped: scalar)
            default: output += String(scalar).utf8
            }
        }

        private mutating func write(escaped scalar: Unicode.Scalar) {
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                output += #"\u"#.utf8
                output += repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count)
                output += digits.utf8
            }
        }
    }
}
