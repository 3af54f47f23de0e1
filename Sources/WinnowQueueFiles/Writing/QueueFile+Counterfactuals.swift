import WinnowDomain

extension QueueFile {
    /// The keys of the section and their values as a file writes them.
    static func entries(of pairs: CounterfactualDefinition) -> [(key: String, value: String)] {
        [
            ("verification", pairs.verification.rawValue),
            ("select", pairs.selection.rawValue),
            ("share", YAMLText.number(pairs.share)),
            ("weight", pairs.weight.map(YAMLText.number) ?? "auto"),
            ("loss", pairs.loss.rawValue),
            ("strength", YAMLText.number(pairs.strength)),
            ("invariance", YAMLText.number(pairs.invariance)),
            ("drafts", YAMLText.number(pairs.draftWeight)),
        ]
    }
}
