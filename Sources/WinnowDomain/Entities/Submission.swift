/// An annotation to be stored.
package struct Submission: Sendable {
    package struct Outcome: Sendable {
        package let annotation: Annotation
        /// False: an earlier submit stored it, and it may have been taken back since.
        package let isNew: Bool

        package init(annotation: Annotation, isNew: Bool) {
            self.annotation = annotation
            self.isNew = isNew
        }
    }

    package var assignment: AssignmentID
    /// Which the assignment has to be of: the judgement is held against its definition.
    package var queue: QueueID
    package var annotator: AnnotatorID
    package var judgement: Judgement
    /// The queue's revision whose labels the annotator saw.
    package var revision: Int
    package var seconds: Double?
    package var source: AnnotationSource
    /// What the submit is known by when it is sent again; nil: any other submit for the assignment is taken for the same.
    package var key: String?
    package var now: Moment

    package init(
        assignment: AssignmentID,
        queue: QueueID,
        annotator: AnnotatorID,
        judgement: Judgement,
        revision: Int,
        seconds: Double?,
        source: AnnotationSource,
        key: String? = nil,
        now: Moment
    ) {
        self.assignment = assignment
        self.queue = queue
        self.annotator = annotator
        self.judgement = judgement
        self.revision = revision
        self.seconds = seconds
        self.source = source
        self.key = key
        self.now = now
    }
}

/// A judgement that takes the place of another.
package struct Revision: Sendable {
    package var annotation: AnnotationID
    /// Whose annotation it is and stays.
    package var annotator: AnnotatorID
    /// Who changes it, when it is somebody else.
    package var editor: AnnotatorID?
    package var judgement: Judgement
    /// The queue's revision whose labels were seen.
    package var queueRevision: Int
    package var source: AnnotationSource
    package var now: Moment

    package init(
        annotation: AnnotationID,
        annotator: AnnotatorID,
        editor: AnnotatorID? = nil,
        judgement: Judgement,
        queueRevision: Int,
        source: AnnotationSource,
        now: Moment
    ) {
        self.annotation = annotation
        self.annotator = annotator
        self.editor = editor
        self.judgement = judgement
        self.queueRevision = queueRevision
        self.source = source
        self.now = now
    }
}

/// An annotation that stands, with its item.
package struct Decision: Sendable {
    package let annotation: Annotation
    package let item: Item

    package init(annotation: Annotation, item: Item) {
        self.annotation = annotation
        self.item = item
    }
}
