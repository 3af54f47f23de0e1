package import WinnowDomain

/// A wish for items to label.
package struct ClaimRequest: Sendable, Codable {
    /// 1…20; else 1.
    package var count: Int?
    /// The page or program that asks: with it, what it held before comes first.
    package var holder: String?
    /// Whether to give back first what the holder has already.
    package var resume: Bool?

    package init(count: Int? = nil, holder: String? = nil, resume: Bool? = nil) {
        self.count = count
        self.holder = holder
        self.resume = resume
    }
}

/// What there is to do.
package struct ClaimReply: Sendable, Codable {
    package enum State: String, Sendable, Codable {
        case assigned
        /// Everything that is left is with others; ask again.
        case waiting
        /// The annotator has had everything that still needs an annotation.
        case finished
    }

    package let state: State
    package let assignments: [AssignmentDocument]
    /// How far the queue is.
    package let progress: ProgressDocument?

    package init(state: State, assignments: [AssignmentDocument], progress: ProgressDocument? = nil) {
        self.state = state
        self.assignments = assignments
        self.progress = progress
    }
}

/// How far a queue is.
package struct ProgressDocument: Sendable, Codable {
    package let items: Int
    /// Items that have all their annotations.
    package let finished: Int

    package init(items: Int, finished: Int) {
        self.items = items
        self.finished = finished
    }
}

/// An item on an annotator's desk.
package struct AssignmentDocument: Sendable, Codable {
    package let id: Int64
    package let item: ItemDocument
    package let reason: ServingReason
    /// The reason in words, for people.
    package let why: [WhyRow]
    /// What the model says, where the queue shows it and the lot did not hide it.
    package let suggestion: [LabelProbability]?
    /// Seconds since 1970.
    package let leaseUntil: Double
    /// The queue's revision whose labels are shown; to be sent with the answer.
    package let revision: Int

    package init(
        id: Int64,
        item: ItemDocument,
        reason: ServingReason,
        why: [WhyRow],
        suggestion: [LabelProbability]?,
        leaseUntil: Double,
        revision: Int
    ) {
        self.id = id
        self.item = item
        self.reason = reason
        self.why = why
        self.suggestion = suggestion
        self.leaseUntil = leaseUntil
        self.revision = revision
    }
}

/// A line of what is known of a serving.
package struct WhyRow: Sendable, Codable {
    package let term: String
    package let text: String

    package init(term: String, text: String) {
        self.term = term
        self.text = text
    }
}

package struct LabelProbability: Hashable, Sendable, Codable {
    package let label: String
    /// 0…1.
    package let probability: Double

    package init(label: String, probability: Double) {
        self.label = label
        self.probability = probability
    }
}

/// What the model says of an item, and which pieces of its text moved it.
package struct ExplanationDocument: Sendable, Codable {
    package struct Piece: Sendable, Codable {
        package let text: String
        /// In log-odds before calibration: above 0 speaks for the label.
        package let weight: Double
        /// The weight in steps, -3…3, held against the heaviest piece of this text.
        package let strength: Int

        package init(text: String, weight: Double, strength: Int) {
            self.text = text
            self.weight = weight
            self.strength = strength
        }
    }

    package let modelVersion: Int
    /// All labels, most probable first.
    package let probabilities: [LabelProbability]
    /// What the weights speak of; nil when the model knows one label only.
    package let label: String?
    /// What it is held against; nil where each label is decided on its own.
    package let against: String?
    /// Put together they are the text.
    package let pieces: [Piece]
    /// All of it in words, for people.
    package let summary: String

    package init(
        modelVersion: Int,
        probabilities: [LabelProbability],
        label: String?,
        against: String?,
        pieces: [Piece],
        summary: String
    ) {
        self.modelVersion = modelVersion
        self.probabilities = probabilities
        self.label = label
        self.against = against
        self.pieces = pieces
        self.summary = summary
    }
}

/// Who is signed in on this browser.
package struct SessionDocument: Sendable, Codable {
    package let account: Int64
    package let name: String
    /// What changes have to bring in the header `X-Form-Token`; nil for programs.
    package let formToken: String?

    package init(account: Int64, name: String, formToken: String?) {
        self.account = account
        self.name = name
        self.formToken = formToken
    }
}

package struct ItemDocument: Sendable, Codable {
    /// The id that its record had.
    package let id: String
    /// What annotators read.
    package let text: String
    /// Whether its labels are for measuring only, never for learning.
    package let isEvaluation: Bool

    package init(id: String, text: String, isEvaluation: Bool) {
        self.id = id
        self.text = text
        self.isEvaluation = isEvaluation
    }
}

/// A wish to give an item back.
package struct ReleaseRequest: Sendable, Codable {
    /// How long it is kept for its annotator, 0…600; else 0.
    package var afterSeconds: Double?

    package init(afterSeconds: Double? = nil) {
        self.afterSeconds = afterSeconds
    }
}

/// What an annotator says of an item.
package struct AnswerRequest: Sendable, Codable {
    package var answer: Judgement.Answer
    /// Names of labels; for the answer `label`.
    package var labels: [String]?
    /// Names of labels that the item does not have: with some, the answer is partial and says nothing of the rest.
    package var absentLabels: [String]?
    package var note: String?
    /// Time that the annotator took.
    package var seconds: Double?
    /// The revision that came with the assignment.
    package var revision: Int
    /// What this submit is known by when it is sent again.
    package var key: String?
    /// Items to be claimed in the same breath.
    package var next: ClaimRequest?

    package init(
        answer: Judgement.Answer,
        labels: [String]? = nil,
        absentLabels: [String]? = nil,
        note: String? = nil,
        seconds: Double? = nil,
        revision: Int,
        key: String? = nil,
        next: ClaimRequest? = nil
    ) {
        self.answer = answer
        self.labels = labels
        self.absentLabels = absentLabels
        self.note = note
        self.seconds = seconds
        self.revision = revision
        self.key = key
        self.next = next
    }
}

package struct AnnotationDocument: Sendable, Codable {
    package let id: Int64
    package let item: ItemDocument
    package let annotator: String
    package let answer: Judgement.Answer
    package let labels: [String]
    package let note: String?
    /// Seconds since 1970.
    package let at: Double

    package init(
        id: Int64,
        item: ItemDocument,
        annotator: String,
        answer: Judgement.Answer,
        labels: [String],
        note: String?,
        at: Double
    ) {
        self.id = id
        self.item = item
        self.annotator = annotator
        self.answer = answer
        self.labels = labels
        self.note = note
        self.at = at
    }
}

package struct AnswerReply: Sendable, Codable {
    /// The number of the stored annotation.
    package let annotation: Int64
    /// What it says: of a submit that was sent again, what the first one said.
    package let answer: Judgement.Answer
    package let labels: [String]
    package let absentLabels: [String]
    /// The number of its event; missing from older servers.
    package let event: Int64?
    package let next: ClaimReply?

    package init(_ annotation: Annotation, queue: Queue, next: ClaimReply?) {
        self.annotation = annotation.id.rawValue
        answer = annotation.judgement.answer
        event = annotation.event
        labels = annotation.judgement.present.compactMap { queue.label($0)?.name }
        absentLabels = annotation.judgement.absent.compactMap { queue.label($0)?.name }
        self.next = next
    }
}
