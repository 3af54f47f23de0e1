/// What has happened in a queue since an event.
package struct QueueChanges: Hashable, Sendable {
    /// The last event of all, or the one that was asked from.
    package var lastEvent: EventNumber
    package var hasNewDefinition = false
    package var hasNewItems = false
    /// Items got other texts.
    package var hasNewTexts = false
    package var hasNewAnnotations = false
    /// Counterfactuals were written or decided about.
    package var hasNewCounterfactuals = false

    package init(lastEvent: EventNumber) {
        self.lastEvent = lastEvent
    }
}
