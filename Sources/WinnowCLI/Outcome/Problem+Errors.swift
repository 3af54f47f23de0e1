internal import Foundation
internal import WinnowDomain
internal import WinnowEncoders
internal import WinnowLearning

/// The one place where errors become exit codes: those of the rooms say their code themselves.
extension Problem {
    /// nil for errors that are the argument parser's own.
    init?(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as any CodedError: self = Problem(error.code, error.description)
        case let error as LearningError: self = Problem(learning: error)
        case let error as EncoderError: self = Problem(encoder: error)
        case is CancellationError: self = Problem(.cancelled, "stopped before it was done")
        case let error as CocoaError: self = Problem(file: error)
        case let error as POSIXError: self = Problem(.system, String(cString: strerror(error.code.rawValue)))
        default: return nil
        }
    }

    private init(learning error: LearningError) {
        switch error {
        case .noTrainingRows:
            self.init(.noLabels, "nothing is labelled yet, so there is nothing to learn from")
        case .encoder(let reason): self.init(.encodingFailed, reason)
        default:
            self.init(.learning, "\(error)")
        }
    }

    private init(encoder error: EncoderError) {
        switch error {
        case .cancelled: self.init(.cancelled, "stopped before it was done")
        case .service, .unwritable: self.init(.encodingFailed, "\(error)")
        case .missingFile, .unreadable, .damaged, .unknown, .wrongShape, .unknownToken, .tooLong, .notFinite:
            self.init(.badEncoder, "\(error)")
        }
    }

    private init(file error: CocoaError) {
        let path = error.filePath.map { "\($0): " } ?? ""
        switch error.code {
        case .fileNoSuchFile, .fileReadNoSuchFile:
            self.init(.noSuchFile, "\(path)there is no such file")
        case .fileReadNoPermission:
            self.init(.notReadable, "\(path)may not be read")
        case .fileWriteNoPermission, .fileWriteVolumeReadOnly:
            self.init(.notWritable, "\(path)may not be written")
        case .fileWriteOutOfSpace:
            self.init(.noSpace, "\(path)there is no space left on the disk")
        case .fileWriteFileExists:
            self.init(.fileExists, "\(path)is there already")
        default:
            self.init(.failed, "\(path)\(error.localizedDescription)")
        }
    }
}
