/// The catalogue of what can go wrong, with a code that never changes: one list for problem documents, exit codes and
/// docs. What each of them means is in `ErrorCode+Meaning.swift`.
package enum ErrorCode: String, Hashable, Sendable, Codable, CaseIterable {
    case accountExists = "account-exists"
    case alreadyAnswered = "already-answered"
    case annotationSuperseded = "annotation-superseded"
    case annotatorDisabled = "annotator-disabled"
    case annotatorExists = "annotator-exists"
    case badEncoder = "bad-encoder"
    case badHeader = "bad-header"
    case badInitialIds = "bad-initial-ids"
    case badList = "bad-list"
    case badQueueFile = "bad-queue-file"
    case badRecords = "bad-records"
    case badRequest = "bad-request"
    case badTemplate = "bad-template"
    case busy
    case cancelled
    case cannotListen = "cannot-listen"
    case cannotOpen = "cannot-open"
    case cannotRead = "cannot-read"
    case cannotWrite = "cannot-write"
    case checkFailed = "check-failed"
    case counterfactualDecided = "counterfactual-decided"
    case damaged
    case damagedCompression = "damaged-compression"
    case encodingFailed = "encoding-failed"
    case failed
    case fileExists = "file-exists"
    case forbidden
    case forgedRequest = "forged-request"
    case internalError = "internal"
    case isFolder = "is-folder"
    case labelsInUse = "labels-in-use"
    case lastOwner = "last-owner"
    case learning
    case leaseLost = "lease-lost"
    case methodNotAllowed = "method-not-allowed"
    case modelDiffers = "model-differs"
    case modelLost = "model-lost"
    case needsNewQueue = "needs-new-queue"
    case newerData = "newer-data"
    case noDataFolder = "no-data-folder"
    case noLabels = "no-labels"
    case noModel = "no-model"
    case noPages = "no-pages"
    case noRecords = "no-records"
    case noSpace = "no-space"
    case noSuchAccount = "no-such-account"
    case noSuchAnnotation = "no-such-annotation"
    case noSuchAnnotator = "no-such-annotator"
    case noSuchAssignment = "no-such-assignment"
    case noSuchCounterfactual = "no-such-counterfactual"
    case noSuchCredential = "no-such-credential"
    case noSuchDelivery = "no-such-delivery"
    case noSuchEncoder = "no-such-encoder"
    case noSuchField = "no-such-field"
    case noSuchFile = "no-such-file"
    case noSuchItem = "no-such-item"
    case noSuchModel = "no-such-model"
    case noSuchPage = "no-such-page"
    case noSuchQueue = "no-such-queue"
    case noSuchWebhook = "no-such-webhook"
    case noTerminal = "no-terminal"
    case notConfirmed = "not-confirmed"
    case notPossible = "not-possible"
    case notReadable = "not-readable"
    case notWinnow = "not-winnow"
    case notWritable = "not-writable"
    case nothingNew = "nothing-new"
    case nothingToMeasureOn = "nothing-to-measure-on"
    case queueExists = "queue-exists"
    case queueWasChanged = "queue-was-changed"
    case redirected
    case refused
    case system
    case tooFewLabels = "too-few-labels"
    case tooFewRecords = "too-few-records"
    case tooLarge = "too-large"
    case tooManyErrors = "too-many-errors"
    case tooManyRequests = "too-many-requests"
    case unauthenticated
    case unreachable
    case unsupportedEncoding = "unsupported-encoding"
    case unsupportedMedia = "unsupported-media"
    case unwell
    case usage
}
