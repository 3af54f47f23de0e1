package import WinnowDomain

/// Something that happened in a running process and that somebody may want to see at once.
package struct LiveEvent: Sendable {
    package enum Kind: Sendable {
        /// So many annotations were stored or taken back since the last look.
        case labelled(count: Int)
        /// The queue has another definition.
        case queueChanged(Queue)
        /// Items came, or other texts; there are so many now.
        case itemsChanged(count: Int)
        /// Encoders have come so far with the items.
        case encoding(EncodingProgress)
        /// Items could not be encoded; it is tried again.
        case encodingFailed(any Error)
        case trainingStarted(event: EventNumber)
        case modelPromoted(ModelVersion)
        /// A run that failed. Not every error is for everybody's eyes.
        case trainingFailed(any Error)
    }

    /// Rising by one in a process, from 1.
    package let position: LivePosition
    package let queue: QueueID
    package let kind: Kind
}
