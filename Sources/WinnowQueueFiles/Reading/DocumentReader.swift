import Yams

/// Reads text as one YAML document and reports what keeps it from being one.
struct DocumentReader {
    /// Queue files are read up to this size.
    static let largestByteCount = 1 << 20

    /// Duplicate keys are all reported, up to this many; each costs another pass over the file.
    static let mostDuplicates = 20

    let source: SourceText
    /// Keys that were renamed because they stand twice in one mapping, by where they stand.
    private var renamedKeys: [SourcePlace: String] = [:]

    init(_ source: SourceText) {
        self.source = source
    }

    enum Outcome {
        case document(FileNode)
        case failed([Mistake])
    }

    /// The document, with a key that stands twice still standing twice.
    mutating func read() -> Outcome {
        if let mistake = forbiddenScalar() { return .failed([mistake]) }
        let aliases = AliasScan(source).aliases
        if aliases.count > AliasScan.mostHarmless { return .failed(Array(aliases.prefix(1))) }
        var text = source.text
        // Yams keeps a pointer into the string; only a string of more than 15 bytes has a lasting one.
        if text.utf8.count < 16 { text += String(repeating: "\n", count: 16) }
        while true {
            switch compose(text) {
            case .success(nil): return .failed([emptyMistake])
            case .success(let node?): return convert(node, aliases: aliases)
            case .failure(.duplicate(let key, let mark)):
                guard let renamed = rename(key, at: mark, in: text) else {
                    let place = SourcePlace(line: mark.line, column: mark.column)
                    return .failed((Array(renamedKeys) + [(key: place, value: key)]).map(duplicateMistake(at:of:)))
                }
                text = renamed
            case .failure(.mistake(let mistake)): return .failed([mistake])
            }
        }
    }

    private enum Failure: Error {
        case duplicate(String, Mark)
        case mistake(Mistake)
    }

    /// Composes with a resolver that takes every word for text: this room has its own rules.
    private func compose(_ text: String) -> Result<Node?, Failure> {
        do {
            return .success(try Yams.compose(yaml: text, .basic, .default, .utf8))
        } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
            return .failure(.duplicate(keys.first ?? "", context.mark))
        } catch let error as YamlError {
            return .failure(.mistake(Mistake(error)))
        } catch {
            return .failure(.mistake(Mistake(SourcePlace(line: 1, column: 1), "not readable as YAML")))
        }
    }

    private var emptyMistake: Mistake {
        Mistake(
            SourcePlace(line: 1, column: 1),
            "the file is empty; it needs at least `version`, `title`, `item` and `labels`"
        )
    }

    /// For a file with so many keys twice that it is not read any further.
    private func duplicateMistake(at place: SourcePlace, of key: String) -> Mistake {
        let whole = SourcePlace(line: place.line, column: place.column, length: max(1, key.unicodeScalars.count))
        let name = FileChecker.shortened(key)
        return Mistake(whole, "the key `\(name)` stands more than once in this mapping; keep one of them")
    }
}

extension DocumentReader {
    /// A character that YAML does not allow, found before the parser would stumble over it.
    private func forbiddenScalar() -> Mistake? {
        var line = 1
        var column = 1
        var previous: Unicode.Scalar?
        for scalar in source.text.unicodeScalars {
            if !YAMLText.isPrintable(scalar) && scalar != "\t" && !SourceText.isBreak(scalar) {
                let code = String(scalar.value, radix: 16, uppercase: true)
                let name = "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code
                let place = SourcePlace(line: line, column: column)
                return Mistake(place, "the invisible character \(name) cannot stand in YAML; delete it")
            }
            if scalar == "\n" && previous == "\r" {
                // Counted with the carriage return.
            } else if SourceText.isBreak(scalar) {
                line += 1
                column = 1
            } else {
                column += 1
            }
            previous = scalar
        }
        return nil
    }

    /// The text with one key replaced by private characters of the same length, so that no place moves.
    private mutating func rename(_ key: String, at mark: Mark, in text: String) -> String? {
        guard renamedKeys.count < DocumentReader.mostDuplicates,
            let filler = Unicode.Scalar(UInt32(0xe000 + renamedKeys.count))
        else { return nil }
        var scalars = Array(text.unicodeScalars)
        guard var start = DocumentReader.offset(of: mark, in: scalars), scalars.indices.contains(start) else {
            return nil
        }
        if scalars[start] == "\"" || scalars[start] == "'" { start += 1 }
        let wanted = Array(key.unicodeScalars)
        let range = start..<(start + wanted.count)
        guard !wanted.isEmpty, range.upperBound <= scalars.count, Array(scalars[range]) == wanted else { return nil }
        scalars.replaceSubrange(range, with: repeatElement(filler, count: wanted.count))
        renamedKeys[SourcePlace(line: mark.line, column: mark.column)] = key
        var renamed = String.UnicodeScalarView()
        renamed.append(contentsOf: scalars)
        return String(renamed)
    }

    private static func offset(of mark: Mark, in scalars: [Unicode.Scalar]) -> Int? {
        var line = 1
        var index = 0
        while line < mark.line {
            guard index < scalars.count else { return nil }
            if scalars[index] == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n" { index += 1 }
            if SourceText.isBreak(scalars[index]) { line += 1 }
            index += 1
        }
        return index + mark.column - 1
    }

    private func convert(_ node: Node, aliases: [Mistake]) -> Outcome {
        var converter = NodeConverter(source: source, renamedKeys: renamedKeys)
        let document = converter.convert(node)
        if let alias = aliases.first, converter.meetsNodesAgain { return .failed([alias]) }
        return converter.mistakes.isEmpty ? .document(document) : .failed(converter.mistakes)
    }
}
