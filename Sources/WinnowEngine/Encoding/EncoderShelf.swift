package import Foundation
internal import Synchronization
package import WinnowDomain
internal import WinnowEncoders

/// The encoders of a data folder: each has a folder of its name, with the model's files and what is known of it.
package struct EncoderShelf: Sendable {
    package let folder: URL
    private let vectors: URL

    package init(dataFolder: DataFolder) {
        folder = dataFolder.encoders
        vectors = dataFolder.vectors
    }

    /// Encoders that are open, by version and place: networks take long to load, and memory.
    private static let open = Mutex<[String: QueueEncoder]>([:])

    /// All that were added, by name.
    package func entries() -> [EncoderEntry] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.compactMap { EncoderEntry(in: folder.appending(path: $0)) }.sorted { $0.name < $1.name }
    }

    /// The one of a name.
    ///
    /// - Throws: `EncodingProblem.notThere`.
    package func entry(named name: String) throws -> EncoderEntry {
        let entries = entries()
        guard let entry = entries.first(where: { $0.name == name }) else {
            throw EncodingProblem.notThere(model: name, known: entries.map(\.name))
        }
        return entry
    }

    /// What a definition's features are made with; nothing is loaded yet.
    ///
    /// - Throws: `EncodingProblem`; what the file system says.
    func recipe(of definitions: [FeatureDefinition]) throws -> FeatureRecipe {
        try FeatureRecipe(definitions, encoders: definitions.encoders.map { try encoder($0) })
    }

    /// The encoder that a definition names.
    ///
    /// - Throws: `EncodingProblem`; what the file system says.
    package func encoder(_ definition: EncoderDefinition) throws -> QueueEncoder {
        if definition.kind == .remote { return try remote(definition) }
        let entry = try entry(named: definition.model)
        guard entry.kind == definition.kind else {
            throw EncodingProblem.otherKind(
                model: definition.model,
                wanted: definition.kind.rawValue,
                found: entry.kind.rawValue
            )
        }
        let settings = EncoderSettings(definition, entry)
        let place = folder.appending(path: entry.name)
        return try shared(name: entry.name, version: settings.version, columnCount: entry.columnCount) {
            let encoder = try settings.open(place)
            // What lies there may be another model by now, whose vectors would be kept as those of this one.
            guard try self.entry(named: entry.name).digest == entry.digest else {
                throw EncodingProblem.unusable(model: entry.name, reason: "its files were replaced meanwhile")
            }
            return encoder
        }
    }

    /// One for each version and data folder in a process.
    func shared(
        name: String,
        version: String,
        columnCount: Int,
        load: @escaping QueueEncoder.Load
    ) throws -> QueueEncoder {
        let key = "\(vectors.path)\n\(version)"
        return try Self.open.withLock { open in
            if let encoder = open[key] { return encoder }
            let encoder = try QueueEncoder(
                name: name,
                version: version,
                columnCount: columnCount,
                vectors: vectors,
                load: load
            )
            open[key] = encoder
            return encoder
        }
    }
}
