private import Synchronization
internal import WinnowNumerics

/// Reads texts as sequences of tokens: with a prompt, up to a limit, or in pieces.
final class TokenReader: Sendable {
    private let tokenizer: Tokenizer
    private let prompt: String
    /// Tokens of a sequence, with the special ones.
    private let limit: Int
    private let isChunked: Bool
    private let cut = Atomic<Int>(0)

    init(_ tokenizer: Tokenizer, prompt: String, _ reading: TextReading, limit: Int) {
        self.tokenizer = tokenizer
        self.prompt = prompt
        self.limit = limit
        // A piece that has no room for text would never end.
        isChunked = reading.isChunked && limit > tokenizer.frame.before.count + tokenizer.frame.after.count
    }

    /// Texts so far of which the end was not read.
    var cutCount: Int { cut.load(ordering: .relaxed) }

    /// Sequences of texts, and the text that each is of; computed on several threads.
    func read(_ texts: [String]) -> (sequences: TokenBatch, owners: [Int]) {
        let size = 64
        let parts: [[[[Int32]]]] = ParallelFor.map((texts.count + size - 1) / size) { chunk in
            texts[chunk * size..<min(texts.count, (chunk + 1) * size)].map { text in pieces(of: text) }
        }
        var sequences = TokenBatch()
        var owners: [Int] = []
        for (text, pieces) in parts.joined().enumerated() {
            for piece in pieces {
                sequences.append(piece)
                owners.append(text)
            }
        }
        return (sequences, owners)
    }

    private func pieces(of text: String) -> [[Int32]] {
        let sequence = tokenizer.tokens(of: prompt + text, limit: limit)
        guard sequence.isCut else { return [sequence.ids] }
        guard isChunked else {
            cut.wrappingAdd(1, ordering: .relaxed)
            return [sequence.ids]
        }
        let (before, after) = (tokenizer.frame.before, tokenizer.frame.after)
        let tokens = tokenizer.rawTokens(of: prompt + text)
        var room = limit - before.count - after.count
        // Each piece has the prompt, unless that would be most of it.
        let asked = prompt.isEmpty ? [] : tokenizer.rawTokens(of: prompt)
        let lead = asked.count <= room / 2 && tokens.starts(with: asked) ? asked : []
        room -= lead.count
        return stride(from: lead.count, to: tokens.count, by: room).map { start -> [Int32] in
            let part = tokens[start..<min(start + room, tokens.count)]
            return before + lead + Array(part) + after
        }
    }
}
