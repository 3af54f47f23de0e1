extension MergeTable {
    /// Reads `merges`: pairs of tokens, or texts with a space between the two.
    init(_ node: TokenizerNode, _ vocabulary: TokenVocabulary, prefix: [UInt8]) throws(EncoderError) {
        var merges: [(left: Int32, right: Int32, id: Int32)] = []
        for element in try node.elements() {
            guard let (left, right) = try MergeTable.pair(element) else { continue }
            guard right.count >= prefix.count else { throw element.damaged("its second token has no prefix") }
            merges.append(
                (
                    try element.id(of: left, in: vocabulary),
                    try element.id(of: right, in: vocabulary),
                    try element.id(of: left + right.dropFirst(prefix.count), in: vocabulary)
                )
            )
        }
        self.init(merges)
    }

    /// The two tokens of a merge; nil for a line that tells the format's version.
    private static func pair(_ node: TokenizerNode) throws(EncoderError) -> ([UInt8], [UInt8])? {
        if case .string(let text) = node.value {
            if text.starts(with: "#version".utf8) { return nil }
            let parts = text.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw node.damaged("two tokens with one space between were expected") }
            return (Array(parts[0]), Array(parts[1]))
        }
        let parts = try node.elements()
        guard parts.count == 2 else { throw node.damaged("two tokens were expected") }
        return (try parts[0].bytes(), try parts[1].bytes())
    }
}

extension TokenizerNode {
    fileprivate func id(of token: [UInt8], in vocabulary: TokenVocabulary) throws(EncoderError) -> Int32 {
        if let id = vocabulary.id(of: token) { return id }
        throw damaged("the vocabulary has no \"\(String(decoding: token, as: UTF8.self))\"")
    }
}
