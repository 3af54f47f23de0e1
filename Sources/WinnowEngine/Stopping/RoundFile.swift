internal import Foundation
internal import WinnowDomain

/// Where a queue's rounds are kept, beside its models.
struct RoundFile: Sendable {
    static let name = "rounds.json"
    private let url: URL

    init(_ models: ModelFolder) {
        url = models.folder.appending(path: RoundFile.name)
    }

    /// The series of a queue; nil where there is none, or none of the queue as it is.
    func read(_ queue: Queue) -> RoundSeries? {
        guard let data = try? Data(contentsOf: url),
            let series = try? JSONDecoder().decode(RoundSeries.self, from: data), series.fits(queue)
        else { return nil }
        return series
    }

    func write(_ series: RoundSeries) throws {
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try JSONEncoder().encode(series).write(to: url, options: .atomic)
    }
}
