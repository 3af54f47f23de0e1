/// The catalogue of what can go wrong, with a code that never changes: one list for problem documents, exit codes and
/// docs.
package enum ErrorCode: String, Hashable, Sendable, Codable, CaseIterable {
    case accountExists = "account-exists"
    case alreadyAnswered = "already-answered"
    case annotationSuperseded = "annotation-superseded"
    case annotatorDisabled = "annotator-disabled"
    case annotatorExists = "annotator-exists"
    case badRequest = "bad-request"
    case busy
    case damaged
    case forbidden
    case forgedRequest = "forged-request"
    case internalError = "internal"
    case labelsInUse = "labels-in-use"
    case lastOwner = "last-owner"
    case leaseLost = "lease-lost"
    case methodNotAllowed = "method-not-allowed"
    case needsNewQueue = "needs-new-queue"
    case newerData = "newer-data"
    case noSuchAccount = "no-such-account"
    case noSuchAnnotation = "no-such-annotation"
    case noSuchAnnotator = "no-such-annotator"
    case noSuchAssignment = "no-such-assignment"
    case noSuchCredential = "no-such-credential"
    case noSuchItem = "no-such-item"
    case noSuchPage = "no-such-page"
    case noSuchQueue = "no-such-queue"
    case notWritable = "not-writable"
    case queueExists = "queue-exists"
    case queueWasChanged = "queue-was-changed"
    case refused
    case tooLarge = "too-large"
    case tooManyRequests = "too-many-requests"
    case unauthenticated
    case unsupportedMedia = "unsupported-media"

    /// The HTTP status that goes with it.
    package var httpStatus: Int {
        switch self {
        case .badRequest: 400
        case .unauthenticated: 401
        case .forbidden, .forgedRequest, .annotatorDisabled: 403
        case .noSuchAccount, .noSuchAnnotation, .noSuchAnnotator, .noSuchAssignment, .noSuchCredential, .noSuchItem,
            .noSuchPage, .noSuchQueue:
            404
        case .methodNotAllowed: 405
        case .accountExists, .alreadyAnswered, .annotationSuperseded, .annotatorExists, .labelsInUse, .lastOwner,
            .leaseLost, .needsNewQueue, .queueExists, .queueWasChanged:
            409
        case .tooLarge: 413
        case .unsupportedMedia: 415
        case .refused: 422
        case .tooManyRequests: 429
        case .damaged, .internalError, .newerData: 500
        case .busy, .notWritable: 503
        }
    }

    /// What it is, for a person, whatever the case.
    package var title: String {
        switch self {
        case .accountExists: "There is such an account already"
        case .alreadyAnswered: "Answered already in another way"
        case .annotationSuperseded: "The annotation was changed in the meantime"
        case .annotatorDisabled: "The annotator is disabled"
        case .annotatorExists: "There is such an annotator already"
        case .badRequest: "The request cannot be understood"
        case .busy: "The data are in use; try again"
        case .damaged: "Stored data are damaged"
        case .forbidden: "Not permitted"
        case .forgedRequest: "The request did not come from one of our pages"
        case .internalError: "Something went wrong here"
        case .labelsInUse: "Labels that are in use would vanish"
        case .lastOwner: "There has to be an owner"
        case .leaseLost: "The item went to somebody else"
        case .methodNotAllowed: "Not possible at this address"
        case .needsNewQueue: "The queue's items do not fit the new definition"
        case .newerData: "The data were written by a newer Winnow"
        case .noSuchAccount: "There is no such account"
        case .noSuchAnnotation: "There is no such annotation"
        case .noSuchAnnotator: "There is no such annotator"
        case .noSuchAssignment: "There is no such assignment"
        case .noSuchCredential: "There is no such link, session or token"
        case .noSuchItem: "There is no such item"
        case .noSuchPage: "There is nothing at this address"
        case .noSuchQueue: "There is no such queue"
        case .notWritable: "The data folder cannot be written"
        case .queueExists: "There is such a queue already"
        case .queueWasChanged: "The queue has other labels now"
        case .refused: "Not accepted"
        case .tooLarge: "Too large"
        case .tooManyRequests: "Too many attempts"
        case .unauthenticated: "Not signed in"
        case .unsupportedMedia: "Not a format that is read here"
        }
    }
}

extension StoreError {
    package var code: ErrorCode {
        switch self {
        case .noSuchQueue: .noSuchQueue
        case .queueExists: .queueExists
        case .queueWasChanged: .queueWasChanged
        case .noSuchAnnotator: .noSuchAnnotator
        case .annotatorExists: .annotatorExists
        case .annotatorIsDisabled: .annotatorDisabled
        case .accountExists: .accountExists
        case .noSuchCredential: .noSuchCredential
        case .lastOwner: .lastOwner
        case .noSuchItem: .noSuchItem
        case .noSuchAnnotation: .noSuchAnnotation
        case .noSuchAssignment: .noSuchAssignment
        case .alreadyAnswered: .alreadyAnswered
        case .labelsInUse: .labelsInUse
        case .leaseLost: .leaseLost
        case .needsNewQueue: .needsNewQueue
        case .annotationIsSuperseded: .annotationSuperseded
        case .busy: .busy
        case .notWritable: .notWritable
        case .damaged: .damaged
        case .newerSchema: .newerData
        case .refused: .refused
        }
    }
}
