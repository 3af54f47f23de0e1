/// The special tokens around a text.
struct TokenFrame: Sendable {
    var before: [Int32] = []
    var after: [Int32] = []

    var count: Int { before.count + after.count }

    /// This frame with another one around it.
    func framed(by outer: TokenFrame) -> TokenFrame {
        TokenFrame(before: outer.before + before, after: after + outer.after)
    }
}

extension TokenFrame {
    private static let known = ["BertProcessing", "ByteLevel", "RobertaProcessing", "Sequence", "TemplateProcessing"]

    /// Reads `post_processor` of a `tokenizer.json`: what it does to one text. What it does to a pair is ignored.
    init(_ node: TokenizerNode) throws(EncoderError) {
        let type = try node.type()
        switch type {
        case "ByteLevel": self.init()
        case "BertProcessing", "RobertaProcessing":
            self.init(
                before: [try TokenFrame.pairID(node.member("cls"))],
                after: [try TokenFrame.pairID(node.member("sep"))]
            )
        case "Sequence":
            self.init()
            for part in try node.member("processors").elements() { self = framed(by: try TokenFrame(part)) }
        case "TemplateProcessing": self = try TokenFrame.template(node)
        default: throw try node.member("type").unknown("post-processor", type, known: TokenFrame.known)
        }
    }

    /// The id of `["[SEP]", 102]`.
    private static func pairID(_ node: TokenizerNode) throws(EncoderError) -> Int32 {
        let elements = try node.elements()
        guard elements.count == 2 else { throw node.damaged("a token and its id were expected") }
        return try elements[1].id()
    }

    private static func template(_ node: TokenizerNode) throws(EncoderError) -> TokenFrame {
        let single = try node.member("single")
        let specials = try node.member("special_tokens")
        var frame = TokenFrame()
        var textCount = 0
        for piece in try single.elements() {
            if let sequence = try piece.optional("Sequence") {
                let name = try sequence.member("id").string()
                guard name == "A" else { throw sequence.damaged("only the sequence A is in a single text") }
                textCount += 1
                continue
            }
            let name = try piece.member("SpecialToken").member("id").string()
            let ids = try specials.member(name).member("ids").elements()
            for id in ids {
                if textCount == 0 { frame.before.append(try id.id()) } else { frame.after.append(try id.id()) }
            }
        }
        guard textCount == 1 else { throw single.damaged("it has the text \(textCount) times") }
        return frame
    }
}
