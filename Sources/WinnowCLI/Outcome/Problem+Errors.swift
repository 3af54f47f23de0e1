internal import Foundation
internal import WinnowDomain
internal import WinnowEngine
internal import WinnowExchange
internal import WinnowLearning
internal import WinnowServer

/// The one place where errors of the rooms become exit codes.
extension Problem {
    /// nil for errors that are the argument parser's own.
    init?(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as StoreError: self = Problem(store: error)
        case let error as ExchangeError: self = Problem(exchange: error)
        case let error as LearningError: self = Problem(learning: error)
        case let error as PeopleError: self = Problem(people: error)
        case let error as ServerError: self = Problem(server: error)
        case is CancellationError: self = Problem(.failed, "cancelled", "stopped before it was done")
        case let error as CocoaError: self = Problem(file: error)
        case let error as POSIXError: self = Problem(.failed, "system", String(cString: strerror(error.code.rawValue)))
        default: return nil
        }
    }

    private init(store error: StoreError) {
        let (status, code): (ExitStatus, String) =
            switch error {
            case .noSuchQueue: (.notFound, "no-such-queue")
            case .queueExists: (.cannotWrite, "queue-exists")
            case .queueWasChanged: (.busy, "queue-changed")
            case .noSuchAnnotator: (.notFound, "no-such-annotator")
            case .annotatorExists: (.cannotWrite, "annotator-exists")
            case .annotatorIsDisabled: (.notPermitted, "annotator-disabled")
            case .accountExists: (.badData, "account-exists")
            case .noSuchCredential: (.notFound, "no-such-credential")
            case .lastOwner: (.notPermitted, "last-owner")
            case .noSuchItem: (.notFound, "no-such-item")
            case .noSuchAssignment: (.notFound, "no-such-assignment")
            case .alreadyAnswered: (.failed, "already-answered")
            case .noSuchAnnotation: (.notFound, "no-such-annotation")
            case .labelsInUse: (.badData, "labels-in-use")
            case .needsNewQueue: (.badData, "needs-new-queue")
            case .leaseLost: (.busy, "lease-lost")
            case .annotationIsSuperseded: (.busy, "annotation-superseded")
            case .busy: (.busy, "busy")
            case .notWritable: (.cannotWrite, "not-writable")
            case .damaged: (.badData, "damaged")
            case .newerSchema: (.unavailable, "newer-data")
            case .refused: (.failed, "refused")
            }
        self.init(status, code, error.description)
    }

    private init(people error: PeopleError) {
        let status: ExitStatus =
            switch error.code {
            case .noSuchAccount: .notFound
            case .forbidden: .notPermitted
            default: .usage
            }
        self.init(status, error.code.rawValue, error.description)
    }

    private init(server error: ServerError) {
        let (status, code): (ExitStatus, String) =
            switch error {
            case .noWebFolder: (.notFound, "no-pages")
            case .badTemplate: (.badData, "bad-template")
            case .cannotListen: (.unavailable, "cannot-listen")
            }
        self.init(status, code, error.description)
    }

    private init(exchange error: ExchangeError) {
        let (status, code): (ExitStatus, String) =
            switch error {
            case .cannotOpen: (.notFound, "cannot-open")
            case .cannotRead: (.failed, "cannot-read")
            case .cannotWrite: (.cannotWrite, "cannot-write")
            case .damagedCompression: (.badData, "damaged-compression")
            case .unsupportedEncoding: (.badData, "unsupported-encoding")
            case .badHeader: (.badData, "bad-header")
            case .badList: (.badData, "bad-list")
            }
        self.init(status, code, error.description)
    }

    private init(learning error: LearningError) {
        switch error {
        case .noTrainingRows:
            self.init(.nothingToDo, "no-labels", "nothing is labelled yet, so there is nothing to learn from")
        default:
            self.init(.failed, "learning", "\(error)")
        }
    }

    private init(file error: CocoaError) {
        let path = error.filePath.map { "\($0): " } ?? ""
        switch error.code {
        case .fileNoSuchFile, .fileReadNoSuchFile:
            self.init(.notFound, "no-such-file", "\(path)there is no such file")
        case .fileReadNoPermission:
            self.init(.notFound, "not-readable", "\(path)may not be read")
        case .fileWriteNoPermission, .fileWriteVolumeReadOnly:
            self.init(.cannotWrite, "not-writable", "\(path)may not be written")
        case .fileWriteOutOfSpace:
            self.init(.cannotWrite, "no-space", "\(path)there is no space left on the disk")
        case .fileWriteFileExists:
            self.init(.cannotWrite, "file-exists", "\(path)is there already")
        default:
            self.init(.failed, "file", "\(path)\(error.localizedDescription)")
        }
    }
}
