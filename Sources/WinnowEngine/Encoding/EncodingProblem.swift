package import WinnowDomain

/// Why an encoder that a queue names cannot be used: what, where, and how to mend it.
package enum EncodingProblem: Error, Hashable {
    /// No encoder of this name was added.
    case notThere(model: String, known: [String])
    /// It is there and cannot be read.
    case unusable(model: String, reason: String)
    /// It is of another kind than the queue says.
    case otherKind(model: String, wanted: String, found: String)
    /// There is one of this name.
    case alreadyThere(model: String)
    /// A name that cannot be that of a folder.
    case badName(String)
    /// The queue wants more columns than it makes.
    case tooManyColumns(model: String, wanted: Int, found: Int)
}

extension EncodingProblem: CodedError {
    package var code: ErrorCode {
        switch self {
        case .notThere: .noSuchEncoder
        case .unusable, .otherKind: .badEncoder
        case .alreadyThere: .fileExists
        case .badName: .notPossible
        case .tooManyColumns: .notPossible
        }
    }

    package var description: String {
        switch self {
        case .notThere(let model, let known):
            "there is no encoder \(model) here"
                + (known.isEmpty ? "" : ", there is \(known.joined(separator: ", "))")
                + "; `winnow encoder fetch \(model)` gets one (`--from URL` those that Winnow does not know), "
                + "`winnow encoder add FOLDER` takes one that you have"
        case .unusable(let model, let reason): "the encoder \(model) cannot be used: \(reason)"
        case .otherKind(let model, let wanted, let found):
            "the encoder \(model) is for `id: \(found)`, and the queue says `id: \(wanted)`"
        case .alreadyThere(let model):
            "there is an encoder \(model) already; `--replace` puts this one in its place, or give it another name"
        case .badName(let name):
            "\"\(name)\" cannot be the name of an encoder; letters, digits, `.`, `_` and `-` can, up to 100"
        case .tooManyColumns(let model, let wanted, let found):
            "the encoder \(model) makes \(found) columns, and the queue wants to keep \(wanted)"
        }
    }
}
