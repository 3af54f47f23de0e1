internal import Foundation
internal import WinnowDomain
internal import WinnowLearning

/// The folder of one queue's features, and its manifest.
struct FeatureLocation {
    let folder: URL

    init(folder: URL, queue: Queue) {
        self.folder = folder.appending(path: "queue-\(queue.id)")
    }

    var manifestFile: URL { folder.appending(path: "manifest.json") }

    /// The manifest, if it is of these features; a damaged one counts as none.
    func manifest(for definition: QueueDefinition) -> FeatureManifest? {
        guard let data = try? Data(contentsOf: manifestFile),
            let manifest = try? JSONDecoder().decode(FeatureManifest.self, from: data),
            manifest.textVersion == NormalizedText.version, manifest.features == definition.features,
            manifest.template == definition.item.text.source, manifest.isPossible
        else { return nil }
        return manifest
    }

    /// Makes a manifest the current one and removes files that it does not name.
    ///
    /// A process that has mapped such a file keeps its content.
    func store(_ manifest: FeatureManifest) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        try encoder.encode(manifest).write(to: manifestFile, options: .atomic)
        let named = Set(manifest.files)
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path)
        where !named.contains(file) && (file.hasSuffix(".features") || file.hasSuffix(".frequencies")) {
            try? FileManager.default.removeItem(at: folder.appending(path: file))
        }
    }
}
