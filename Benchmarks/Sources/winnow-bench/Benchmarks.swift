import Foundation

/// A benchmark: gets a folder to share with the peer and the variant wanted.
typealias Benchmark = @Sendable (URL, String) async throws -> Void

enum Benchmarks {
    static let all: [String: Benchmark] = [
        "features": featuresBenchmark,
        "fit": fitBenchmark,
        "score": scoreBenchmark,
        "dense": denseBenchmark,
        "densefit": denseFitBenchmark,
        "kernels": kernelsBenchmark,
        "query": queryBenchmark,
        "counterfactuals": counterfactualsBenchmark,
        "curves": curvesBenchmark,
        "drafts": draftsBenchmark,
        "encode": encodeBenchmark,
        "tokenize": tokenizeBenchmark,
        "static": staticBenchmark,
        "map": mapBenchmark,
        "simulate": simulateBenchmark,
        "latency": latencyBenchmark,
        "peers": peersBenchmark,
    ]
}

/// Says what was prepared, then measures whenever asked, until standard input ends.
func takeTurns(prepared: [String: Double], _ measure: () async throws -> [String: Double]) async throws {
    try answer(prepared)
    while readLine() != nil { try answer(try await measure()) }
}

private func answer(_ numbers: [String: Double]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    FileHandle.standardOutput.write(try encoder.encode(numbers) + Data("\n".utf8))
}

/// Seconds that something takes: of time, or with `WINNOW_BENCH_CLOCK=processor` of computing on all threads, which a
/// busy machine hardly changes.
func seconds<Value>(_ body: () throws -> Value) rethrows -> (Double, Value) {
    let isProcessorTime = ProcessInfo.processInfo.environment["WINNOW_BENCH_CLOCK"] == "processor"
    let (start, used) = (ContinuousClock.now, processorSeconds())
    let value = try body()
    return (isProcessorTime ? processorSeconds() - used : (ContinuousClock.now - start) / .seconds(1), value)
}

/// What all threads of the process have computed so far.
func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
