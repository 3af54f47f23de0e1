/// Looks for aliases (`*name`) of anchors (`&name`) before a parser follows them.
///
/// A few dozen aliases of aliases stand for more values than a machine can hold, and Yams compares such values when they
/// are keys. The scan is lexical: it may take two words in the guidelines, `&x` and `*x`, for an anchor and its alias,
/// and it never overlooks a real one. A few cannot do harm, and are looked at again in the composed document.
struct AliasScan {
    static let message = "aliases such as `*name` are not used in queue files; write the value out"

    /// This many aliases stand for less than twenty times what is written.
    static let mostHarmless = 8

    private let source: SourceText

    init(_ source: SourceText) {
        self.source = source
    }

    /// What looks like aliases of what looks like anchors, in the order of the file.
    var aliases: [Mistake] {
        let anchors = Set(names(after: UInt8(ascii: "&")).map(\.name))
        guard !anchors.isEmpty else { return [] }
        let found = names(after: UInt8(ascii: "*")).filter { anchors.contains($0.name) }
        return found.prefix(AliasScan.mostHarmless + 1).map { alias in
            Mistake(place(ofByte: alias.offset, length: alias.name.count + 1), AliasScan.message)
        }
    }

    /// Names that follow a sign where a token of YAML can begin: not after a letter or a digit.
    private func names(after sign: UInt8) -> [(name: [UInt8], offset: Int)] {
        let bytes = Array(source.text.utf8)
        var names: [(name: [UInt8], offset: Int)] = []
        for (offset, byte) in bytes.enumerated() where byte == sign {
            if offset > 0 && AliasScan.isWordByte(bytes[offset - 1]) { continue }
            let name = bytes[(offset + 1)...].prefix { AliasScan.isNameByte($0) }
            if !name.isEmpty { names.append((Array(name), offset)) }
        }
        return names
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isWordByte(byte) || byte == UInt8(ascii: "-")
    }

    /// Letters, digits and the underscore: a sign after one of them is part of a plain word.
    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private func place(ofByte offset: Int, length: Int) -> SourcePlace {
        let before = SourceText(String(decoding: Array(source.text.utf8)[..<offset], as: UTF8.self))
        let line = before.lineCount
        return SourcePlace(line: line, column: before.scalars(ofLine: line).count + 1, length: length)
    }
}
