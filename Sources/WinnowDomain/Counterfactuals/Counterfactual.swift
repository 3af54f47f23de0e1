/// A minimal edit of an item's text: with the original, a pair that teaches what matters.
///
/// A row that never changes, but for the revised item that it becomes. What was decided about it are steps.
package struct Counterfactual: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// The edit is to change the label.
        case flip
        /// The edit is to leave the label as it is.
        case invariance
    }

    /// Who wrote the revised text.
    package enum Author: Hashable, Sendable {
        /// A person, or a source of pairs that is treated as one.
        case annotator(AnnotatorID)
        case generator(DraftOrigin)
    }

    package let id: CounterfactualID
    /// The item that was edited.
    package let parent: ItemID
    /// What the parent goes back to: itself, unless it is a duplicate or a revised text.
    package let root: ItemID
    /// The item that the revised text is; nil while it is a draft.
    package let item: ItemID?
    package let kind: Kind
    /// The label that the parent had.
    package let source: LabelID
    /// The label that the revised text is to have; the same one for an invariance.
    package let target: LabelID
    /// The parent's data with the edited fields.
    package let data: JSON
    package let edit: EditSummary
    package let author: Author
    /// The draft that a person went out from.
    package let draft: CounterfactualID?
    /// Time that it took to write, in seconds.
    package let seconds: Double?
    /// Why the author wanted more edits than are usual.
    package let overrideReason: String?
    package let event: EventNumber
    package let at: Moment

    package init(
        id: CounterfactualID,
        parent: ItemID,
        root: ItemID,
        item: ItemID?,
        kind: Kind,
        source: LabelID,
        target: LabelID,
        data: JSON,
        edit: EditSummary,
        author: Author,
        draft: CounterfactualID? = nil,
        seconds: Double? = nil,
        overrideReason: String? = nil,
        event: EventNumber,
        at: Moment
    ) {
        self.id = id
        self.parent = parent
        self.root = root
        self.item = item
        self.kind = kind
        self.source = source
        self.target = target
        self.data = data
        self.edit = edit
        self.author = author
        self.draft = draft
        self.seconds = seconds
        self.overrideReason = overrideReason
        self.event = event
        self.at = at
    }

    /// Whether it says that the text cannot be flipped by small edits: nothing is edited.
    package var isImpossible: Bool { kind == .flip && edit.replacements.isEmpty }

    /// The one who wrote it, where that is somebody.
    package var writer: AnnotatorID? {
        if case .annotator(let id) = author { id } else { nil }
    }
}

/// What made a draft: with its settings and seed it makes the same again.
package struct DraftOrigin: Hashable, Sendable, Codable {
    /// The versioned id: `memory.v1`.
    package var id: String
    package var settings: [String: String]
    package var seed: UInt64?
    /// The model version that it asked.
    package var modelVersion: Int?
    /// What a model said that knew nothing of the root; nil where none could be asked.
    package var view: View?

    /// The probability of the label that the revised text is to have, 0…1.
    package struct View: Hashable, Sendable, Codable {
        /// For the original.
        package var before: Double
        /// For the revised text.
        package var after: Double

        package init(before: Double, after: Double) {
            self.before = before
            self.after = after
        }
    }

    package init(
        id: String,
        settings: [String: String] = [:],
        seed: UInt64? = nil,
        modelVersion: Int? = nil,
        view: View? = nil
    ) {
        self.id = id
        self.settings = settings
        self.seed = seed
        self.modelVersion = modelVersion
        self.view = view
    }
}

/// How a text was edited, and how much.
package struct EditSummary: Hashable, Sendable, Codable {
    /// One replacement in a field of the data.
    package struct Replacement: Hashable, Sendable, Codable {
        /// The field, as the queue's template names it.
        package var field: String
        /// Unicode scalars of the field's original text.
        package var start: Int
        package var end: Int
        /// What stands there instead.
        package var text: String

        package init(field: String, start: Int, end: Int, text: String) {
            self.field = field
            self.start = start
            self.end = end
            self.text = text
        }
    }

    /// By field in the order of the template, and then from left to right.
    package var replacements: [Replacement]
    /// Words and punctuation marks put in, taken out or exchanged, at least 0.
    package var distance: Int
    /// Words and punctuation marks of the original, at least 0.
    package var tokenCount: Int
    /// Stretches that were edited.
    package var segmentCount: Int
    /// Tokens of the revised text over those of the original.
    package var lengthRatio: Double

    package init(
        replacements: [Replacement],
        distance: Int,
        tokenCount: Int,
        segmentCount: Int,
        lengthRatio: Double
    ) {
        self.replacements = replacements
        self.distance = distance
        self.tokenCount = tokenCount
        self.segmentCount = segmentCount
        self.lengthRatio = lengthRatio
    }

    /// Edited tokens over those of the original.
    package var ratio: Double { Double(distance) / Double(max(tokenCount, 1)) }
}
