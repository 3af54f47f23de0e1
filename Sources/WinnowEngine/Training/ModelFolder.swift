internal import Foundation
internal import WinnowDomain
internal import WinnowLearning

/// The files of a queue's model versions. All can be built again from the database.
struct ModelFolder: Sendable {
    /// Files that are kept; versions before the last few are rebuilt when somebody asks.
    static let keptCount = 5

    let folder: URL

    init(dataFolder: DataFolder, queue: QueueID) {
        folder = dataFolder.models.appending(path: "queue-\(queue)")
    }

    func url(of number: Int) -> URL {
        folder.appending(path: "\(number).model")
    }

    /// Stores a version's bytes and forgets versions that are too old.
    func store(_ bytes: Data, number: Int) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try bytes.write(to: url(of: number), options: .atomic)
        try? FileManager.default.removeItem(at: url(of: number - ModelFolder.keptCount))
    }

    /// The classifier of a version; nil when its file is missing or not what the database says.
    func classifier(of version: ModelVersion) -> FittedClassifier? {
        guard let data = try? Data(contentsOf: url(of: version.number)), Digest(of: data) == version.checksum else {
            return nil
        }
        return try? ModelFile.classifier(from: data)
    }
}
