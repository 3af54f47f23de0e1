/// A text line by line, each with the end that it has: forms send line ends as CR LF and scripts as LF, whatever they were,
/// and nobody edited them.
struct TextLines {
    /// Without their ends; at least one.
    private var lines: [Substring.UTF8View] = []
    /// CR LF, LF or CR: one less than lines.
    private var ends: [Substring.UTF8View] = []

    init(_ text: String) {
        var rest = text.utf8[...]
        while let end = rest.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) {
            var next = rest.index(after: end)
            if rest[end] == 0x0D, next < rest.endIndex, rest[next] == 0x0A { next = rest.index(after: next) }
            lines.append(rest[..<end])
            ends.append(rest[end..<next])
            rest = rest[next...]
        }
        lines.append(rest)
    }

    /// These lines with the ends of another text's: as many lines get the same ends. Else lines at the beginning and the end
    /// that are the same keep theirs, and what is new between them ends like the first.
    func ending(like other: TextLines) -> String {
        let head = zip(lines, other.lines).prefix { $0.elementsEqual($1) }.count
        let tail = zip(lines.reversed(), other.lines.reversed()).prefix { $0.elementsEqual($1) }.count
        var result = Substring()
        for (place, line) in lines.enumerated() {
            result += Substring(line)
            let after = lines.count - 1 - place
            guard after > 0 else { break }
            let own =
                if lines.count == other.lines.count || place < head {
                    place
                } else {
                    after <= tail ? other.ends.count - after : 0
                }
            result += other.ends.indices.contains(own) ? Substring(other.ends[own]) : "\n"
        }
        return String(result)
    }
}
