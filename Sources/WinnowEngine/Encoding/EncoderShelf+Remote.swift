internal import Foundation
internal import WinnowDomain
internal import WinnowEncoders
internal import WinnowLearning
internal import WinnowNumerics

extension EncoderShelf {
    /// The encoder behind a service.
    ///
    /// What it serves is asked once and kept, so that features can be read while it is away; it is asked again when there is
    /// something to encode, and another answer makes other features.
    ///
    /// - Throws: `EncodingProblem`; what the file system says.
    func remote(_ definition: EncoderDefinition) throws -> QueueEncoder {
        let service = try RemoteService(definition)
        let file = folder.appending(path: ".remote-\(Self.digest(definition)).json")
        let identity: RemoteIdentity
        if let known = Self.identity(in: file) {
            identity = known
        } else {
            do {
                // One try: whoever wants the features comes again.
                identity = try RemoteTextEncoder.identity(of: service, .impatient)
            } catch {
                throw EncodingProblem.unusable(model: definition.model, reason: "\(error)")
            }
            try keep(identity, in: file)
        }
        return try shared(
            name: definition.model,
            version: Self.version(of: definition, identity),
            columnCount: identity.dimension
        ) { [self] in
            OpenService(service, serving: identity, prompt: definition.prompt) { try keep($0, in: file) }
        }
    }

    private func keep(_ identity: RemoteIdentity, in file: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try JSONEncoder().encode(identity).write(to: file, options: .atomic)
    }

    /// nil where none is kept, or one that cannot be.
    private static func identity(in file: URL) -> RemoteIdentity? {
        guard let data = try? Data(contentsOf: file),
            let identity = try? JSONDecoder().decode(RemoteIdentity.self, from: data),
            (1...1 << 20).contains(identity.dimension)
        else { return nil }
        return identity
    }

    private static func digest(_ definition: EncoderDefinition) -> String {
        let service = definition.service
        let parts = [service?.url ?? "", service?.language.rawValue ?? "", definition.model]
        return String(Digest(of: Data(parts.joined(separator: "\n").utf8)).description.prefix(24))
    }

    private static func version(of definition: EncoderDefinition, _ identity: RemoteIdentity) -> String {
        let parts = [
            definition.kind.rawValue, digest(definition), identity.model, "\(identity.dimension)", definition.prompt,
        ]
        return String(Digest(of: Data(parts.joined(separator: "\n").utf8)).description.prefix(24))
    }
}

extension RemoteService {
    /// - Throws: `EncodingProblem.unusable` when the address is none, or the key is not where it should be.
    fileprivate init(_ definition: EncoderDefinition) throws(EncodingProblem) {
        guard let service = definition.service, let url = URL(string: service.url), url.host != nil else {
            let reason = "\(definition.service?.url ?? "") is no address of a service"
            throw .unusable(model: definition.model, reason: reason)
        }
        var key: String?
        if let variable = service.keyVariable {
            key = ProcessInfo.processInfo.environment[variable]
            guard key?.isEmpty == false else {
                // What is no name may be the key itself.
                let name = EnvironmentName.isOne(variable) ? " \(variable)," : ""
                throw .unusable(
                    model: definition.model,
                    reason: "the environment variable\(name) which has the service's key, is not set here"
                )
            }
        }
        self.init(
            url: url,
            language: service.language == .openAI ? .openAI : .textEmbeddingsInference,
            model: definition.model,
            key: key
        )
    }
}
