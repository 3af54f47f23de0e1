package import WinnowDomain

/// Why a model version cannot be written as a file.
package enum ModelExportRefusal: Hashable, Sendable {
    /// It has no weights: it is the training rows themselves.
    case neighbours(version: Int)
    /// It would be longer than a reader takes.
    case tooLarge(version: Int, byteCount: Int, limit: Int)
}

extension ModelExportRefusal: CodedError {
    package var code: ErrorCode { .notPossible }

    package var description: String {
        switch self {
        case .neighbours(let version):
            "model v\(version) is of the classifier knn.v1, which has no weights: it is the rows that it learned from, and "
                + "they are not given away; name another classifier in the queue file, run `winnow retrain`, and export that"
        case .tooLarge(let version, let byteCount, let limit):
            "model v\(version) has about \(byteCount) bytes of numbers, and an ONNX file cannot have more than \(limit); "
                + "use fewer `dimensions` or `columns` in the queue file, or --format json"
        }
    }
}
