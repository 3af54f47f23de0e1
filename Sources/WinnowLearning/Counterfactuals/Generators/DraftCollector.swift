/// Gathers the drafts of one request: none twice, none that changes nothing, none too many.
struct DraftCollector {
    let original: TokenizedText
    private let limit: Int
    private let unchanged: String
    private var seen = Set<String>()
    private(set) var drafts: [Draft] = []

    init(_ request: DraftRequest, original: TokenizedText) {
        self.original = original
        limit = request.limit
        unchanged = original.text.withSingleSpaces
    }

    /// Whether there are as many as were asked for.
    var isFull: Bool { drafts.count >= limit }

    /// - Parameter substitutions: Ascending; they do not overlap.
    mutating func add(_ substitutions: [Substitution], family: String? = nil) {
        guard !isFull else { return }
        let script = original.script(of: substitutions)
        // A script made of the text's own places always fits.
        guard let revised = try? script.apply(to: original.text) else { return }
        let normalised = revised.withSingleSpaces
        guard normalised != unchanged, seen.insert(normalised).inserted else { return }
        drafts.append(Draft(revised: revised, script: script, family: family))
    }
}
