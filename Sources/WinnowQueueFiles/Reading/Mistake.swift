import Yams

/// Something wrong in a file, before it is rendered with its line.
struct Mistake: Hashable {
    let severity: QueueFileDiagnostic.Severity
    let place: SourcePlace
    let message: String

    init(_ place: SourcePlace, _ message: String, severity: QueueFileDiagnostic.Severity = .error) {
        self.severity = severity
        self.place = place
        self.message = message
    }
}

extension Mistake {
    /// What the YAML parser found.
    init(_ error: YamlError) {
        switch error {
        case .scanner(let context, let problem, let mark, _),
            .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let place = SourcePlace(line: mark.line, column: mark.column)
            self.init(place, Mistake.message(problem, context: context?.text))
        case .reader(let problem, _, _, _), .writer(let problem), .emitter(let problem), .representer(let problem):
            self.init(SourcePlace(line: 1, column: 1), "this is not YAML: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            let place = SourcePlace(line: context.mark.line, column: context.mark.column)
            self.init(place, "the key `\(keys.first ?? "")` stands more than once in this mapping")
        case .no, .memory, .dataCouldNotBeDecoded:
            self.init(SourcePlace(line: 1, column: 1), "this cannot be read as YAML")
        }
    }

    /// The parser's words with, for the frequent mistakes, how they are mended.
    private static func message(_ problem: String, context: String?) -> String {
        if problem.contains("nesting level") {
            return "this is nested too deeply; no value of a queue file is more than a few levels deep"
        }
        let problem = problem.hasSuffix(".") ? String(problem.dropLast()) : problem
        let what = "this is not YAML: " + ([context, problem].compactMap(\.self).joined(separator: ": "))
        let remedies: [(part: String, remedy: String)] = [
            ("cannot start any token", "indent with spaces, and quote text that begins with a special character"),
            ("mapping values are not allowed", "quote text that contains a colon and a space"),
            ("could not find expected ':'", "put a colon and a space after the key"),
            ("did not find expected key", "check the indentation and quotes of this line and the one before"),
            ("unexpected end of stream", "close the quote or bracket that was opened"),
            ("did not find expected ',' or", "close the bracket that was opened, or quote the text"),
            ("found undefined alias", "quote text that begins with `*`"),
            ("another document", "a queue file is one document; delete the `---` and what follows it"),
        ]
        guard let remedy = remedies.first(where: { problem.contains($0.part) })?.remedy else { return what }
        return "\(what); \(remedy)"
    }
}
