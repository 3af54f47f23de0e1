internal import WinnowNumerics

extension Safetensors {
    /// The numbers of a tensor in single precision; of a format without fractions none.
    func floats(of tensor: Tensor) -> [Float] {
        floats(of: tensor, in: 0..<tensor.range.count / tensor.format.byteCount)
    }

    /// Some of the numbers of a tensor.
    func floats(of tensor: Tensor, in range: Range<Int>) -> [Float] {
        let start = start(of: tensor)
        switch tensor.format {
        case .single:
            return range.map { start.loadUnaligned(fromByteOffset: $0 * 4, as: Float.self) }
        case .half:
            return HalfPrecision.widen(range.map { start.loadUnaligned(fromByteOffset: $0 * 2, as: UInt16.self) })
        case .brain:
            return range.map {
                Float(bitPattern: UInt32(start.loadUnaligned(fromByteOffset: $0 * 2, as: UInt16.self)) << 16)
            }
        default: return []
        }
    }
}
