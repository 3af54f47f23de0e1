/// Numbers for tokens, the same for the same token, so that comparing two of them costs nothing.
struct TokenNumbers {
    let original: [Int32]
    let revised: [Int32]

    /// Tokens are the same when their keys are.
    static func folded(_ original: TokenizedText, _ revised: TokenizedText) -> TokenNumbers {
        var dealer = NumberDealer<String>()
        return TokenNumbers(
            original: original.tokens.map { dealer.number(of: $0.key) },
            revised: revised.tokens.map { dealer.number(of: $0.key) }
        )
    }

    /// Tokens are the same when their bytes are.
    static func exact(_ original: TokenizedText, _ revised: TokenizedText) -> TokenNumbers {
        var dealer = NumberDealer<ExactText>()
        return TokenNumbers(
            original: original.tokens.map { dealer.number(of: ExactText(text: $0.text)) },
            revised: revised.tokens.map { dealer.number(of: ExactText(text: $0.text)) }
        )
    }
}

private struct NumberDealer<Key: Hashable> {
    private var numbers: [Key: Int32] = [:]

    mutating func number(of key: Key) -> Int32 {
        if let number = numbers[key] { return number }
        let number = Int32(truncatingIfNeeded: numbers.count)
        numbers[key] = number
        return number
    }
}

/// A text that is equal to another of the same bytes only: strings are also equal when they are canonically equivalent.
private struct ExactText: Hashable {
    let text: Substring

    static func == (left: ExactText, right: ExactText) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}
