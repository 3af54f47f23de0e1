/// The text of a queue file with its lines, broken where YAML breaks them.
struct SourceText {
    let text: String
    private let lines: [[Unicode.Scalar]]

    init(_ text: String) {
        self.text = text
        var lines: [[Unicode.Scalar]] = [[]]
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if scalar == "\n" && previous == "\r" {
                // The line ended with the carriage return.
            } else if SourceText.isBreak(scalar) {
                lines.append([])
            } else {
                lines[lines.count - 1].append(scalar)
            }
            previous = scalar
        }
        self.lines = lines
    }

    var lineCount: Int { lines.count }

    static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0a, 0x0d, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    /// The scalars of a line, counted from 1; none when there is no such line.
    func scalars(ofLine line: Int) -> [Unicode.Scalar] {
        lines.indices.contains(line - 1) ? lines[line - 1] : []
    }

    /// The place moved to where there is text: a parser may report the line after the last one.
    func clamped(_ place: SourcePlace) -> SourcePlace {
        var line = min(max(place.line, 1), lines.count)
        if place.line > line { return SourcePlace(line: lastLine, column: max(scalars(ofLine: lastLine).count, 1)) }
        if place.line == lines.count && scalars(ofLine: line).isEmpty { line = lastLine }
        let width = scalars(ofLine: line).count
        let column = line == place.line ? min(max(place.column, 1), width + 1) : max(width, 1)
        return SourcePlace(line: line, column: column, length: max(1, min(place.length, width - column + 1)))
    }

    /// The last line with anything on it.
    private var lastLine: Int {
        (lines.lastIndex { !$0.isEmpty } ?? 0) + 1
    }

    /// How many columns a scalar node takes on its first line.
    func length(at place: SourcePlace, of value: String) -> Int {
        let line = scalars(ofLine: place.line)
        guard line.indices.contains(place.column - 1) else { return 1 }
        let rest = line[(place.column - 1)...]
        guard let first = rest.first, first == "\"" || first == "'" else {
            return sharedLength(rest, value)
        }
        guard let close = rest.dropFirst().firstIndex(of: first) else { return rest.count }
        return close - rest.startIndex + 1
    }

    /// The columns that a plain value shares with the line; 1 where it does not stand there as it is.
    private func sharedLength(_ rest: ArraySlice<Unicode.Scalar>, _ value: String) -> Int {
        let shared = zip(rest, value.unicodeScalars).prefix { $0 == $1 }.count
        return max(1, shared)
    }
}
