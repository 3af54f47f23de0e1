internal import WinnowNumerics

/// Which hidden units are left out: a function of the seed, the epoch and what a row contains.
struct DropoutMask: Sendable {
    let share: Double
    let seed: UInt64
    let epoch: Int

    /// Sets units to 0 and makes the others larger by what is missing on average ("inverted dropout").
    func apply(to activations: inout WideMatrix, layer: Int, keys: [UInt64]) {
        let scale = Float(1 / (1 - share))
        let threshold = UInt64(share * 65_536)
        for (row, key) in keys.enumerated() {
            var generator = SeededGenerator(seed: mix(seed, key), purpose: "dropout", index: UInt64(2 * epoch + layer))
            var bits: UInt64 = 0
            for column in 0..<activations.columnCount {
                // Four draws of 16 bits from each number.
                bits = column & 3 == 0 ? generator.next() : bits >> 16
                let index = row * activations.stride + column
                activations.values[index] = bits & 0xffff < threshold ? 0 : scale * activations.values[index]
            }
        }
    }
}
