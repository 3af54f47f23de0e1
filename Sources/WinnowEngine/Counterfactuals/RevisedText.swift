package import WinnowDomain
internal import WinnowLearning

/// An item's text as somebody edited it: what it is then, how much was edited, and what is to be said to that.
package struct RevisedText: Sendable {
    /// Something to be said to an edit before it is stored.
    package struct Finding: Hashable, Sendable {
        package enum Severity: String, Hashable, Sendable, Codable {
            /// It is stored all the same.
            case warning
            /// It is stored with a reason.
            case block
            /// It is not stored.
            case refusal
        }

        /// A word that never changes.
        package let code: String
        package let severity: Severity
        /// For a person, with what to do.
        package let sentence: String

        package init(code: String, severity: Severity, sentence: String) {
            self.code = code
            self.severity = severity
            self.sentence = sentence
        }
    }

    /// A piece of the original or the revised text, or of both.
    package struct Piece: Hashable, Sendable {
        package enum Kind: String, Hashable, Sendable, Codable {
            case same
            case gone
            case new
        }

        package let kind: Kind
        package let text: String

        package init(kind: Kind, text: String) {
            self.kind = kind
            self.text = text
        }
    }

    /// The item's data with the edited fields.
    package let data: JSON
    /// What annotators read.
    package let text: String
    package let edit: EditSummary
    package let findings: [Finding]
    /// The share of people's edits that changed less, 0…1; see `HumanEdits`.
    package let humanShare: Double
    /// How much is edited of what is taken without a reason; above 1 it is more.
    package let load: Double
    /// Where on that scale half of people's edits are, nine in ten, and where a warning begins; 0…1, ascending. Of short texts
    /// only the last, because people's were long.
    package let marks: [Double]
    /// The texts of the fields, one after the other, as words that stayed, went and came.
    package let pieces: [Piece]

    /// - Parameters:
    ///   - texts: Of fields that the template names; others stay as they are.
    ///   - original: The item that was edited.
    package init(_ texts: [String: String], of original: Item, in queue: Queue) {
        self.init(texts, of: original, in: queue, checks: DraftChecks())
    }

    /// - Parameter checks: Those that know how the queue's texts read.
    init(_ texts: [String: String], of original: Item, in queue: Queue, checks: DraftChecks) {
        let template = queue.definition.item.text
        let fields = ItemFields(of: original.data, template: template).fields
        var edited: [String: String] = [:]
        for field in fields {
            edited[field.name] = texts[field.name].map { TextLines($0).ending(like: TextLines(field.text)) }
        }
        data = original.data.replacing(edited)
        let before = (try? template.text(of: original.data)) ?? ""
        var failure: TextTemplate.Shortfall?
        do throws(TextTemplate.Shortfall) {
            text = try template.text(of: data)
        } catch {
            text = ""
            failure = error
        }
        let measure = EditMeasure(from: before, to: text)
        var replacements: [EditSummary.Replacement] = []
        var pieces: [Piece] = []
        for field in fields {
            let script = EditScript(from: field.text, to: edited[field.name] ?? field.text)
            replacements += script.edits.map {
                EditSummary.Replacement(field: field.name, start: $0.start, end: $0.end, text: $0.text)
            }
            if !pieces.isEmpty { pieces.append(Piece(kind: .same, text: "\n")) }
            pieces += Self.pieces(field.text, script)
        }
        edit = EditSummary(
            replacements: replacements,
            distance: measure.distance,
            tokenCount: measure.originalTokenCount,
            segmentCount: measure.segmentCount,
            lengthRatio: measure.lengthRatio
        )
        humanShare = HumanEdits.share(below: measure.ratio)
        (load, marks) = Self.scale(measure, EditLimits())
        self.pieces = pieces
        findings = failure.map { [Self.finding(for: $0)] } ?? Self.findings(before, text, checks)
    }

    package var isRefused: Bool { findings.contains { $0.severity == .refusal } }
    package var needsReason: Bool { findings.contains { $0.severity == .block } }

    /// The measure in words.
    package var summary: String {
        if edit.distance == 0 { return "Nothing is changed yet." }
        let percent = Int((100 * edit.ratio).rounded())
        let count = "\(edit.distance) of \(edit.tokenCount) words and marks changed (\(percent) %)"
        guard marks.count > 1 else { return count + "." }
        return count + ": more than \(Int((100 * humanShare).rounded())) % of people's edits."
    }

    private static func scale(_ measure: EditMeasure, _ limits: EditLimits) -> (load: Double, marks: [Double]) {
        if measure.originalTokenCount < limits.shortTokenCount {
            let most = Double(max(1, limits.shortBlockingDistance))
            return (Double(measure.distance) / most, [Double(limits.shortWarningDistance) / most])
        }
        let marks = [0.5, 0.9].map { HumanEdits.ratio(below: $0) } + [limits.warningRatio]
        return (measure.ratio / limits.blockingRatio, marks.map { min(1, $0 / limits.blockingRatio) })
    }

    private static func finding(for failure: TextTemplate.Shortfall) -> Finding {
        let sentence: String =
            switch failure {
            case .empty: "Nothing is left of the text; write what it is to say."
            case .missing(let field): "The item has no field \"\(field)\"."
            case .notText(let field, let kind): "The field \"\(field)\" is \(kind) and no text."
            }
        return Finding(code: "no-text", severity: .refusal, sentence: sentence)
    }

    private static func findings(_ original: String, _ revised: String, _ checks: DraftChecks) -> [Finding] {
        checks.findings(original: original, revised: revised).map { finding in
            let severity: Finding.Severity =
                switch finding.severity {
                case .warn: .warning
                case .block: .block
                case .refuse: .refusal
                }
            return Finding(code: finding.code.rawValue, severity: severity, sentence: finding.message)
        }
    }

    private static func pieces(_ original: String, _ script: EditScript) -> [Piece] {
        let scalars = Array(original.unicodeScalars)
        func text(_ range: Range<Int>) -> String {
            String(String.UnicodeScalarView(scalars[range.clamped(to: 0..<scalars.count)]))
        }
        var pieces: [Piece] = []
        var place = 0
        for edit in script.edits {
            pieces.append(Piece(kind: .same, text: text(place..<max(place, edit.start))))
            pieces.append(Piece(kind: .gone, text: text(edit.start..<edit.end)))
            pieces.append(Piece(kind: .new, text: edit.text))
            place = edit.end
        }
        pieces.append(Piece(kind: .same, text: text(min(place, scalars.count)..<scalars.count)))
        return pieces.filter { !$0.text.isEmpty }
    }

    /// The pieces of a stored edit, one field after the other.
    package static func pieces(of edit: EditSummary, on original: Item, in queue: Queue) -> [Piece] {
        var pieces: [Piece] = []
        for field in ItemFields(of: original.data, template: queue.definition.item.text).fields {
            let own = edit.replacements.filter { $0.field == field.name }
                .map { TextEdit(start: $0.start, end: $0.end, text: $0.text) }
            guard let script = try? EditScript(edits: own) else { continue }
            if !pieces.isEmpty { pieces.append(Piece(kind: .same, text: "\n")) }
            pieces += Self.pieces(field.text, script)
        }
        return pieces
    }
}
