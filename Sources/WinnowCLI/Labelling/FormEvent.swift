internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// Something that the form has to take note of.
enum FormEvent: Sendable {
    case key(Key)
    case resized(TerminalSize)
    /// About once a second.
    case tick
    /// The answer to `FormAction.claim`.
    case served(NextItem)
    case claimFailed(String)
    /// The answer to `FormAction.submit`.
    case saved(Annotation)
    case saveFailed(Failure)
    /// The answer to `FormAction.takeBack`, with the item opened again if nobody else took it.
    case takenBack(AnnotationID, NextItem)
    case takeBackFailed(AnnotationID, Failure)
    /// The answers to `FormAction.renew`.
    case renewed(AssignmentID)
    case renewFailed(AssignmentID, Failure)
    case progress(QueueProgress)
    case trainingStarted
    case modelPromoted(ModelDocument)
    case trainingFailed(String)
    /// The queue has another definition now.
    case queueChanged(Queue)
    /// Another process has written.
    case changedOutside
    /// The process has to end.
    case stop

    /// Why something was not stored.
    struct Failure: Hashable, Sendable {
        /// Whether trying again cannot help: the lease is lost, the annotation was changed by somebody.
        var isFinal: Bool
        /// Whether this answer is never taken, while another one may be.
        var isRefused = false
        var message: String
    }
}
