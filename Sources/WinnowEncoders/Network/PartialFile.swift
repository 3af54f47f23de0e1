internal import Foundation

/// The beginning of a file that is not there as a whole, with what is known of where it is from.
struct PartialFile: Sendable {
    private struct Record: Codable {
        let source: String
        /// What tells this file from a later one at the same address: its `ETag`, or when it was changed.
        let mark: String
    }

    let file: URL
    let record: URL
    private let source: String

    init(_ target: URL, from source: URL) {
        file = target.appendingPathExtension("part")
        record = file.appendingPathExtension("json")
        self.source = source.absoluteString
    }

    /// What the server has to confirm before the rest is taken; nil where there is nothing to go on from.
    var mark: String? {
        guard let data = try? Data(contentsOf: record), let record = try? JSONDecoder().decode(Record.self, from: data),
            record.source == source
        else { return nil }
        return record.mark
    }

    /// Remembers what the bytes are of; without a mark nothing can be gone on from.
    func remember(_ mark: String?) {
        guard let mark, let data = try? JSONEncoder().encode(Record(source: source, mark: mark)) else {
            try? FileManager.default.removeItem(at: record)
            return
        }
        try? data.write(to: record, options: .atomic)
    }
}
