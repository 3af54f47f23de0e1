/// Why an encoder cannot be used: what, where, and how to mend it.
package enum EncoderError: Error, Hashable {
    /// A file that the model's folder should have is not there.
    case missingFile(name: String, folder: String, hint: String)
    /// A file cannot be read.
    case unreadable(file: String, reason: String)
    /// A file or a folder cannot be written.
    case unwritable(file: String, reason: String)
    /// A file is not what its kind should be; `place` is a path of keys, a tensor's name or a byte offset.
    case damaged(file: String, place: String, reason: String)
    /// A part that Winnow does not know: `kind` as in "architecture" or "normalizer".
    case unknown(kind: String, name: String, file: String, known: [String])
    /// A weight whose shape does not fit to the others.
    case wrongShape(tensor: String, expected: [Int], found: [Int], file: String)
    /// A token that the model's vocabulary does not have; `sequence` counts from 0.
    case unknownToken(id: Int, sequence: Int, vocabularySize: Int)
    /// A sequence of more tokens than the model takes; `sequence` counts from 0.
    case tooLong(sequence: Int, count: Int, limit: Int)
    /// A vector that is not finite: the weights do not fit to their network.
    case notFinite(sequence: Int)
    /// A service on another machine does not do what it should.
    case service(url: String, reason: String)
    /// Nobody wants the result any more.
    case cancelled
}

extension EncoderError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missingFile(let name, let folder, let hint): "\(folder) has no \(name); \(hint)"
        case .unreadable(let file, let reason): "\(file) cannot be read: \(reason)"
        case .unwritable(let file, let reason): "\(file) cannot be written: \(reason)"
        case .damaged(let file, let place, let reason): "\(file) is damaged at \(place): \(reason)"
        case .unknown(let kind, let name, let file, let known):
            "\(file): the \(kind) \"\(name)\" is not known; known are \(known.joined(separator: ", "))"
        case .wrongShape(let tensor, let expected, let found, let file):
            "\(file): \(tensor) has the shape \(found), and \(expected) was expected"
        case .unknownToken(let id, let sequence, let size):
            "token \(id) of text \(sequence) is not one of the vocabulary's \(size); the tokenizer is another model's"
        case .tooLong(let sequence, let count, let limit):
            "text \(sequence) has \(count) tokens, and the model takes \(limit); cut it first"
        case .notFinite(let sequence):
            "the vector of text \(sequence) is not finite; the weights are damaged or of another network"
        case .service(let url, let reason): "the service at \(url): \(reason)"
        case .cancelled: "cancelled"
        }
    }
}
