internal import WinnowNumerics

/// Named tensors in a file, mapped. Everything a tensor says of itself is checked before it can be asked for.
///
/// The file is 8 bytes of the header's length (little-endian), the header in JSON, and the numbers. Source: the
/// format's description in the repository huggingface/safetensors.
package struct Safetensors: Sendable {
    /// One tensor, row-major.
    package struct Tensor: Sendable, Hashable {
        package let name: String
        package let format: TensorFormat
        package let shape: [Int]
        /// Bytes of the file.
        package let range: Range<Int>
    }

    /// For messages.
    package let file: String
    /// By name.
    package let tensors: [String: Tensor]
    private let memory: MappedFile

    /// - Throws: `EncoderError.damaged` with the tensor or the byte where the file is not as described.
    package init(path: String) throws(EncoderError) {
        let cut = path.lastIndex(of: "/")
        let folder = cut.map { String(path[..<$0]) } ?? "."
        let name = cut.map { String(path[path.index(after: $0)...]) } ?? path
        try self.init(folder: ModelFolder(path: folder), name: name)
    }

    init(folder: ModelFolder, name: String) throws(EncoderError) {
        file = folder.path + "/" + name
        memory = try folder.map(
            name,
            hint: "weights in other formats have to be converted to safetensors first, and those in parts joined"
        )
        tensors = try SafetensorsHeader(bytes: memory.bytes, file: file).tensors
    }

    /// A tensor as the file has it.
    func bytes(of tensor: Tensor) -> [UInt8] {
        withExtendedLifetime(memory) { Array(memory.bytes[tensor.range]) }
    }

    /// The numbers of a tensor, at any address; valid for as long as this value or a copy of it lives.
    func start(of tensor: Tensor) -> UnsafeRawPointer {
        // SAFETY: a mapped file is never empty, and the header's reader has checked every range against its length.
        UnsafeRawPointer(memory.bytes.baseAddress.unsafelyUnwrapped) + tensor.range.lowerBound
    }
}
