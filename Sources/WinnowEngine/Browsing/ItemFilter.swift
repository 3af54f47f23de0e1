package import WinnowDomain

/// Which items of a queue are wanted; what is nil makes no difference.
package struct ItemFilter: Hashable, Sendable {
    /// How far an item is.
    package enum State: String, Hashable, Sendable, CaseIterable {
        /// Nobody has said anything of it.
        case pool
        /// It has all its annotations.
        case finished
        /// Somebody has it right now.
        case active
        /// An answer that stands says so.
        case flagged, skipped, unsure
    }

    /// On which side of the split.
    package enum Side: String, Hashable, Sendable, CaseIterable {
        case evaluation
        case learning
    }

    package var state: State?
    package var side: Side?
    /// The item has the label: most of its annotators say so, or one of them where they are split.
    package var label: LabelID?
    /// An annotation of this annotator stands.
    package var annotator: AnnotatorID?
    /// The present model predicts the label. Only items to measure on, with a known label, have their predictions ready.
    package var predicted: LabelID?
    /// The item lies in this part of the present map.
    package var frame: MapFrame?

    package init(
        state: State? = nil,
        side: Side? = nil,
        label: LabelID? = nil,
        annotator: AnnotatorID? = nil,
        predicted: LabelID? = nil,
        frame: MapFrame? = nil
    ) {
        self.state = state
        self.side = side
        self.label = label
        self.annotator = annotator
        self.predicted = predicted
        self.frame = frame
    }

    package var isEmpty: Bool { self == ItemFilter() }
}

/// In which order items are listed.
package enum ItemOrder: String, Hashable, Sendable, CaseIterable {
    /// As they came.
    case items
    /// Those first whose label would teach the model most.
    case uncertainty
}
