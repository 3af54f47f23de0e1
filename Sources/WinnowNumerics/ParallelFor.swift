import Foundation

/// Runs independent chunks of work on several threads.
///
/// The chunks depend on the amount of work only, never on the number of threads, so what they compute does not either.
/// Helpers of a thread with `Courtesy` have it too.
public enum ParallelFor {
    /// Calls `body` once for each chunk of `0..<count`, and returns when all are done.
    ///
    /// - Parameters:
    ///   - count: Elements in all.
    ///   - chunk: Elements a chunk, the last may have fewer.
    ///   - body: Gets the chunk's number and range; runs on several threads at once and must write to places of its own.
    public static func chunks(of count: Int, size chunk: Int, _ body: (Int, Range<Int>) -> Void) {
        precondition(chunk > 0, "chunk \(chunk)")
        let chunkCount = (count + chunk - 1) / chunk
        guard chunkCount > 1 else {
            if count > 0 { body(0, 0..<count) }
            return
        }
        withoutActuallyEscaping(body) { body in
            let work = UncheckedBody(body: body)
            let one = { @Sendable (index: Int) in work.body(index, index * chunk..<min(count, (index + 1) * chunk)) }
            if Courtesy.isOn {
                CourteousHelpers.shared.perform(chunkCount, one)
            } else {
                DispatchQueue.concurrentPerform(iterations: chunkCount, execute: one)
            }
        }
    }

    /// Maps `0..<count` on several threads, in order.
    public static func map<Result>(_ count: Int, _ transform: (Int) -> Result) -> [Result] {
        var results = [Result?](repeating: nil, count: count)
        results.withUnsafeMutableBufferPointer { buffer in
            let slots = UncheckedSlots(buffer: buffer)
            chunks(of: count, size: 1) { index, _ in slots.buffer[index] = transform(index) }
        }
        return results.compactMap { $0 }
    }
}

/// SAFETY: both ways return only after every call, so the body does not outlive its caller; that calls do not
/// touch the same memory is the caller's promise.
private struct UncheckedBody: @unchecked Sendable {
    let body: (Int, Range<Int>) -> Void
}

/// SAFETY: each index is written by exactly one call.
private struct UncheckedSlots<Element>: @unchecked Sendable {
    let buffer: UnsafeMutableBufferPointer<Element?>
}
