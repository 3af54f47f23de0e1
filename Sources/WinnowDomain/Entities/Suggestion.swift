/// What the model thought of an item when it was given out, and whether its annotator saw that.
///
/// Stored with the assignment, so that the influence of suggestions can be measured: answers where it was shown against
/// answers where it was hidden by lot.
package struct Suggestion: Hashable, Sendable, Codable {
    package enum Display: String, Hashable, Sendable, Codable {
        case shown
        /// Kept back by lot.
        case hidden
        /// Shown because the annotator asked, where nothing is shown by itself.
        case asked
    }

    /// A label with its probability, 0…1.
    package struct Part: Hashable, Sendable, Codable {
        package let label: LabelID
        package let probability: Double

        package init(label: LabelID, probability: Double) {
            self.label = label
            self.probability = probability
        }
    }

    package var display: Display
    /// The predicted labels, most probable first; in multi-label perhaps none.
    package var parts: [Part]
    package var modelVersion: Int?

    package init(display: Display, parts: [Part], modelVersion: Int?) {
        self.display = display
        self.parts = parts
        self.modelVersion = modelVersion
    }

    package var isVisible: Bool { display != .hidden }
}
