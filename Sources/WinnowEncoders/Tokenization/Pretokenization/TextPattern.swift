/// A pattern that a tokenizer's file has: a text, or one of the regular expressions that published models use.
///
/// Regular expressions are recognized by their exact text and matched by hand. Any other one is refused: an engine for
/// all of them would be slower, and could be made to take exponential time by a file.
enum TextPattern: Sendable {
    case literal([UInt8])
    /// GPT-2, RoBERTa.
    case gpt2
    /// CLIP.
    case clip
    /// cl100k, Llama 3 with 3 digits; Qwen 2 with 1.
    case cl100k(digits: Int)
    /// o200k (GPT-4o) with contractions and 3 digits; Mistral's Tekken with neither.
    case o200k(hasContractions: Bool, digits: Int)
    case run(TextRun)

    private static let contractions = "'s|'t|'re|'ve|'m|'ll|'d"
    private static let spaces = #"\s+(?!\S)|\s+"#
    private static let upperLike = #"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]"#
    private static let lowerLike = #"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"#
    private static let glue = #"[^\r\n\p{L}\p{N}]?"#

    private static func cl100kText(digits: String) -> String {
        #"(?i:\#(contractions))|\#(glue)\p{L}+|\p{N}\#(digits)| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\#(spaces)"#
    }

    private static func o200kText(contractions: String, digits: String) -> String {
        let words = "\(glue)\(upperLike)*\(lowerLike)+\(contractions)|\(glue)\(upperLike)+\(lowerLike)*\(contractions)"
        return words + #"|\p{N}\#(digits)| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\#(spaces)"#
    }

    private static let known: [(text: String, pattern: TextPattern)] = [
        (#"\#(contractions)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\#(spaces)"#, .gpt2),
        (#"\#(contractions)|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"#, .clip),
        (cl100kText(digits: "{1,3}"), .cl100k(digits: 3)),
        (cl100kText(digits: ""), .cl100k(digits: 1)),
        (
            o200kText(contractions: "(?i:\(contractions))?", digits: "{1,3}"),
            .o200k(hasContractions: true, digits: 3)
        ),
        (o200kText(contractions: "", digits: ""), .o200k(hasContractions: false, digits: 1)),
        (" +", .run(TextRun(members: .spaces, counts: 1...Int.max))),
        (" {2,}", .run(TextRun(members: .spaces, counts: 2...Int.max))),
        (#"\s+"#, .run(TextRun(members: .whitespace, counts: 1...Int.max))),
        (#"\s{2,}|[\n\r\t]"#, .run(TextRun(members: .whitespaceOrControl, counts: 2...Int.max))),
        ("[0-9][0-9][0-9]", .run(TextRun(members: .digits, counts: 3...3))),
        (#"\p{N}"#, .run(TextRun(members: .numbers, counts: 1...1))),
        (#"\p{N}{1,3}"#, .run(TextRun(members: .numbers, counts: 1...3))),
    ]

    /// Reads `{"String": …}` or `{"Regex": …}`.
    init(_ node: TokenizerNode) throws(EncoderError) {
        if let literal = try node.optional("String") {
            let bytes = try literal.bytes()
            guard !bytes.isEmpty else { throw literal.damaged("it is empty") }
            self = .literal(bytes)
            return
        }
        let regex = try node.member("Regex")
        let text = try regex.string()
        guard let known = TextPattern.known.first(where: { $0.text == text }) else {
            throw regex.unknown("pattern", text, known: TextPattern.known.map(\.text))
        }
        self = known.pattern
    }

    /// The first match that starts at `start` or later and ends at `end` or earlier; never an empty one.
    @inline(__always)
    func firstMatch(in text: Span<UInt8>, from start: Int, to end: Int) -> Range<Int>? {
        guard start < end else { return nil }
        switch self {
        case .literal(let literal): return text.firstMatch(of: literal, from: start, to: end)
        case .gpt2: return start..<text.endOfGPT2Word(at: start, to: end)
        case .clip: return text.clipWord(from: start, to: end)
        case .cl100k(let digits): return start..<text.endOfCL100KWord(at: start, to: end, digits: digits)
        case .o200k(let hasContractions, let digits):
            return start..<text.endOfO200KWord(at: start, to: end, hasContractions: hasContractions, digits: digits)
        case .run(let run): return run.firstMatch(in: text, from: start, to: end)
        }
    }
}

extension Span<UInt8> {
    fileprivate func firstMatch(of literal: [UInt8], from start: Int, to end: Int) -> Range<Int>? {
        var offset = start
        while offset + literal.count <= end {
            if self[offset] == literal[0], starts(with: literal, at: offset, to: end) {
                return offset..<offset + literal.count
            }
            offset += 1
        }
        return nil
    }
}
