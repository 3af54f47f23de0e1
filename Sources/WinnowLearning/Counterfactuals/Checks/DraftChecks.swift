/// The checks that a revised text goes through before a person judges it, whoever wrote it.
///
/// They know the two texts and the pool's language, no labels and no model: whether a classifier is turned says nothing about
/// whether a reader is. Duplicates are for who has all items to see.
///
/// - Source: The pipeline of the reference research of this project (A8), after Wu et al. 2021 (Polyjuice) and others. Deviation:
///   a text that only had something appended is warned of, because that leaves the source label standing.
public struct DraftChecks: Sendable {
    /// How much may be edited.
    public var limits: EditLimits
    /// Tokens of the revised text over those of the original; outside a person is warned.
    public var lengthRatios: ClosedRange<Double>
    /// Of the pool's language; nil for no check of it.
    public var fluency: FluencyCheck?

    /// - Parameters: See the properties.
    public init(
        limits: EditLimits = EditLimits(),
        lengthRatios: ClosedRange<Double> = 0.5...2,
        fluency: FluencyCheck? = nil
    ) {
        self.limits = limits
        self.lengthRatios = lengthRatios
        self.fluency = fluency
    }

    /// What is noticed, the gravest first; nothing in a draft that is fine.
    public func findings(original: String, revised: String) -> [DraftFinding] {
        let (old, new) = (TokenizedText(original), TokenizedText(revised))
        let measure = EditMeasure(from: old, to: new)
        guard new.tokens.contains(where: { $0.isWord || $0.isPicture }) else {
            return [finding(.empty, .refuse, "The revised text has no words.")]
        }
        guard !measure.isNoChange else {
            return [
                finding(
                    .noChange,
                    .refuse,
                    "Nothing was changed that can be seen; edit the text so that the other label fits."
                )
            ]
        }
        let findings = [
            size(measure), length(measure), script(original, revised), encoding(original, revised),
            WrapperText.finding(original: original, revised: revised), appended(original, revised),
            fluency?.finding(original: old, revised: new),
        ]
        // Of equal ones the order above holds.
        return DraftSeverity.allCases.reversed().flatMap { severity in
            findings.compactMap { $0 }.filter { $0.severity == severity }
        }
    }

    private func size(_ measure: EditMeasure) -> DraftFinding? {
        let edited = "\(measure.distance) of \(measure.originalTokenCount) words were edited"
        switch limits.verdict(on: measure) {
        case .noChange, .fine: return nil
        case .warn:
            return finding(
                .tooManyEdits,
                .warn,
                "\(edited), which is more than most people need; look for a smaller edit."
            )
        case .block:
            return finding(
                .tooManyEdits,
                .block,
                "\(edited): that is a new text, not a minimal edit; go back to a smaller one, or say why it has to be so."
            )
        }
    }

    private func length(_ measure: EditMeasure) -> DraftFinding? {
        guard !lengthRatios.contains(measure.lengthRatio) else { return nil }
        let counts = "\(measure.originalTokenCount) words became \(measure.revisedTokenCount)"
        return finding(.length, .warn, "\(counts); a minimal edit hardly changes the length.")
    }

    private func script(_ original: String, _ revised: String) -> DraftFinding? {
        let (old, new) = (WritingSystems(original), WritingSystems(revised))
        let added = new.systems(beyond: old)
        guard !old.isEmpty, !added.isEmpty else { return nil }
        let names = added.map(\.rawValue).joined(separator: " and ")
        return finding(.script, .warn, "The revised text has \(names) letters, the original has none.")
    }

    private func encoding(_ original: String, _ revised: String) -> DraftFinding? {
        let known = Set(original.unicodeScalars.filter(isOdd))
        guard let odd = revised.unicodeScalars.first(where: { isOdd($0) && !known.contains($0) }) else { return nil }
        let number = String(odd.value, radix: 16, uppercase: true)
        let code = String(repeating: "0", count: max(0, 4 - number.count)) + number
        return finding(.encoding, .warn, "The character U+\(code) was not in the original and is none of a text's.")
    }

    private func appended(_ original: String, _ revised: String) -> DraftFinding? {
        let (old, new) = (original.withSingleSpaces, revised.withSingleSpaces)
        guard !old.isEmpty, new.hasPrefix(old) else { return nil }
        return finding(
            .appended,
            .warn,
            "The original stands unchanged with something said after it; change the words that carry the label instead."
        )
    }

    private func finding(_ code: DraftFindingCode, _ severity: DraftSeverity, _ message: String) -> DraftFinding {
        DraftFinding(code: code, severity: severity, message: message)
    }
}

extension TokenizedText.Token {
    /// Whether it is an emoji, a flag or another symbol that says something without words.
    fileprivate var isPicture: Bool {
        guard let first = text.unicodeScalars.first else { return false }
        return first.properties.generalCategory == .otherSymbol && !isOdd(first)
    }
}

/// Controls, private characters, unassigned ones, and what stands for bytes that could not be read.
private func isOdd(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control: !scalar.properties.isWhitespace
    case .privateUse, .unassigned: true
    default: scalar.value == 0xfffd
    }
}
