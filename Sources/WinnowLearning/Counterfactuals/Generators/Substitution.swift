/// What takes the place of some tokens.
struct Substitution: Hashable, Sendable {
    /// Of the original.
    let tokens: Range<Int>
    /// Empty where they are left out.
    let text: String

    /// Words on the larger side, by which the size of an edit is reckoned before it is made.
    var size: Int { max(tokens.count, text.isEmpty ? 0 : text.count { $0 == " " } + 1) }
}

extension TokenizedText {
    /// The edits that substitutions come to: articles agree with what follows them, and what is left out takes a space along.
    ///
    /// It takes that before it; at the beginning of the text, behind an opening mark and where the one before it was taken
    /// already, that behind it. Within `well-made` there is none to take.
    ///
    /// - Parameter substitutions: Ascending; they do not overlap.
    func script(of substitutions: [Substitution]) -> EditScript {
        var edits: [TextEdit] = []
        for substitution in substitutions {
            if let article = article(before: substitution), article.start >= edits.last?.end ?? 0 {
                edits.append(article)
            }
            let scalars = scalars(replacedBy: substitution, behind: edits.last?.end ?? 0)
            if !scalars.isEmpty || !substitution.text.isEmpty {
                edits.append(TextEdit(start: scalars.lowerBound, end: scalars.upperBound, text: substitution.text))
            }
        }
        return EditScript(ascending: edits)
    }

    /// - Parameter end: Of the edit before: two that are left out side by side would both take the space between them.
    private func scalars(replacedBy substitution: Substitution, behind end: Int) -> Range<Int> {
        let range = scalars(of: substitution.tokens)
        guard substitution.text.isEmpty, let place = substitution.tokens.first else { return range }
        let before = gapScalars(before: place)
        let isTaken = !before.isEmpty && end >= before.upperBound
        if place == 0 || isTaken || before.isEmpty && isOpening(place - 1) {
            return range.lowerBound..<gapScalars(before: substitution.tokens.upperBound).upperBound
        }
        return before.lowerBound..<range.upperBound
    }

    /// Whether a token is a mark that belongs to what follows it: a bracket, or a quotation mark that nothing is right before.
    private func isOpening(_ place: Int) -> Bool {
        guard let scalar = tokens[place].text.unicodeScalars.first else { return false }
        switch scalar.properties.generalCategory {
        case .openPunctuation, .initialPunctuation: return true
        default: return ["\"", "'"].contains(scalar) && (place == 0 || !gapScalars(before: place).isEmpty)
        }
    }

    /// `a` before what now begins with a vowel becomes `an`, and the other way round.
    ///
    /// By letters, not by sounds: `hour` and `union` get the wrong article, as they do from other simple rules.
    private func article(before substitution: Substitution) -> TextEdit? {
        let place = substitution.tokens.lowerBound - 1
        guard place >= 0, substitution.tokens.lowerBound < tokens.count, let new = substitution.text.first,
            let old = tokens[substitution.tokens.lowerBound].text.first, new.isLetter, old.isLetter
        else { return nil }
        let token = tokens[place]
        guard token.key == "a" || token.key == "an" else { return nil }
        func isVowel(_ letter: Character) -> Bool { "aeiou".contains(letter.lowercased()) }
        guard isVowel(new) != isVowel(old), isVowel(old) == (token.key == "an") else { return nil }
        let article = Casing(of: token.text).applied(to: isVowel(new) ? "an" : "a")
        return TextEdit(start: token.scalars.lowerBound, end: token.scalars.upperBound, text: article)
    }

    /// Whether a sentence begins with a token.
    func isSentenceStart(_ place: Int) -> Bool {
        place == 0 || place <= tokens.count && [".", "!", "?"].contains(tokens[place - 1].key)
    }

    /// The number of each token's sentence, from 1.
    var sentences: [Int] {
        var number = 0
        return tokens.indices.map { place in
            if isSentenceStart(place) { number += 1 }
            return number
        }
    }

    /// A text in the case that some tokens are written in.
    func inCase(of range: Range<Int>, _ text: String) -> String {
        let original = self.text(of: range)
        let casing = Casing(of: original)
        // The pronoun has no other case.
        if casing == .capitalized, Casing.isPronoun(original), !isSentenceStart(range.lowerBound) { return text }
        return casing.applied(to: text)
    }
}
