// winnow-load PORT QUEUE COUNT SECONDS LABELS < tokens
//
// As many annotators as there are lines of tokens label until COUNT items are done or SECONDS are over, and the figures
// are printed as JSON. The loopback only.
import Foundation
import Synchronization

let arguments = CommandLine.arguments.dropFirst().map { $0 }
guard arguments.count == 5, let port = UInt16(arguments[0]), let count = Int(arguments[2]),
    let limit = Double(arguments[3])
else {
    print("usage: winnow-load PORT QUEUE COUNT SECONDS LABEL,LABEL < tokens")
    exit(64)
}
let labels = arguments[4].split(separator: ",").map(String.init)
var tokens: [String] = []
while let line = readLine() { if !line.isEmpty { tokens.append(line) } }

/// Shared by the threads.
final class Run: Sendable {
    let left: Mutex<Int>
    let deadline: DispatchTime
    let isOver = Mutex(false)

    init(count: Int, seconds: Double) {
        left = Mutex(count)
        deadline = .now() + seconds
    }

    func takeOne() -> Bool {
        if DispatchTime.now() >= deadline { return false }
        return left.withLock { left in
            left -= 1
            return left >= 0
        }
    }
}

/// Each annotator is used by its own thread until all threads have ended, and then by this one.
struct Worker: @unchecked Sendable { let annotator: Annotator }

let run = Run(count: count, seconds: limit)
let workers = try tokens.enumerated().map { number, token in
    Worker(
        annotator: Annotator(
            connection: try Connection(port: port, token: token),
            queue: arguments[1],
            labels: labels,
            seed: UInt64(number + 1)
        )
    )
}
let started = DispatchTime.now()
let group = DispatchGroup()
for worker in workers {
    group.enter()
    Thread { [run, group] in
        worker.annotator.work { run.takeOne() }
        group.leave()
    }.start()
}
group.wait()
let seconds = Double(DispatchTime.now().uptimeNanoseconds - started.uptimeNanoseconds) / 1e9

func percentiles(_ values: [Double]) -> [String: Double] {
    let sorted = values.sorted()
    func at(_ share: Double) -> Double {
        sorted.isEmpty ? 0 : 1_000 * sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
    }
    return ["p50": at(0.5), "p95": at(0.95), "p99": at(0.99), "max": at(1)]
}

let items = workers.flatMap(\.annotator.items)
let figures: [String: Any] = [
    "annotators": workers.count, "done": items.count, "seconds": seconds, "rate": Double(items.count) / seconds,
    "duplicates": items.count - Set(items).count, "errors": workers.flatMap(\.annotator.errors),
    "claim": percentiles(workers.flatMap(\.annotator.claimSeconds)),
    "submit": percentiles(workers.flatMap(\.annotator.submitSeconds)),
]
print(String(decoding: try JSONSerialization.data(withJSONObject: figures, options: [.sortedKeys]), as: UTF8.self))
