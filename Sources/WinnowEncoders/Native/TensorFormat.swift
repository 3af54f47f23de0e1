internal import CWinnowKernels

/// Formats of stored numbers that weights may have.
package enum TensorFormat: String, Sendable, CaseIterable {
    case single = "F32"
    case half = "F16"
    case brain = "BF16"
    // Of other tensors, which nobody reads.
    case double = "F64"
    case byte = "U8"
    case signedByte = "I8"
    case short = "I16"
    case unsignedShort = "U16"
    case integer = "I32"
    case unsignedInteger = "U32"
    case long = "I64"
    case unsignedLong = "U64"
    case bool = "BOOL"

    package var byteCount: Int {
        switch self {
        case .byte, .signedByte, .bool: 1
        case .half, .brain, .short, .unsignedShort: 2
        case .single, .integer, .unsignedInteger: 4
        case .double, .long, .unsignedLong: 8
        }
    }

    /// What the kernels call it, nil where they do not read it.
    var kernelFormat: Int32? {
        switch self {
        case .single: Int32(WINNOW_FORMAT_F32)
        case .half: Int32(WINNOW_FORMAT_F16)
        case .brain: Int32(WINNOW_FORMAT_BF16)
        default: nil
        }
    }
}
