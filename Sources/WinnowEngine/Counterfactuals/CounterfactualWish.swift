package import WinnowDomain

/// A counterfactual as somebody wrote it, before it is checked.
package struct CounterfactualWish: Sendable {
    /// The id of the item that was edited.
    package var item: String
    package var kind: Counterfactual.Kind
    /// The name of the label that the text is to have; of no meaning for an invariance.
    package var target: String?
    /// The edited texts by field; fields that are left out stay as they are.
    package var texts: [String: String]
    /// The text cannot be made to have the label by small edits.
    package var isImpossible: Bool
    package var seconds: Double?
    /// Why there are more edits than usual.
    package var overrideReason: String?
    /// The draft that it was made from.
    package var draft: CounterfactualID?
    /// What it is known by when it is sent again.
    package var key: String?

    package init(
        item: String,
        kind: Counterfactual.Kind = .flip,
        target: String? = nil,
        texts: [String: String],
        isImpossible: Bool = false,
        seconds: Double? = nil,
        overrideReason: String? = nil,
        draft: CounterfactualID? = nil,
        key: String? = nil
    ) {
        self.item = item
        self.kind = kind
        self.target = target
        self.texts = texts
        self.isImpossible = isImpossible
        self.seconds = seconds
        self.overrideReason = overrideReason
        self.draft = draft
        self.key = key
    }
}

/// Why a counterfactual is not stored.
package struct CounterfactualRefusal: CodedError, Hashable {
    /// What can be mended about the text, where that is the reason.
    package let findings: [RevisedText.Finding]
    package let description: String

    package init(_ description: String, findings: [RevisedText.Finding] = []) {
        self.description = description
        self.findings = findings
    }

    /// Of an item that nobody has labelled.
    package init(unlabelled item: String) {
        self.init("the item \"\(item)\" has no label yet; label it first")
    }

    package var code: ErrorCode { .refused }
}
