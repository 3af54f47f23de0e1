internal import WinnowDomain
internal import WinnowLearning

/// How a text is cut into words, in JSON: what each character does, by ranges, so that nobody needs the same tables of Unicode.
struct CharacterDescription {
    func append(to out: inout JSONText) {
        out.object { out in
            out.member("version", .integer(NormalizedText.version))
            out.member("steps", .array(["nfkc", "upper", "lower", "nfkc"]))
            out.member("part") { append(.part, to: &$0) }
            out.member("whole") { append(.whole, to: &$0) }
            out.member("unseen") { append(.unseen, to: &$0) }
        }
    }

    private func append(_ kind: CharacterRanges.Kind, to out: inout JSONText) {
        out.array { out in
            for range in CharacterRanges.shared[kind] { out.numbers([range.lowerBound, range.upperBound]) }
        }
    }
}
