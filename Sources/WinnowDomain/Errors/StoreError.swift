/// What keeping data can fail at.
package enum StoreError: Error, Hashable, Sendable {
    case noSuchQueue(name: String, known: [String])
    case queueExists(name: String)
    case noSuchAnnotator(name: String, known: [String])
    case annotatorExists(name: String)
    case annotatorIsDisabled(name: String)
    case accountExists(name: String)
    /// Also for those of others.
    case noSuchCredential(CredentialID)
    case noSuchWebhook(WebhookID)
    /// Also for one that is being sent.
    case noSuchDelivery(DeliveryID)
    /// Nobody would be left who may manage people.
    case lastOwner
    case noSuchItem(externalID: String)
    case noSuchAnnotation(AnnotationID)
    /// Also for those of others.
    case noSuchAssignment(AssignmentID)
    /// Also for those of other queues.
    case noSuchCounterfactual(CounterfactualID)
    /// Somebody decided about it since the caller looked.
    case counterfactualWasDecided(CounterfactualID)
    /// The assignment has another answer than the one that is sent.
    case alreadyAnswered(AssignmentID)
    /// The queue's definition was changed since the caller read it.
    case queueWasChanged(name: String)
    /// A label was taken out of the definition, but annotations name it.
    case labelsInUse([LabelUse])
    /// A definition that items and annotations of the queue's old one would not fit.
    case needsNewQueue(name: String)
    /// The assignment ended and the item has all the annotators it needs.
    case leaseLost(AssignmentID)
    /// Another annotation already takes this one's place.
    case annotationIsSuperseded(AnnotationID)
    /// Another process holds the database for too long.
    case busy(path: String)
    case notWritable(path: String, reason: String)
    /// The file is not a database, or is damaged.
    case damaged(path: String, reason: String)
    /// The data were written by a newer Winnow.
    case newerSchema(path: String)
    /// A constraint refused something that the code should not have asked for.
    case refused(reason: String)

    /// A label and how many annotations and counterfactuals name it.
    package struct LabelUse: Hashable, Sendable {
        package let name: String
        package let annotationCount: Int
        package let counterfactualCount: Int

        package init(name: String, annotationCount: Int, counterfactualCount: Int = 0) {
            self.name = name
            self.annotationCount = annotationCount
            self.counterfactualCount = counterfactualCount
        }
    }
}

extension StoreError: CodedError {
    package var code: ErrorCode {
        switch self {
        case .noSuchQueue: .noSuchQueue
        case .queueExists: .queueExists
        case .queueWasChanged: .queueWasChanged
        case .noSuchAnnotator: .noSuchAnnotator
        case .annotatorExists: .annotatorExists
        case .annotatorIsDisabled: .annotatorDisabled
        case .accountExists: .accountExists
        case .lastOwner: .lastOwner
        case .noSuchCredential: .noSuchCredential
        case .noSuchWebhook: .noSuchWebhook
        case .noSuchDelivery: .noSuchDelivery
        case .noSuchItem: .noSuchItem
        case .noSuchAnnotation: .noSuchAnnotation
        case .noSuchAssignment: .noSuchAssignment
        case .noSuchCounterfactual: .noSuchCounterfactual
        case .counterfactualWasDecided: .counterfactualDecided
        case .alreadyAnswered: .alreadyAnswered
        case .labelsInUse: .labelsInUse
        case .needsNewQueue: .needsNewQueue
        case .leaseLost: .leaseLost
        case .annotationIsSuperseded: .annotationSuperseded
        case .busy: .busy
        case .notWritable: .notWritable
        case .damaged: .damaged
        case .newerSchema: .newerData
        case .refused: .refused
        }
    }

    package var description: String {
        switch self {
        case .noSuchQueue(let name, let known): "there is no queue \"\(name)\"\(StoreError.list(known, of: "queues"))"
        case .queueExists(let name):
            "there is a queue \"\(name)\" already; `winnow queue update` changes it"
        case .queueWasChanged(let name):
            "the queue \"\(name)\" was changed in the meantime; look at it again and try again"
        case .noSuchAnnotator(let name, let known):
            "there is no annotator \"\(name)\"\(StoreError.list(known, of: "annotators"))"
        case .annotatorExists(let name): "there is an annotator \"\(name)\" already"
        case .annotatorIsDisabled(let name): "the annotator \"\(name)\" is disabled"
        case .accountExists(let name): "\"\(name)\" has an account already"
        case .noSuchCredential(let id): "the account has no link, session or token number \(id)"
        case .lastOwner: "there has to be an owner; make somebody else one first"
        case .noSuchWebhook(let id): "there is no webhook \(id); `winnow webhook list` has them"
        case .noSuchDelivery(let id): "the webhook has no delivery \(id) that could be sent again now"
        case .noSuchItem(let externalID): "there is no item \"\(externalID)\""
        case .noSuchAssignment(let id): "there is no assignment \(id) of yours"
        case .noSuchCounterfactual(let id): "there is no counterfactual \(id)"
        case .counterfactualWasDecided(let id):
            "counterfactual \(id) was decided about in the meantime; look at it again"
        case .alreadyAnswered: "this was answered already, in another way; undo that first"
        case .noSuchAnnotation(let id): "there is no annotation \(id)"
        case .labelsInUse(let uses): StoreError.describe(uses)
        case .needsNewQueue(let name):
            "the items of the queue \"\(name)\" were made by its old definition, and task, item.kind, item.text and item.id "
                + "cannot change under them; make a new queue of the file, with another name"
        case .leaseLost: "the lease ran out and the item went to somebody else"
        case .annotationIsSuperseded: "the annotation was changed or taken back in the meantime"
        case .busy(let path): "\(path) is in use by another process; try again"
        case .notWritable(let path, let reason): "\(path) cannot be written: \(reason)"
        case .damaged(let path, let reason): "\(path) cannot be read: \(reason)"
        case .newerSchema(let path): "\(path) was written by a newer Winnow; update this one"
        case .refused(let reason): reason
        }
    }

    private static func list(_ known: [String], of what: String) -> String {
        known.isEmpty ? "; there are no \(what) yet" : "; the \(what) are \(known.joined(separator: ", "))"
    }

    private static func describe(_ uses: [LabelUse]) -> String {
        func count(_ count: Int, _ what: String) -> String { "\(count) \(what)\(count == 1 ? "" : "s")" }
        let list = uses.map { use in
            let pairs = use.counterfactualCount == 0 ? "" : ", \(count(use.counterfactualCount, "counterfactual"))"
            return "\(use.name) (\(count(use.annotationCount, "annotation"))\(pairs))"
        }.joined(separator: ", ")
        return
            "labels that are in use were taken out: \(list); keep them, or write `was: NAME` at the label that takes "
            + "their place"
    }
}
