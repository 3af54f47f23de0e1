internal import Foundation

/// A network whose last layer has learned: adapters merged into its weights, everything else as it was.
package struct TunedEncoder: Sendable {
    /// Of the network as it was.
    private let folder: String
    /// What has changed, by the names in the file.
    private let tensors: [String: [Float]]

    init(folder: String, weights: LayerWeights, _ adapters: AdapterStep) {
        self.folder = folder
        var tensors: [String: [Float]] = [:]
        for part in TunedPart.allCases {
            let product = weights[part]
            tensors[product.tensor.name] = adapters.merged(part, into: product.weight)
        }
        self.tensors = tensors
    }

    var isFinite: Bool { tensors.values.allSatisfy { $0.allSatisfy(\.isFinite) } }

    /// Writes a new folder with the files that the encoder was made of: it is there with all files, or not at all.
    ///
    /// Tensors keep their names, places and formats, but for those that changed, which are in single precision.
    ///
    /// - Throws: `EncoderError.unwritable`, also when there is something at the path, or what reading throws.
    package func write(to target: String) throws(EncoderError) {
        try copy(try EncoderFacts(folder: folder).files, to: target)
    }

    /// Some files.
    func copy(_ files: [String], to target: String) throws(EncoderError) {
        let manager = FileManager.default
        let place = URL(filePath: target, directoryHint: .isDirectory)
        let draft = place.deletingLastPathComponent().appending(path: ".\(UUID().uuidString).draft")
        do {
            try manager.createDirectory(at: draft, withIntermediateDirectories: true)
            for file in files {
                let copy = draft.appending(path: file)
                try manager.createDirectory(at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
                // What a link points to, and not the link.
                try Data(contentsOf: URL(filePath: "\(folder)/\(file)"), options: .mappedIfSafe).write(to: copy)
                if file.hasSuffix("model.safetensors") { try change(copy) }
            }
            try manager.moveItem(at: draft, to: place)
        } catch {
            try? manager.removeItem(at: draft)
            throw error as? EncoderError ?? .unwritable(file: target, reason: error.localizedDescription)
        }
    }

    /// Puts the tensors that changed into a file that has them.
    private func change(_ file: URL) throws {
        let source = try Safetensors(path: file.path)
        let places = tensors.keys.compactMap { source.tensors[$0] }
        guard places.count == tensors.count else { return }
        guard places.allSatisfy({ $0.format == .single }) else {
            try Data(rewritten(source)).write(to: file, options: .atomic)
            return
        }
        // In their places: the header and all else stay as they are.
        let handle = try FileHandle(forUpdating: file)
        for place in places {
            try handle.seek(toOffset: UInt64(place.range.lowerBound))
            let bits = (tensors[place.name] ?? []).map(\.bitPattern.littleEndian)
            try bits.withUnsafeBytes { try handle.write(contentsOf: Data($0)) }
        }
        try handle.close()
    }

    /// A file of other formats, anew.
    private func rewritten(_ source: Safetensors) -> [UInt8] {
        var made = TensorFile()
        let order = source.tensors.values.sorted {
            ($0.range.lowerBound, $0.name) < ($1.range.lowerBound, $1.name)
        }
        for tensor in order {
            if let values = tensors[tensor.name] {
                made.append(singles: values, shape: tensor.shape, as: tensor.name)
            } else {
                made.append(tensor.name, tensor.format, shape: tensor.shape, bytes: source.bytes(of: tensor))
            }
        }
        return made.bytes
    }
}

extension AdapterStep {
    /// `W + (down · up)ᵀ`, `(m, d)`.
    func merged(_ part: TunedPart, into weight: [Float]) -> [Float] {
        let adapter = layout[part]
        var merged = weight
        for output in 0..<adapter.outputCount {
            for input in 0..<adapter.inputCount {
                var sum = 0.0
                for middle in 0..<layout.rank {
                    let down = parameters[adapter.down + input * layout.rankStride + middle]
                    sum += Double(down) * Double(parameters[adapter.up + middle * adapter.stride + output])
                }
                merged[output * adapter.inputCount + input] += Float(sum)
            }
        }
        return merged
    }
}
