package import WinnowDomain

/// The queue file: YAML that a person writes, read into a definition and written from one.
package enum QueueFile {
    /// What reading a file gave: a definition when there is no error, and everything that was noticed, by place.
    package struct Reading: Hashable, Sendable {
        package let definition: QueueDefinition?
        package let diagnostics: [QueueFileDiagnostic]

        package var errors: [QueueFileDiagnostic] { diagnostics.filter { $0.severity == .error } }
        package var warnings: [QueueFileDiagnostic] { diagnostics.filter { $0.severity == .warning } }
    }

    /// Reads a file's bytes.
    ///
    /// - Parameters:
    ///   - bytes: The whole file, UTF-8, with or without a byte order mark.
    ///   - name: What diagnostics call the file, usually its path.
    /// - Returns: A definition, unless there are errors; never a trap, whatever the bytes are.
    package static func read(_ bytes: some Collection<UInt8>, name: String) -> Reading {
        if bytes.count > DocumentReader.largestByteCount {
            let message = "the file has \(bytes.count) bytes; a queue file has at most 1 MiB"
            return failed([Mistake(SourcePlace(line: 1, column: 1), message)], name: name, source: SourceText(""))
        }
        guard let text = String(validating: Array(bytes), as: UTF8.self) else {
            let source = SourceText(validPrefix(of: Array(bytes)))
            let line = source.lineCount
            let place = SourcePlace(line: line, column: source.scalars(ofLine: line).count + 1)
            return failed([Mistake(place, "this is not UTF-8; save the file as UTF-8")], name: name, source: source)
        }
        return read(text: text, name: name)
    }

    /// Reads a file's text.
    package static func read(text: String, name: String) -> Reading {
        if text.utf8.count > DocumentReader.largestByteCount { return read(Array(text.utf8), name: name) }
        let marked = text.unicodeScalars.first == "\u{feff}"
        let source = SourceText(marked ? String(text.unicodeScalars.dropFirst()) : text)
        var reader = DocumentReader(source)
        switch reader.read() {
        case .failed(let mistakes): return failed(mistakes, name: name, source: source)
        case .document(let document): return check(document, name: name, source: source)
        }
    }

    private static func check(_ document: FileNode, name: String, source: SourceText) -> Reading {
        var checker = FileChecker()
        let file = checker.checkMapping(document, as: QueueFileKeys.file, path: "")
        let mistakes = checker.mistakes + CombinationChecks(file).mistakes
        guard !mistakes.contains(where: { $0.severity == .error }) else {
            return failed(mistakes, name: name, source: source)
        }
        guard let definition = DefinitionBuilder(file: file).definition() else {
            let mistake = Mistake(document.place, "the file could not be understood; please report it as a bug")
            return failed(mistakes + [mistake], name: name, source: source)
        }
        return Reading(definition: definition, diagnostics: rendered(mistakes, name: name, source: source))
    }

    private static func failed(_ mistakes: [Mistake], name: String, source: SourceText) -> Reading {
        Reading(definition: nil, diagnostics: rendered(mistakes, name: name, source: source))
    }

    /// Only this many are shown; who made more mistakes has something else in mind.
    private static let mostDiagnostics = 100

    private static func rendered(_ mistakes: [Mistake], name: String, source: SourceText) -> [QueueFileDiagnostic] {
        let placed = mistakes.map { Mistake(source.clamped($0.place), $0.message, severity: $0.severity) }
        var shown = placed.enumerated().sorted { left, right in
            (left.element.place.line, left.element.place.column, left.offset)
                < (right.element.place.line, right.element.place.column, right.offset)
        }.map(\.element)
        if shown.count > mostDiagnostics {
            let rest = shown.count - mostDiagnostics
            let last = Mistake(shown[mostDiagnostics].place, "there are \(rest) more mistakes from here on")
            shown = shown.prefix(mostDiagnostics) + [last]
        }
        return shown.map { QueueFileDiagnostic($0, file: name, source: source) }
    }

    /// The text before the first byte that is not UTF-8.
    private static func validPrefix(of bytes: [UInt8]) -> String {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var prefix = String.UnicodeScalarView()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { prefix.append(scalar) }
        return String(prefix)
    }
}
