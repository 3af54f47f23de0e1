package import WinnowDomain

/// A counterfactual to be stored, or looked at before it is.
package struct CounterfactualRequest: Sendable, Codable {
    /// The id of the item that was edited.
    package var item: String
    /// Else `flip`.
    package var kind: Counterfactual.Kind?
    /// The label that the text is to have; for a flip.
    package var target: String?
    /// The edited texts by field; those that are left out stay as they are.
    package var texts: [String: String]?
    /// True: the text cannot be made to have the label by small edits.
    package var isImpossible: Bool?
    package var seconds: Double?
    /// Why there are more edits than usual.
    package var overrideReason: String?
    /// The number of the draft that it was made from.
    package var draft: Int64?
    /// What it is known by when it is sent again.
    package var key: String?

    package init(
        item: String,
        kind: Counterfactual.Kind? = nil,
        target: String? = nil,
        texts: [String: String]? = nil,
        isImpossible: Bool? = nil,
        seconds: Double? = nil,
        overrideReason: String? = nil,
        draft: Int64? = nil,
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

/// What is to be said to an edit while it is being written.
package struct CounterfactualCheck: Sendable, Codable {
    package struct Finding: Sendable, Codable {
        package let code: String
        /// `warning`, `block` (stored with a reason) or `refusal`.
        package let severity: String
        package let sentence: String

        package init(code: String, severity: String, sentence: String) {
            self.code = code
            self.severity = severity
            self.sentence = sentence
        }
    }

    /// A piece of the original, the revised text, or both.
    package struct Piece: Sendable, Codable {
        /// `same`, `gone` or `new`.
        package let kind: String
        package let text: String

        package init(kind: String, text: String) {
            self.kind = kind
            self.text = text
        }
    }

    /// A place where people made an edit before, and what they put there.
    package struct Chip: Sendable, Codable {
        package let field: String
        /// Of the phrase, in Unicode scalars of the field's text as it was sent.
        package let start: Int
        package let end: Int
        package let phrase: String
        /// Most frequent first.
        package let replacements: [String]
        /// Times that the phrase was replaced in accepted pairs from the item's label to the target.
        package let editCount: Int

        package init(field: String, start: Int, end: Int, phrase: String, replacements: [String], editCount: Int) {
            self.field = field
            self.start = start
            self.end = end
            self.phrase = phrase
            self.replacements = replacements
            self.editCount = editCount
        }
    }

    /// Words and marks put in, taken out or exchanged.
    package let distance: Int
    /// Words and marks of the original.
    package let tokenCount: Int
    /// The one over the other.
    package let ratio: Double
    /// Stretches that were edited.
    package let segmentCount: Int
    /// The share of people's edits that changed less, 0…1.
    package let humanShare: Double
    /// How much that is of what is taken without a reason; above 1 it is more.
    package let load: Double
    /// Where on that scale half of people's edits are, nine in ten, and where a warning begins; 0…1, ascending.
    package let marks: [Double]
    /// The measure in words, for people.
    package let summary: String
    package let findings: [Finding]
    package let pieces: [Piece]
    /// Where accepted pairs were edited that had the same two labels; none without a target.
    package let chips: [Chip]
    /// What the model says of the revised text, and which words move it; missing without a model.
    package let prediction: ExplanationDocument?

    package init(
        distance: Int,
        tokenCount: Int,
        ratio: Double,
        segmentCount: Int,
        humanShare: Double,
        load: Double,
        marks: [Double],
        summary: String,
        findings: [Finding],
        pieces: [Piece],
        chips: [Chip],
        prediction: ExplanationDocument?
    ) {
        self.distance = distance
        self.tokenCount = tokenCount
        self.ratio = ratio
        self.segmentCount = segmentCount
        self.humanShare = humanShare
        self.load = load
        self.marks = marks
        self.summary = summary
        self.findings = findings
        self.pieces = pieces
        self.chips = chips
        self.prediction = prediction
    }
}

/// A decision about a counterfactual.
package struct CounterfactualDecisionRequest: Sendable, Codable {
    package var action: CounterfactualStep.Action
    /// Wanted for `reject`.
    package var reason: String?
    /// How many decisions had been seen; a newer one is not passed over then.
    package var seen: Int?

    package init(action: CounterfactualStep.Action, reason: String? = nil, seen: Int? = nil) {
        self.action = action
        self.reason = reason
        self.seen = seen
    }
}

/// A page of a queue's counterfactuals, newest first.
package struct CounterfactualListReply: Sendable, Codable {
    package let counterfactuals: [CounterfactualDocument]
    /// How many there are, by state.
    package let counts: [String: Int]
    /// To be sent as `before` for those that follow; missing at the end.
    package let next: Int64?

    package init(counterfactuals: [CounterfactualDocument], counts: [String: Int], next: Int64?) {
        self.counterfactuals = counterfactuals
        self.counts = counts
        self.next = next
    }
}

/// A pair of an original and a revised text.
package struct CounterfactualDocument: Sendable, Codable {
    package struct Generator: Sendable, Codable {
        /// With its version: `memory.v1`.
        package let id: String
        package let settings: [String: String]
        package let seed: UInt64?
        /// What a model that knew nothing of the item's root gave the target, 0…1: for the text as it was.
        package let before: Double?
        /// The same for the revised text.
        package let after: Double?

        package init(id: String, settings: [String: String], seed: UInt64?, before: Double?, after: Double?) {
            self.id = id
            self.settings = settings
            self.seed = seed
            self.before = before
            self.after = after
        }
    }

    package struct Step: Sendable, Codable {
        package let action: CounterfactualStep.Action
        package let annotator: String?
        package let reason: String?
        /// Seconds since 1970.
        package let at: Double

        package init(action: CounterfactualStep.Action, annotator: String?, reason: String?, at: Double) {
            self.action = action
            self.annotator = annotator
            self.reason = reason
            self.at = at
        }
    }

    package let id: Int64
    package let state: CounterfactualState
    package let kind: Counterfactual.Kind
    /// The id of the item that was edited.
    package let item: String
    package let text: String
    package let label: String
    /// The id of the item that the revised text is; missing while it is a draft.
    package let revisedItem: String?
    package let revisedText: String
    package let target: String
    /// Who wrote it; missing where a generator did.
    package let author: String?
    package let generator: Generator?
    package let draft: Int64?
    package let seconds: Double?
    package let overrideReason: String?
    package let distance: Int
    package let tokenCount: Int
    package let segmentCount: Int
    package let replacements: [EditSummary.Replacement]
    /// The labels that were given blindly.
    package let blindLabels: [String]
    package let steps: [Step]
    /// Seconds since 1970.
    package let at: Double
    package let event: Int64

    package init(
        id: Int64,
        state: CounterfactualState,
        kind: Counterfactual.Kind,
        item: String,
        text: String,
        label: String,
        revisedItem: String?,
        revisedText: String,
        target: String,
        author: String?,
        generator: Generator?,
        draft: Int64?,
        seconds: Double?,
        overrideReason: String?,
        distance: Int,
        tokenCount: Int,
        segmentCount: Int,
        replacements: [EditSummary.Replacement],
        blindLabels: [String],
        steps: [Step],
        at: Double,
        event: Int64
    ) {
        self.id = id
        self.state = state
        self.kind = kind
        self.item = item
        self.text = text
        self.label = label
        self.revisedItem = revisedItem
        self.revisedText = revisedText
        self.target = target
        self.author = author
        self.generator = generator
        self.draft = draft
        self.seconds = seconds
        self.overrideReason = overrideReason
        self.distance = distance
        self.tokenCount = tokenCount
        self.segmentCount = segmentCount
        self.replacements = replacements
        self.blindLabels = blindLabels
        self.steps = steps
        self.at = at
        self.event = event
    }
}
